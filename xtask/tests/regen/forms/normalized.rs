//! Forms with the same meaning have one form in a slice, and others are left alone.

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::read::parse_yaml;
use xtask::selection::Selection;
use xtask::slice::slice;

const PATH: &str = "/x/{id}/{key}";

/// The path item in the slice of a document that has it as its only path.
fn normalized_item(item: &Value) -> Value {
    sliced(item, json!({}))["paths"][PATH].take()
}

/// The schema in the slice of a document that uses it.
fn normalized(schema: &Value) -> Value {
    let x = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/x" } } });
    let responses = json!({ "200": { "description": "Success", "content": x } });
    let schemas = json!({ "x": schema, "y": { "type": "object" } });
    sliced(&json!({ "get": { "responses": responses } }), schemas)["components"]["schemas"]["x"]
        .take()
}

fn sliced(item: &Value, schemas: Value) -> Value {
    let document = json!({ "openapi": "3.0.4", "paths": { PATH: item }, "components": { "schemas": schemas } });
    let operations = r#"{ get = "get_x", post = "create_x", delete = "delete_x" }"#;
    let selection = format!("[[path]]\npath = \"{PATH}\"\noperations = {operations}");
    let selection = Selection::parse(&selection).unwrap();
    slice(&document, GraphVersion::V1_0, &selection)
        .unwrap()
        .document
}

/// Schemas, one a line, in which `REF` is a reference.
fn schemas(lines: &str) -> impl Iterator<Item = Value> {
    let lines = lines.trim().lines();
    lines
        .map(|line| parse_yaml(&line.replace("REF", "{ $ref: '#/components/schemas/y' }")).unwrap())
}

#[test]
fn a_reference_that_may_be_null_has_one_form() {
    let current = schemas("anyOf: [REF, { enum: [null], nullable: true }]")
        .next()
        .unwrap();
    for schema in schemas(
        "
        anyOf: [REF, { enum: [null], nullable: true }]
        anyOf: [REF, { type: object, nullable: true }]
        anyOf: [{ enum: [null], nullable: true }, REF]
        oneOf: [REF, { enum: [null], nullable: true }]
        oneOf: [{ type: object, nullable: true }, REF]
        { anyOf: [REF], nullable: true }
        { anyOf: [REF, { enum: [null], nullable: true }], nullable: true }
        ",
    ) {
        assert_eq!(normalized(&schema), current, "{schema}");
    }
    for schema in schemas("anyOf: [REF]\noneOf: [REF]") {
        assert_eq!(
            normalized(&schema),
            json!({ "$ref": "#/components/schemas/y" })
        );
    }
}

#[test]
fn a_schema_with_a_meaning_of_its_own_stays() {
    for schema in schemas(
        "
        anyOf: [REF, { type: object, nullable: true, properties: {} }]
        anyOf: [REF, { type: string, nullable: true }]
        anyOf: [REF, { enum: [a, null], nullable: true }]
        anyOf: [REF, { type: object }]
        anyOf: [REF, { type: string }, { enum: [null], nullable: true }]
        anyOf: [{ enum: [null], nullable: true }]
        { anyOf: [REF], discriminator: { propertyName: '@odata.type' } }
        { oneOf: [REF], discriminator: { propertyName: '@odata.type' } }
        { allOf: [REF], nullable: true }
        ",
    ) {
        assert_eq!(normalized(&schema), schema);
    }
}

#[test]
fn query_options_lose_their_lists_of_names_and_bodies_are_required() {
    let written = "
        post:
          parameters:
            - { name: OPTION, in: query, style: form, explode: false, schema: { type: array, items: { type: string, enum: [id, id desc] } } }
            - { name: If-Match, in: header, style: simple, schema: { type: string } }
          requestBody: { required: false, content: {} }
        ";
    let normal = written
        .replace("false, content", "true, content")
        .replace(", enum: [id, id desc]", "");
    let normal = normal
        .replace("style: form, ", "")
        .replace("style: simple, ", "");
    for option in ["$select", "$expand", "$orderby"] {
        let item = |text: &str| parse_yaml(&text.replace("OPTION", option)).unwrap();
        for silent in [written, &written.replace("required: false, ", "")] {
            assert_eq!(normalized_item(&item(silent)), item(&normal));
        }
    }
}

/// Path items, each after a dash. `ID` and `KEY` are parameters of the path, in the usual form.
fn items(text: &str) -> Vec<Value> {
    let parameter = |name: &str| {
        format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}")
    };
    let text = text
        .replace("ID", &parameter("id"))
        .replace("KEY", &parameter("key"));
    serde_json::from_value(parse_yaml(&text).unwrap()).unwrap()
}

#[test]
fn parameters_of_the_path_are_declared_by_the_path_item() {
    let top = "{ name: $top, in: query }";
    let items = items(&format!(
        "
        - {{ get: {{ parameters: [{top}] }}, delete: {{}}, parameters: [ID, KEY] }}
        - {{ get: {{ parameters: [ID, {top}, KEY] }}, delete: {{ parameters: [KEY, ID] }} }}
        - {{ get: {{ parameters: [ID, KEY, {top}] }}, delete: {{ parameters: [KEY] }}, parameters: [ID] }}
        "
    ));
    for item in &items {
        assert_eq!(normalized_item(item), items[0], "{item}");
    }
}

#[test]
fn what_one_operation_declares_of_the_path_stays_its_own() {
    let number = "{ name: id, in: path, schema: { type: integer } }";
    for item in items(&format!(
        "
        - {{ get: {{ parameters: [{number}] }}, delete: {{ parameters: [ID] }} }}
        - {{ get: {{ parameters: [{number}] }}, delete: {{}} }}
        - {{ get: {{ parameters: [{number}] }}, parameters: [ID] }}
        - {{ get: {{ parameters: [] }} }}
        "
    )) {
        assert_eq!(normalized_item(&item), item);
    }
}
