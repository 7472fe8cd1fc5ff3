//! Corrections that Microsoft has adopted, or that hang on something that is gone.

use serde_json::{Value, json};

use super::Drift;
use crate::checkout::assert_says;
use crate::regen::document::{
    CONNECTOR, CONNECTORS, PARTNER, SYNCHRONIZATION, UPLOAD, each_object, operation, own_part,
    remove, schema, yaml,
};
use crate::regen::project::{CONTRACT, GENERATED, Project, Run, UPSTREAM};

fn file(correction: &str) -> String {
    format!("spec/overlays/corrections/{correction}.yaml")
}

#[track_caller]
fn assert_named(run: &Run, correction: &str, status: i32) {
    assert_eq!(run.status, Some(status), "{run:#?}");
    let finding = format!(
        "v1.0 and beta: upstream has adopted the correction `{correction}`: delete {}\n",
        file(correction)
    );
    assert!(run.stdout.contains(&finding), "{run:#?}");
}

impl Drift {
    /// The run that takes the documents ends well and names what can go. A check and a further run fail until it has gone.
    #[track_caller]
    fn assert_adopted(&self, correction: &str) {
        assert_named(&self.regen(), correction, 0);
        for arguments in [&["--check"][..], &[]] {
            let run = self.project.regen(arguments);
            assert_named(&run, correction, 1);
            assert!(!run.stdout.contains("up to date"), "{run:#?}");
            assert_says(
                &run.stdout,
                "No file differs, but what is listed above is left to do.",
            );
        }
        self.project.delete(&file(correction));
        let check = self.project.regen(&["--check"]);
        // Documentation of what the correction said may be left over, which is another finding.
        let is_clean = check.status == Some(0) || check.stdout.contains("describes nothing");
        let is_named = check.stdout.contains(&format!("`{correction}`"));
        assert!(is_clean && !is_named, "{check:#?}");
    }
}

fn answer(document: &mut Value, path: &str, method: &str, status: &str, response: Value) {
    let responses = &mut operation(document, path, method)["responses"];
    remove(responses, "2XX");
    responses[status] = response;
}

/// Nothing else changes then.
#[test]
fn adopted_to_the_letter() {
    let nothing = || json!({ "description": "Success" });
    let put = Drift::of(|document| answer(document, SYNCHRONIZATION, "put", "204", nothing()));
    let patch = Drift::of(|document| answer(document, CONNECTOR, "patch", "204", nothing()));
    let annotations = Drift::of(|document| {
        each_object(&mut document["components"], &mut |object| {
            if object.get("required") == Some(&json!(["@odata.type"])) {
                object.shift_remove("required");
            }
        });
    });
    let upload = Drift::of(|document| {
        let success = operation(document, UPLOAD, "post")["responses"]["2XX"].clone();
        let connector = &success["content"]["application/json"]["schema"]["anyOf"][0];
        let content = json!({ "application/json": { "schema": connector } });
        let response = json!({ "description": "Success", "content": content });
        answer(document, UPLOAD, "post", "200", response);
    });
    for (drift, correction) in [
        (put, "identity-synchronization-put-answers-204"),
        (patch, "api-connector-update-answers-204"),
        (annotations, "type-annotations-are-optional"),
        (upload, "upload-client-certificate-answers-200"),
    ] {
        let generated = drift.project.read(GENERATED);
        drift.assert_adopted(correction);
        assert!(drift.project.read(GENERATED) == generated, "{correction}");
    }
}

#[test]
fn statuses_written_out_in_place_of_2xx() {
    let drift = Drift::of(|document| {
        for (path, method, status) in [
            (CONNECTORS, "get", "200"),
            (CONNECTORS, "post", "201"),
            (CONNECTOR, "get", "200"),
        ] {
            let response = operation(document, path, method)["responses"]["2XX"].clone();
            answer(document, path, method, status, response);
        }
    });
    let contract = drift.project.read(CONTRACT);
    let run = drift.regen();
    for correction in [
        "api-connector-list-answers-200",
        "api-connector-create-answers-201",
        "api-connector-get-answers-200",
    ] {
        assert_named(&run, correction, 0);
    }
    assert!(drift.project.read(CONTRACT) == contract);
}

