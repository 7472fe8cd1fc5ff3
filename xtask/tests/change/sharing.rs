//! Types of beta that begin or cease to be v1.0's types.

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::change::{Contracts, Effect, Kind, compare_contracts};
use xtask::selection::Selection;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") })
}

/// `outer` holds `inner`, and `other` stands alone.
fn contract(inner_property: &str) -> Value {
    let answer = |name: &str| json!({ "200": { "description": "Success", "content": { "application/json": { "schema": reference(name) } } } });
    let text = json!({ "type": "string" });
    json!({
        "openapi": "3.0.4",
        "info": { "title": "t", "version": "t" },
        "paths": {
            "/outer": { "get": { "operationId": "get_outer", "responses": answer("outer") } },
            "/other": { "get": { "operationId": "get_other", "responses": answer("other") } },
        },
        "components": { "schemas": {
            "microsoft.graph.outer": { "type": "object", "properties": { "inner": reference("inner") } },
            "microsoft.graph.inner": { "type": "object", "properties": { inner_property: text } },
            "microsoft.graph.other": { "type": "object", "properties": { "name": text } },
        } },
    })
}

#[test]
fn types_that_begin_or_cease_to_differ_from_v1_are_breaking_changes_of_beta() {
    let selection =
        Selection::parse("[[path]]\npath = \"/outer\"\noperations = { get = \"get_outer\" }")
            .unwrap();
    let state = |beta: Value| {
        Contracts::from([
            (GraphVersion::V1_0, contract("name")),
            (GraphVersion::Beta, beta),
        ])
    };
    let (equal, different) = (state(contract("name")), state(contract("size")));
    let sentences = |before, after| {
        let report = compare_contracts(before, after, &selection);
        let of_sharing = report.changes().filter(|(_, change)| {
            matches!(change.kind, Kind::TypeShared | Kind::TypeNoLongerShared)
        });
        of_sharing
            .map(|(_, change)| (change.effect, change.sentence()))
            .collect::<Vec<_>>()
    };
    let breaking = |sentence: &str| (Effect::Breaking, sentence.to_owned());
    assert_eq!(
        sentences(&equal, &different),
        ["inner", "outer"].map(|name| breaking(&format!(
            "{name} is no longer v1.0's type, but a type of beta's own"
        )))
    );
    assert_eq!(
        sentences(&different, &equal),
        ["inner", "outer"].map(|name| breaking(&format!("{name} is now v1.0's type")))
    );
    assert_eq!(sentences(&different, &different), []);
}
