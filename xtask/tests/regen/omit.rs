//! `[[omit]]` in spec/selection.toml leaves out navigation properties.

use serde_json::{Value, json};
use xtask::GraphVersion;
use xtask::selection::Selection;
use xtask::slice::slice;

use crate::checkout::{assert_says, rows};

/// A group with two navigation properties, one of them inherited, and what these lead to.
fn document() -> Value {
    let named =
        |name: &str| json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") });
    let list =
        |name| json!({ "type": "array", "items": named(name), "x-ms-navigationProperty": true });
    let object = |properties| json!({ "type": "object", "properties": properties });
    let owner = json!({ "anyOf": [named("owner"), { "type": "object", "nullable": true }], "x-ms-navigationProperty": true });
    let mut group = object(json!({
        "name": { "type": "string" },
        "member": named("note"),
        "members": list("user"),
        "members@odata.count": { "type": "integer" },
    }));
    group["required"] = json!(["members"]);
    json!({
        "openapi": "3.0.4",
        "info": { "title": "Small", "version": "v1.0" },
        "servers": [{ "url": "https://graph.microsoft.com/v1.0" }],
        "paths": { "/group": { "get": {
            "operationId": "group.get",
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": named("group") } } } },
        } } },
        "components": { "schemas": {
            "microsoft.graph.entity": object(json!({ "owner": owner })),
            "microsoft.graph.group": { "allOf": [named("entity"), group] },
            "microsoft.graph.owner": object(json!({})),
            "microsoft.graph.user": object(json!({ "manager": list("owner") })),
            "microsoft.graph.note": object(json!({})),
        } },
    })
}

/// The schemas of the slice, with these entries of `[[omit]]`.
fn sliced(omit: &str) -> Result<Value, String> {
    let path = "[[path]]\npath = \"/group\"\noperations = { get = \"get_group\" }";
    let text = format!("omit = [{omit}]\n{path}");
    let selection = Selection::parse(&text).map_err(|error| error.to_string())?;
    let slice =
        slice(&document(), GraphVersion::V1_0, &selection).map_err(|error| error.to_string())?;
    let again = xtask::slice::slice(&slice.document, GraphVersion::V1_0, &selection).unwrap();
    assert_eq!(again.document, slice.document);
    Ok(slice.document["components"]["schemas"].clone())
}

/// The schemas of a slice, without the qualifier.
fn names(schemas: &Value) -> Vec<&str> {
    let names = schemas.as_object().unwrap().keys();
    names
        .map(|name| name.trim_start_matches("microsoft.graph."))
        .collect()
}

#[test]
fn navigation_properties_are_left_out_with_what_they_lead_to() {
    for (omit, expected) in rows(
        r#"
                                                               => entity group note owner user
        { navigation-properties-of = "*" }                     => entity group note
        { navigation-properties-of = "microsoft.graph.group" } => entity group note owner
        { navigation-properties-of = "*" }, { navigation-properties-of = "microsoft.graph.group", except = ["members"] } => entity group note user
        { navigation-properties-of = "*", versions = ["beta"] } => entity group note owner user
        "#,
    ) {
        assert_eq!(names(&sliced(omit).unwrap()).join(" "), expected, "{omit}");
    }
    let schemas = sliced(r#"{ navigation-properties-of = "*" }"#).unwrap();
    let text = schemas["microsoft.graph.group"].to_string();
    assert!(
        !text.contains("members") && text.contains("member"),
        "{text}"
    );
}

#[test]
fn a_mistake_in_what_is_left_out_is_named() {
    for (omit, says) in rows(
        r#"
        { navigation-properties-of = "microsoft.graph.grup" } => v1.0: no selected path needs the schema … microsoft.graph.grup
        { navigation-properties-of = "microsoft.graph.group", except = ["owner"] } => the schema has no property `owner` … microsoft.graph.group
        { navigation-properties-of = "*", except = ["owner"] } => `except` needs the schema
        { navigation-properties-of = "*" }, { navigation-properties-of = "*" } => the schema has two entries
        { properties = "*" }                                  => unknown field `properties`
        "#,
    ) {
        assert_says(&sliced(omit).unwrap_err(), says);
    }
}
