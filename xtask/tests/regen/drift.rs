//! Documents in which Microsoft has changed something that is kept: a clear refusal, or a difference that a reviewer sees.
//! Never silence.

mod corrections;
mod judgements;

use serde_json::{Value, json};
use xtask::GraphVersion;

use crate::regen::document::{
    CONNECTOR, CONNECTORS, SYNCHRONIZATION, UPLOAD, full, operations, own_part, reference, remove,
    schema, yaml,
};
use crate::regen::project::{CONTRACT, GENERATED, Project, Run, UPSTREAM, difference};

/// Both documents, each with a change, in a folder beside a project.
struct Drift {
    project: Project,
    folder: String,
}

impl Drift {
    /// The same change in both versions.
    fn of(change: impl Fn(&mut Value)) -> Self {
        Self::of_each(&change, &change)
    }

    fn of_each(v1: impl FnOnce(&mut Value), beta: impl FnOnce(&mut Value)) -> Self {
        let project = Project::new();
        let (mut v1_document, mut beta_document) =
            (full(GraphVersion::V1_0), full(GraphVersion::Beta));
        v1(&mut v1_document);
        beta(&mut beta_document);
        project.put("full/v1.0.yaml", yaml(&v1_document));
        let beta = project.put("full/beta.yaml", yaml(&beta_document));
        let folder = beta.parent().unwrap().to_str().unwrap().to_owned();
        Self { project, folder }
    }

    fn regen(&self) -> Run {
        self.project.regen(&["--from", &self.folder])
    }

    #[track_caller]
    fn assert_refused(&self, says: &[&str]) {
        let before = self.project.files();
        self.regen().assert_refused("drift", says);
        assert_eq!(difference(&before, &self.project.files()), [""; 0]);
    }

    /// The run ends well; what was in these files is gone, and this is there instead.
    #[track_caller]
    fn assert_visible(&self, changes: &[(&str, &str, &str)]) {
        for (file, gone, _) in changes {
            assert!(
                self.project.read(file).contains(gone),
                "no {gone:?} in {file} before"
            );
        }
        let run = self.regen();
        assert_eq!(run.status, Some(0), "{run:#?}");
        for (file, gone, there) in changes {
            let text = self.project.read(file);
            assert!(
                gone.is_empty() || !text.contains(gone),
                "{gone:?} is still in {file}"
            );
            assert!(text.contains(there), "no {there:?} in {file}");
            assert!(run.stdout.contains(&format!("changed {file}")), "{run:#?}");
        }
    }
}

#[test]
fn the_documents_without_a_change_make_what_is_there() {
    let drift = Drift::of(|_| ());
    let before = drift.project.files();
    drift.regen().assert_done();
    let changed = difference(&before, &drift.project.files());
    assert_eq!(changed, ["spec/upstream.lock.toml"]);
}

#[test]
fn a_path_that_is_gone_is_named_with_its_nearest() {
    let gone = |document: &mut Value| {
        remove(&mut document["paths"], UPLOAD);
    };
    let upload = format!("post {UPLOAD} (no such path; nearest: ");
    let nearest = format!("`{CONNECTOR}`");
    Drift::of(gone).assert_refused(&[
        &format!("v1.0: {upload}"),
        &format!("beta: {upload}"),
        &nearest,
        "full/beta.yaml",
        "selection.toml",
    ]);
    Drift::of_each(gone, |_| ()).assert_refused(&[&format!("v1.0: {upload}")]);
}

#[test]
fn a_method_that_is_gone_is_named_with_those_that_are_there() {
    let gone = |document: &mut Value| {
        remove(&mut document["paths"][CONNECTOR], "patch");
        remove(&mut document["paths"][CONNECTOR], "delete");
    };
    let says = format!("delete, patch {CONNECTOR} (the path has get)");
    Drift::of(gone).assert_refused(&[&format!("v1.0: {says}"), &format!("beta: {says}")]);
}

#[test]
fn all_that_is_missing_is_told_in_one_message() {
    let v1 = |document: &mut Value| {
        remove(&mut document["paths"], UPLOAD);
        remove(&mut document["paths"][CONNECTORS], "post");
    };
    let beta = |document: &mut Value| {
        remove(&mut document["paths"][SYNCHRONIZATION], "put");
    };
    Drift::of_each(v1, beta).assert_refused(&[
        &format!("v1.0: post {CONNECTORS} (the path has get)"),
        &format!("v1.0: post {UPLOAD} (no such path"),
        &format!("beta: put {SYNCHRONIZATION} (the path has get, delete)"),
    ]);
}

/// Microsoft has written bound actions with their namespace, and without.
#[test]
fn an_action_under_its_qualified_name_is_among_the_nearest() {
    let qualified = format!("{CONNECTOR}/microsoft.graph.uploadClientCertificate");
    let moved = |document: &mut Value| {
        let item = remove(&mut document["paths"], UPLOAD);
        document["paths"][&qualified] = item;
    };
    Drift::of(moved).assert_refused(&[&format!(
        "post {UPLOAD} (no such path; nearest: `{qualified}`"
    )]);
}

