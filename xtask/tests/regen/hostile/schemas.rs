//! Schemas that no value has, or from which typify cannot generate a working type.

use serde_json::{Value, json};

use super::{assert_outcomes, kept, refused};
use crate::regen::document::{PARTNER, changed, schema, with_property, with_schemas};

fn with_added(schema: Value) -> Value {
    with_property("added", schema)
}

fn partner(change: impl FnOnce(&mut Value)) -> Value {
    changed(|document| change(schema(document, PARTNER)))
}

#[test]
fn what_is_no_schema_is_refused_with_its_place() {
    let place = "crossTenantIdentitySyncPolicyPartner/properties/added";
    for (name, schema, says) in [
        ("null", Value::Null, "a schema is not an object"),
        ("text", json!("string"), "a schema is not an object"),
        ("switch", json!(true), "a schema is not an object"),
        (
            "list",
            json!([{ "type": "string" }]),
            "a schema is not an object",
        ),
        (
            "type of 3.1",
            json!({ "type": ["string", "null"] }),
            "`type` is not a string",
        ),
        (
            "null type",
            json!({ "type": "null" }),
            "`null` is not a type of OpenAPI 3.0",
        ),
        (
            "file",
            json!({ "type": "file" }),
            "`file` is not a type of OpenAPI 3.0",
        ),
        (
            "format",
            json!({ "type": "string", "format": {} }),
            "`format` is not a string",
        ),
        (
            "nullable",
            json!({ "type": "string", "nullable": "yes" }),
            "`nullable` is not true or false",
        ),
        (
            "array of nothing",
            json!({ "type": "array" }),
            "an array has no `items`",
        ),
        (
            "items of 3.1",
            json!({ "type": "array", "items": [{ "type": "string" }] }),
            "a schema is not an object",
        ),
        (
            "properties",
            json!({ "type": "object", "properties": ["a"] }),
            "`properties` is not an object",
        ),
        (
            "additional",
            json!({ "type": "object", "additionalProperties": 5 }),
            "a schema is not an object",
        ),
        ("allOf", json!({ "allOf": {} }), "`allOf` is not a list"),
        ("no allOf", json!({ "allOf": [] }), "`allOf`"),
        (
            "mixed allOf",
            json!({ "allOf": [{ "type": "string" }, { "type": "object" }] }),
            "merges \"string\" with an object",
        ),
        (
            "no anyOf",
            json!({ "anyOf": [] }),
            "`anyOf` cannot be generated",
        ),
        (
            "null anyOf",
            json!({ "anyOf": [{ "enum": [null], "nullable": true }] }),
            "`anyOf` cannot be generated",
        ),
        (
            "anyOf",
            json!({ "anyOf": [{ "type": "string" }, { "type": "boolean" }] }),
            "`anyOf` cannot be generated",
        ),
        (
            "oneOf",
            json!({ "oneOf": [{ "type": "object" }, { "type": "boolean" }] }),
            "a branch of a `oneOf` has no name",
        ),
        (
            "not",
            json!({ "not": { "type": "string" } }),
            "`not` cannot be generated",
        ),
        (
            "null only",
            json!({ "enum": [null] }),
            "only an enumeration of strings",
        ),
        (
            "nullable null",
            json!({ "enum": [null], "nullable": true }),
            "of no type cannot be set to null",
        ),
        (
            "enumeration of numbers",
            json!({ "type": "integer", "enum": [1, 2] }),
            "only an enumeration of strings",
        ),
    ] {
        let place = place.trim_start_matches('c');
        assert_outcomes([(name, with_added(schema), refused([says, place]))]);
    }
}

#[test]
fn what_a_schema_requires_is_a_list_of_names() {
    let place = "/components/schemas/microsoft.graph.crossTenantIdentitySyncPolicyPartner/required";
    for required in [json!(true), json!([5]), json!("tenantId"), Value::Null] {
        let document = partner(|schema| schema["required"] = required);
        assert_outcomes([(
            "required",
            document,
            refused(["`required` is not a list of names", place]),
        )]);
    }
    // Legal: any value of that name will do. No field is made up for it.
    let missing = partner(|schema| schema["required"] = json!(["tenantId", "nope"]));
    assert_outcomes([(
        "missing property",
        missing,
        kept(["pub tenant_id: ::std::string::String"]),
    )]);
}

#[test]
fn a_component_is_an_object() {
    for value in [Value::Null, json!(5), json!([])] {
        let document = changed(|document| {
            document["components"]["schemas"]["microsoft.graph.crossTenantUserSyncInbound"] = value
        });
        assert_outcomes([(
            "component",
            document,
            refused(["`microsoft.graph.crossTenantUserSyncInbound` is not an object"]),
        )]);
    }
    let alias =
        with_schemas(json!({ "alias": { "$ref": "#/components/schemas/microsoft.graph.entity" } }));
    assert_outcomes([(
        "alias",
        alias,
        refused(["the schema `Alias` is only an alias of another"]),
    )]);
}

/// Values are for the service to judge, and an odd one is no reason to lose an answer.
#[test]
fn what_only_restricts_values_is_left_to_the_service() {
    let text = "pub added: ::std::option::Option<::std::string::String>";
    for (name, schema) in [
        (
            "pattern that takes for ever",
            json!({ "type": "string", "pattern": "^(a+)+$" }),
        ),
        (
            "pattern that is none",
            json!({ "type": "string", "pattern": "(" }),
        ),
        (
            "default of another type",
            json!({ "type": "string", "default": { "a": 1 } }),
        ),
        (
            "unknown format",
            json!({ "type": "string", "format": "\"]; fn pwn() {}" }),
        ),
        (
            "contradiction",
            json!({ "type": "string", "minLength": 5, "maxLength": 1 }),
        ),
    ] {
        assert_outcomes([(name, with_added(schema), kept([text]))]);
    }
}

#[test]
fn a_schema_that_says_nothing_takes_anything() {
    let any = "pub added: ::std::option::Option<::serde_json::Value>";
    assert_outcomes([
        ("empty", with_added(json!({})), kept([any])),
        (
            "nullable",
            with_added(json!({ "nullable": true })),
            kept([any, "Nullable<::serde_json::Value>"]),
        ),
    ]);
}
