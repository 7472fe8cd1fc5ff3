//! What a change of a contract means for callers: a case for each row of the table, on a small contract, and the report.

mod cases;
mod report;
mod rust_items;
mod sharing;
mod true_report;

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::change::{Change, compare};
use xtask::selection::Selection;

fn selection() -> Selection {
    let text = "[[path]]\npath = \"/things\"\noperations = { post = \"create_thing\" }";
    Selection::parse(text).unwrap()
}

/// Whether an edit is done or undone.
#[derive(Clone, Copy)]
enum Step {
    Do,
    Undo,
}

/// What changes by this step of an edit of the small contract.
fn changes(step: Step, edit: impl Fn(&mut Value)) -> Vec<Change> {
    let mut pair = [contract(), contract()];
    edit(&mut pair[1]);
    if let Step::Undo = step {
        pair.reverse();
    }
    compare(&pair[0], &pair[1], GraphVersion::Beta, &selection())
}

/// Its types `created`, `updated` and `answered` are alike and used in the one way that their names say; what they
/// are made of is used in all three.
fn contract() -> Value {
    let schema =
        |name: &str| json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") });
    let body = |schema: Value| json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    let answer = |schema: Value| json!({ "description": "Success", "content": { "application/json": { "schema": schema } } });
    json!({
        "openapi": "3.0.4",
        "info": { "title": "t", "version": "beta" },
        "servers": [{ "url": "https://graph.microsoft.com/beta" }],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "list_things",
                    "parameters": [{ "name": "$filter", "in": "query", "explode": false, "schema": { "type": "string" } }],
                    "responses": { "200": answer(json!({ "type": "object", "properties": {
                        "@odata.nextLink": { "type": "string", "nullable": true },
                        "value": { "type": "array", "items": schema("answered") } } })) },
                },
                "post": {
                    "operationId": "create_thing",
                    "requestBody": body(schema("created")),
                    "responses": { "201": answer(schema("answered")) },
                },
            },
            "/things/{thing-id}": {
                "patch": {
                    "operationId": "update_thing",
                    "requestBody": body(schema("updated")),
                    "responses": { "204": { "description": "Success" } },
                },
                "delete": { "operationId": "delete_thing", "responses": { "204": { "description": "Success" } } },
                "parameters": [{ "name": "thing-id", "in": "path", "required": true, "schema": { "type": "string" } }],
            },
        },
        "components": { "schemas": {
            "microsoft.graph.created": object(),
            "microsoft.graph.updated": object(),
            "microsoft.graph.answered": object(),
            "microsoft.graph.strict": { "type": "object", "required": ["must"], "properties": { "must": { "type": "string" } } },
            "microsoft.graph.loose": { "type": "object", "properties": { "name": { "type": "string" } } },
            "microsoft.graph.color": { "type": "string", "enum": ["red", "green"] },
            "microsoft.graph.animal": {
                "oneOf": [schema("cat"), schema("dog")],
                "discriminator": { "propertyName": "@odata.type", "mapping": {} },
            },
            "microsoft.graph.cat": kind("cat"),
            "microsoft.graph.dog": kind("dog"),
            "microsoft.graph.fox": kind("fox"),
        } },
    })
}

fn object() -> Value {
    let schema =
        |name: &str| json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") });
    json!({ "type": "object", "required": ["must"], "properties": {
        "@odata.type": { "type": "string" },
        "name": { "type": "string" },
        "must": { "type": "string" },
        "id": { "type": "string", "readOnly": true },
        "strict": schema("strict"),
        "loose": schema("loose"),
        "color": schema("color"),
        "animal": schema("animal"),
    } })
}

fn kind(name: &str) -> Value {
    json!({ "type": "object", "required": ["@odata.type"], "properties": {
        "@odata.type": { "type": "string", "enum": [format!("#microsoft.graph.{name}"), format!("microsoft.graph.{name}")] },
    } })
}