#[test]
fn a_kind_of_authentication_that_is_gone_is_refused() {
    const BASE: &str = "apiAuthenticationConfigurationBase";
    let says = [
        "`microsoft.graph.apiAuthenticationConfigurationBase` no longer maps its kinds `microsoft.graph.pkcs12Certificate`",
        "/discriminator/mapping",
        "`[[polymorphic]]` in spec/selection.toml",
    ];
    Drift::of(|document| {
        remove(
            &mut schema(document, BASE)["discriminator"]["mapping"],
            "#microsoft.graph.pkcs12Certificate",
        );
    })
    .assert_refused(&says);
    Drift::of(|document| {
        remove(schema(document, BASE), "discriminator");
    })
    .assert_refused(&[
        "no longer maps its kinds `microsoft.graph.basicAuthentication`, ",
        "`microsoft.graph.pkcs12Certificate`",
    ]);
    Drift::of(|document| {
        remove(
            &mut document["components"]["schemas"],
            "microsoft.graph.pkcs12Certificate",
        );
    })
    .assert_refused(&[
        "`#/components/schemas/microsoft.graph.pkcs12Certificate` does not exist",
        "/discriminator/mapping/",
    ]);
    Drift::of(|document| schema(document, BASE)["discriminator"]["propertyName"] = "kind".into())
        .assert_refused(&["is \"kind\", not `@odata.type`", BASE]);
}

#[test]
fn a_kind_of_authentication_that_is_added_is_taken() {
    let added = |document: &mut Value| {
        let name = "microsoft.graph.openIdAuthentication";
        let mapping =
            &mut schema(document, "apiAuthenticationConfigurationBase")["discriminator"]["mapping"];
        mapping[format!("#{name}")] = reference(name)["$ref"].take();
        document["components"]["schemas"][name] = json!({ "allOf": [
            reference("microsoft.graph.apiAuthenticationConfigurationBase"),
            { "type": "object", "required": ["@odata.type"], "properties": {
                "@odata.type": { "type": "string", "default": format!("#{name}") },
                "clientId": { "type": "string", "nullable": true } } },
        ] });
    };
    Drift::of(added).assert_visible(&[
        (UPSTREAM, "", "'#microsoft.graph.openIdAuthentication': "),
        (CONTRACT, "", "- '#microsoft.graph.openIdAuthentication'\n          - microsoft.graph.openIdAuthentication\n"),
        (GENERATED, "", "OpenIdAuthentication(OpenIdAuthentication),"),
        (GENERATED, "", "#[serde(alias = \"microsoft.graph.openIdAuthentication\")]"),
    ]);
}

#[test]
fn a_property_that_is_gone_renamed_or_of_another_type_is_seen() {
    let field = "pub display_name: ::std::option::Option<::std::string::String>";
    let in_connector = |change: fn(&mut Value)| {
        Drift::of(move |document| {
            change(&mut own_part(document, "identityApiConnector")["properties"])
        })
    };
    let renamed = in_connector(|properties| {
        let property = remove(properties, "displayName");
        properties["connectorName"] = property;
    });
    renamed.assert_visible(&[
        (UPSTREAM, "", "connectorName:\n"),
        (CONTRACT, "", "connectorName:\n"),
        (GENERATED, "", "pub connector_name: "),
    ]);
    let retyped =
        in_connector(|properties| properties["displayName"] = json!({ "type": "boolean" }));
    retyped.assert_visible(&[
        (UPSTREAM, "", "displayName:\n            type: boolean\n"),
        (
            GENERATED,
            "",
            "pub display_name: ::std::option::Option<bool>",
        ),
    ]);

    let gone = in_connector(|properties| {
        remove(properties, "displayName");
    });
    let count =
        |project: &Project, file: &str, text: &str| project.read(file).matches(text).count();
    let before = (
        count(&gone.project, CONTRACT, "displayName:"),
        count(&gone.project, GENERATED, field),
    );
    assert_eq!(gone.regen().status, Some(0));
    let after = (
        count(&gone.project, CONTRACT, "displayName:"),
        count(&gone.project, GENERATED, field),
    );
    assert_eq!(after, (before.0 - 1, before.1 - 1));
}

/// A secret that became something else must not lose its protection without a word.
#[test]
fn a_secret_of_another_type_is_seen() {
    let retyped = Drift::of(|document| {
        own_part(document, "basicAuthentication")["properties"]["password"] =
            json!({ "type": "integer" })
    });
    retyped.assert_visible(&[
        (UPSTREAM, "", "password:\n            type: integer\n"),
        (GENERATED, "", "pub password: ::std::option::Option<i64>"),
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
    drift.assert_visible(&[(
        CONTRACT,
        "",
        "        default:\n          $ref: '#/components/responses/error'\n",
    )]);
    assert!(drift.project.read(GENERATED) == generated);
}

#[test]
fn deprecation_is_seen() {
    let drift =
        Drift::of(|document| document["paths"][CONNECTORS]["get"]["deprecated"] = true.into());
    drift.assert_visible(&[
        (UPSTREAM, "", "deprecated: true\n"),
        (CONTRACT, "", "deprecated: true\n"),
    ]);
}