/// The contract then has the new claim of upstream, and a reviewer sees the difference.
#[test]
fn a_status_that_is_neither_the_old_one_nor_ours_is_seen() {
    let drift = Drift::of(|document| {
        let response = operation(document, CONNECTOR, "patch")["responses"]["2XX"].clone();
        answer(document, CONNECTOR, "patch", "200", response);
    });
    let before = drift.project.read(GENERATED);
    assert_named(&drift.regen(), "api-connector-update-answers-204", 0);
    assert!(drift.project.read(GENERATED) != before);
}

#[test]
fn a_missing_method_that_upstream_adds_in_its_own_form() {
    let entity = Drift::of(|document| {
        let put = operation(document, SYNCHRONIZATION, "put").clone();
        document["paths"][SYNCHRONIZATION]["patch"] = put;
        operation(document, SYNCHRONIZATION, "patch")["operationId"] =
            "partners.UpdateIdentitySynchronization".into();
    });
    entity.assert_adopted("identity-synchronization-patch");
    let upstream = entity.project.read(UPSTREAM);
    assert!(upstream.contains("operationId: partners.UpdateIdentitySynchronization\n"));
    let update = "pub async fn update_identity_synchronization";
    assert!(entity.project.read(GENERATED).contains(update));
}

#[test]
fn a_correction_whose_anchor_is_gone_is_refused() {
    let file_of = |correction| format!("v1.0: {}", file(correction));
    let renamed = Drift::of(|document| {
        let properties = &mut schema(document, "entity")["properties"];
        let id = remove(properties, "id");
        properties["Id"] = id;
        remove(
            &mut own_part(document, "identityApiConnector")["properties"],
            "targetUrl",
        );
    });
    renamed.assert_refused(&[
        &format!(
            "{} … selects nothing (no `id`; nearest: `Id`)",
            file_of("entity-id-is-read-only")
        ),
        &format!(
            "{} … targetUrl` selects nothing",
            file_of("target-urls-hold-secrets")
        ),
        "fix or delete",
    ]);
}

/// Adds the correction `test`.
fn put_correction(project: &Project, action: Value) {
    let about = json!({ "claim": "c", "truth": "t", "source": "https://example.com/" });
    let info = json!({ "title": "Test", "version": "1.0.0" });
    let overlay =
        json!({ "overlay": "1.0.0", "info": info, "x-correction": about, "actions": [action] });
    project.put(&format!("project/{}", file("test")), yaml(&overlay));
}

#[test]
fn a_correction_that_writes_what_no_document_may_say_is_refused_with_its_place() {
    let project = Project::new();
    let itself = format!("#/components/schemas/microsoft.graph.{PARTNER}");
    for (update, says) in [
        (json!({ "nullable": "yes" }), "nullable"),
        (json!({ "$ref": itself }), "defined in terms of itself"),
    ] {
        let target = format!("$.components.schemas['microsoft.graph.{PARTNER}']");
        put_correction(&project, json!({ "target": target, "update": update }));
        let help = "a correction says so: fix it in spec/overlays/corrections";
        let place = format!("/components/schemas/microsoft.graph.{PARTNER}");
        let run = project.regen(&[]);
        run.assert_refused(says, &[says, &place, help]);
    }
}

/// Nothing to remove: adopted if the place is there, and otherwise no match.
#[test]
fn a_correction_that_only_removes_is_judged_by_its_place() {
    let project = Project::new();
    let write = |place: &str| {
        let target = format!("$.paths['{place}'].get.responses['2XY']");
        put_correction(&project, json!({ "target": target, "remove": true }));
    };
    write(CONNECTORS);
    assert_named(&project.regen(&[]), "test", 1);
    write("/gone");
    project
        .regen(&[])
        .assert_refused("gone", &[&format!("{} … selects nothing", file("test"))]);
}

#[test]
fn a_correction_that_leads_to_something_gone_is_refused() {
    let written_out = Drift::of(|document| {
        let error = document["components"]["responses"]["error"].clone();
        each_object(document, &mut |object| {
            if object.get("$ref") == Some(&json!("#/components/responses/error")) {
                *object = error.as_object().unwrap().clone();
            }
        });
    });
    written_out.assert_refused(&[
        "the reference `#/components/responses/error` does not exist … identitySynchronization/patch/responses/5XX/$ref",
        "a correction refers to it: fix it in spec/overlays/corrections",
    ]);
}
