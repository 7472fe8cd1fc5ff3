//! Each correction is judged as a whole: it applies, Microsoft has adopted it, or it no longer matches the document.

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::contract::{self, About, Contract, Correction, Judgement, Overlays, judge_corrections};
use xtask::selection::Selection;
use xtask::slice::Slice;

fn correction(adopted: Option<&str>, actions: Value) -> Correction {
    let overlay =
        json!({ "overlay": "1.0.0", "info": { "title": "t", "version": "1" }, "actions": actions });
    Correction {
        name: "test".to_owned(),
        file: "test.yaml".to_owned(),
        about: About {
            claim: String::new(),
            truth: String::new(),
            source: String::new(),
            adopted: adopted.map(str::to_owned),
            versions: GraphVersion::ALL.to_vec(),
        },
        overlay: serde_json::from_value(overlay).unwrap(),
    }
}

fn returns_204() -> Correction {
    let actions = json!([
        { "target": "$.paths['/a'].patch.responses", "update": { "204": { "description": "Success" } } },
        { "target": "$.paths['/a'].patch.responses['2XX']", "remove": true },
    ]);
    correction(None, actions)
}

fn judge(document: &Value, correction: Correction) -> Judgement {
    let judged = judge_corrections(document, GraphVersion::V1_0, &[correction]).unwrap();
    judged[0].judgement.clone()
}

fn with_responses(responses: Value) -> Value {
    json!({ "openapi": "3.0.4", "paths": { "/a": { "patch": { "responses": responses } } }, "components": {} })
}

/// The contract that is built from a document with these responses.
fn contract(responses: Value) -> Contract {
    let selection = "[[path]]\npath = \"/a\"\noperations = { patch = \"update_a\" }";
    let slice = Slice {
        document: with_responses(responses),
        absent: Vec::new(),
    };
    let overlays = Overlays {
        corrections: vec![returns_204()],
        ..Overlays::default()
    };
    let selection = Selection::parse(selection).unwrap();
    contract::build(&slice, GraphVersion::V1_0, &selection, &overlays).unwrap()
}

#[test]
fn a_correction_that_applies_changes_the_document() {
    let contract = contract(json!({ "2XX": { "description": "Success" } }));
    assert_eq!(contract.applied, ["test"]);
    assert_eq!(
        contract.document["paths"]["/a"]["patch"]["responses"],
        json!({ "204": { "description": "Success" } })
    );
}

#[test]
fn a_correction_that_changes_nothing_or_has_nothing_to_remove_is_adopted() {
    for responses in [
        json!({ "204": { "description": "Success" } }),
        json!({ "200": { "description": "Success" } }),
    ] {
        let document = with_responses(responses.clone());
        assert_eq!(judge(&document, returns_204()), Judgement::Adopted);
        let contract = contract(responses.clone());
        assert_eq!((contract.applied.len(), contract.findings.len()), (0, 1));
        assert_eq!(
            contract.document["paths"]["/a"]["patch"]["responses"],
            responses
        );
    }
}

#[test]
fn a_correction_may_describe_its_adoption() {
    let actions = json!([{ "target": "$.paths['/a']", "update": { "put": { "responses": {} } } }]);
    let correction = correction(Some("$.paths['/a'].put"), actions);
    let adopted = json!({ "paths": { "/a": { "put": { "operationId": "theirs" } } } });
    assert_eq!(judge(&adopted, correction.clone()), Judgement::Adopted);
    assert_eq!(
        judge(&with_responses(json!({})), correction),
        Judgement::Applied
    );
}

#[test]
fn a_removed_operation_is_not_an_adoption() {
    let document = json!({ "paths": { "/a": { "get": {} } } });
    assert_eq!(
        judge(&document, returns_204()),
        Judgement::Gone("$.paths['/a'].patch.responses".to_owned())
    );
    let target = "$.paths['/a'].patch.responses['2XX']";
    let remove = correction(None, json!([{ "target": target, "remove": true }]));
    assert_eq!(judge(&document, remove), Judgement::Gone(target.to_owned()));
}
