//! Forms with the same meaning have one form in a slice, and others are left alone.

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::selection::Selection;
use xtask::slice::slice;

const PATH: &str = "/x/{id}/{key}";

/// The path item in the slice of a document that has it as its only path.
fn normalized_item(item: Value) -> Value {
    let document = document(item, json!({}));
    sliced(&document)["paths"][PATH].take()
}

/// The schema in the slice of a document that uses it.
fn normalized(schema: Value) -> Value {
    let x = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/x" } } });
    let item =
        json!({ "get": { "responses": { "200": { "description": "Success", "content": x } } } });
    let schemas = json!({ "x": schema, "y": { "type": "object" } });
    sliced(&document(item, schemas))["components"]["schemas"]["x"].take()
}

fn document(item: Value, schemas: Value) -> Value {
    json!({ "openapi": "3.0.4", "paths": { PATH: item }, "components": { "schemas": schemas } })
}

fn sliced(document: &Value) -> Value {
    let text = format!(
        "[[path]]\npath = \"{PATH}\"\noperations = {{ get = \"get_x\", post = \"create_x\", delete = \"delete_x\" }}"
    );
    let selection = Selection::parse(&text).unwrap();
    slice(document, GraphVersion::V1_0, &selection)
        .unwrap()
        .document
}

#[test]
fn both_null_branches_become_the_current_one() {
    let current = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, { "enum": [null], "nullable": true }] });
    let earlier = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, { "type": "object", "nullable": true }] });
    assert_eq!(normalized(earlier), current);
    assert_eq!(normalized(current.clone()), current);
}

#[test]
fn a_branch_with_a_meaning_of_its_own_stays() {
    for branch in [
        json!({ "type": "object", "nullable": true, "properties": {} }),
        json!({ "type": "string", "nullable": true }),
        json!({ "enum": ["a", null], "nullable": true }),
        json!({ "type": "object" }),
    ] {
        let schema = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, branch] });
        assert_eq!(normalized(schema.clone()), schema);
    }
}

#[test]
fn a_reference_that_may_be_null_has_one_form() {
    let reference = json!({ "$ref": "#/components/schemas/y" });
    let absent = json!({ "enum": [null], "nullable": true });
    let current = json!({ "anyOf": [reference, absent] });
    for schema in [
        json!({ "anyOf": [absent, reference] }),
        json!({ "oneOf": [reference, absent] }),
        json!({ "oneOf": [{ "type": "object", "nullable": true }, reference] }),
        json!({ "anyOf": [reference], "nullable": true }),
        json!({ "anyOf": [reference, absent], "nullable": true }),
    ] {
        assert_eq!(normalized(schema.clone()), current, "{schema}");
    }
    for keyword in ["anyOf", "oneOf"] {
        assert_eq!(normalized(json!({ keyword: [reference] })), reference);
        let schema =
            json!({ keyword: [reference], "discriminator": { "propertyName": "@odata.type" } });
        assert_eq!(normalized(schema.clone()), schema);
    }
    for schema in [
        json!({ "anyOf": [reference, { "type": "string" }, absent] }),
        json!({ "anyOf": [absent] }),
        json!({ "allOf": [reference], "nullable": true }),
    ] {
        assert_eq!(normalized(schema.clone()), schema);
    }
}

#[test]
fn query_options_lose_their_lists_of_names_and_bodies_are_required() {
    let select = |schema: Value| json!({ "name": "$select", "in": "query", "explode": false, "schema": schema });
    let items = |items: Value| json!({ "type": "array", "uniqueItems": true, "items": items });
    let mut written = select(items(json!({ "type": "string", "enum": ["id"] })));
    written["style"] = "form".into();
    let item = |parameter: Value, body: Value| json!({ "post": { "parameters": [parameter], "requestBody": body } });
    assert_eq!(
        normalized_item(item(written, json!({ "content": {} }))),
        item(
            select(items(json!({ "type": "string" }))),
            json!({ "content": {}, "required": true })
        )
    );
}

#[test]
fn parameters_of_the_path_are_declared_by_the_path_item() {
    let of_path = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let query = json!({ "name": "$top", "in": "query" });
    let current = json!({
        "get": { "parameters": [query] },
        "delete": {},
        "parameters": [of_path("id"), of_path("key")],
    });
    for item in [
        current.clone(),
        json!({
            "get": { "parameters": [of_path("id"), query, of_path("key")] },
            "delete": { "parameters": [of_path("key"), of_path("id")] },
        }),
        json!({
            "get": { "parameters": [of_path("id"), of_path("key"), query] },
            "delete": { "parameters": [of_path("key")] },
            "parameters": [of_path("id")],
        }),
    ] {
        assert_eq!(normalized_item(item.clone()), current, "{item}");
    }
}

#[test]
fn what_one_operation_declares_of_the_path_stays_its_own() {
    let number = json!({ "name": "id", "in": "path", "schema": { "type": "integer" } });
    let text = json!({ "name": "id", "in": "path", "schema": { "type": "string" } });
    for item in [
        json!({ "get": { "parameters": [number] }, "delete": { "parameters": [text] } }),
        json!({ "get": { "parameters": [number] }, "delete": {} }),
        json!({ "get": { "parameters": [number] }, "parameters": [text] }),
        json!({ "get": { "parameters": [] } }),
    ] {
        assert_eq!(normalized_item(item.clone()), item);
    }
}
