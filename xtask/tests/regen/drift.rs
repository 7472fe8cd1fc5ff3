//! Documents in which Microsoft has changed something that is kept: a clear refusal, or a difference that a reviewer sees.
//! Never silence.

mod corrections;

use serde_json::{Value, json};
use xtask::GraphVersion;

use crate::regen::document::{
    CONNECTOR, CONNECTORS, SYNCHRONIZATION, UPLOAD, full, operations, own_part, remove, schema,
    yaml,
};
use crate::regen::project::{CONTRACT, GENERATED, LOCK, Project, Run, UPSTREAM, difference};

const BASE: &str = "apiAuthenticationConfigurationBase";

/// Both documents, each with a change, in a folder beside a project.
struct Drift {
    project: Project,
}

impl Drift {
    /// The same change in both versions.
    fn of(change: impl Fn(&mut Value)) -> Self {
        Self::of_each(&change, &change)
    }

    fn of_each(v1: impl FnOnce(&mut Value), beta: impl FnOnce(&mut Value)) -> Self {
        let project = Project::new();
        let [mut v1_document, mut beta_document] = GraphVersion::ALL.map(full);
        v1(&mut v1_document);
        beta(&mut beta_document);
        project.put("full/v1.0.yaml", yaml(&v1_document));
        project.put("full/beta.yaml", yaml(&beta_document));
        Self { project }
    }

    fn regen(&self) -> Run {
        self.project.regen(&["--from", "../full"])
    }

    #[track_caller]
    fn assert_refused(&self, says: &[&str]) {
        let before = self.project.files();
        self.regen().assert_refused("drift", says);
        assert_eq!(difference(&before, &self.project.files()), [""; 0]);
    }

    /// The run ends well; these files did not have these texts, and have them now.
    #[track_caller]
    fn assert_visible(&self, changes: &[(&str, &str)]) {
        let has = |(file, text): &(&str, &str)| self.project.read(file).contains(text);
        let before: Vec<_> = changes.iter().filter(|change| has(change)).collect();
        assert!(before.is_empty(), "{before:?} before");
        let run = self.regen();
        assert_eq!(run.status, Some(0), "{run:#?}");
        for (file, text) in changes {
            assert!(has(&(file, text)), "no {text:?} in {file}");
            assert!(run.stdout.contains(&format!("changed {file}")), "{run:#?}");
        }
    }
}

#[test]
fn the_documents_without_a_change_make_what_is_there() {
    let drift = Drift::of(|_| ());
    let before = drift.project.files();
    drift.regen().assert_done();
    assert_eq!(difference(&before, &drift.project.files()), [LOCK]);
}

/// The nearest paths are named too: see the snapshot `an_action_moved`.
#[test]
fn all_that_is_missing_is_told_in_one_message() {
    let v1 = |document: &mut Value| {
        remove(&mut document["paths"], UPLOAD);
        remove(&mut document["paths"][CONNECTORS], "post");
    };
    let beta = |document: &mut Value| {
        remove(&mut document["paths"][SYNCHRONIZATION], "put");
        remove(&mut document["paths"][CONNECTOR], "patch");
        remove(&mut document["paths"][CONNECTOR], "delete");
    };
    Drift::of_each(v1, beta).assert_refused(&[
        &format!("v1.0: post {CONNECTORS} (the path has get)"),
        &format!("v1.0: post {UPLOAD} (no such path; nearest:  … `{CONNECTOR}`"),
        &format!("beta: delete, patch {CONNECTOR} (the path has get)"),
        &format!("beta: put {SYNCHRONIZATION} (the path has get, delete)"),
        "full/beta.yaml … selection.toml",
    ]);
    Drift::of_each(v1, |_| ()).assert_refused(&[&format!("v1.0: post {UPLOAD} (no such path")]);
}

#[test]
fn a_kind_of_authentication_that_is_gone_is_refused() {
    const KIND: &str = "microsoft.graph.pkcs12Certificate";
    let unmapped = |document: &mut Value| {
        remove(
            &mut schema(document, BASE)["discriminator"]["mapping"],
            &format!("#{KIND}"),
        );
    };
    Drift::of(unmapped).assert_refused(&[
        &format!("`microsoft.graph.{BASE}` no longer maps its kinds `{KIND}`"),
        "/discriminator/mapping … `[[polymorphic]]` in spec/selection.toml",
    ]);
    let no_discriminator =
        |document: &mut Value| drop(remove(schema(document, BASE), "discriminator"));
    let all =
        format!("no longer maps its kinds `microsoft.graph.basicAuthentication`,  … `{KIND}`");
    Drift::of(no_discriminator).assert_refused(&[&all]);
    let no_schema =
        |document: &mut Value| drop(remove(&mut document["components"]["schemas"], KIND));
    let says = format!("`#/components/schemas/{KIND}` does not exist … /discriminator/mapping/");
    Drift::of(no_schema).assert_refused(&[&says]);
    let other_property = |document: &mut Value| {
        schema(document, BASE)["discriminator"]["propertyName"] = "kind".into()
    };
    Drift::of(other_property).assert_refused(&["is \"kind\", not `@odata.type`", BASE]);
}

/// Other changes are in `maintainer::drift`.
#[test]
fn a_secret_of_another_type_does_not_lose_its_protection_without_a_word() {
    let secret = Drift::of(|document| {
        let properties = &mut own_part(document, "basicAuthentication")["properties"];
        properties["password"] = json!({ "type": "integer" });
    });
    secret.assert_visible(&[
        (UPSTREAM, "password:\n            type: integer\n"),
        (GENERATED, "pub password: ::std::option::Option<i64>"),
    ]);
}

#[test]
fn errors_under_default_are_seen_in_the_contract_only() {
    let drift = Drift::of(|document| {
        for operation in operations(document) {
            let responses = operation["responses"].as_object_mut().unwrap();
            responses.shift_remove("4XX");
            if let Some(error) = responses.shift_remove("5XX") {
                responses.insert("default".to_owned(), error);
            }
        }
    });
    let generated = drift.project.read(GENERATED);
    let default = "        default:\n          $ref: '#/components/responses/error'\n";
    drift.assert_visible(&[(CONTRACT, default)]);
    assert!(drift.project.read(GENERATED) == generated);
}

#[test]
fn deprecation_is_seen() {
    let deprecated =
        |document: &mut Value| document["paths"][CONNECTORS]["get"]["deprecated"] = true.into();
    Drift::of(deprecated).assert_visible(&[
        (UPSTREAM, "deprecated: true\n"),
        (CONTRACT, "deprecated: true\n"),
    ]);
}
