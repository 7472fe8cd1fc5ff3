//! Schemas that no value has, or from which typify cannot generate a working type.

use serde_json::{Value, json};

use super::{assert_each_kept, assert_each_refused};
use crate::regen::document::{PARTNER, changed, schema, with_property, with_schemas};

fn with_added(schema: Value) -> Value {
    with_property("added", schema)
}

fn with_required(names: Value) -> Value {
    changed(|document| schema(document, PARTNER)["required"] = names)
}

#[test]
fn what_is_no_schema_is_refused_with_its_place() {
    let place = "IdentitySyncPolicyPartner/properties/added";
    assert_each_refused(
        with_added,
        place,
        "
        null                                             => a schema is not an object
        string                                           => a schema is not an object
        true                                             => a schema is not an object
        [{ type: string }]                               => a schema is not an object
        { type: [string, 'null'] }                       => `type` is not a string
        { type: 'null' }                                 => `null` is not a type of OpenAPI 3.0
        { type: file }                                   => `file` is not a type of OpenAPI 3.0
        { type: string, format: {} }                     => `format` is not a string
        { type: string, nullable: 'yes' }                => `nullable` is not true or false
        { type: array }                                  => an array has no `items`
        { type: array, items: [{ type: string }] }       => a schema is not an object
        { type: object, properties: [a] }                => `properties` is not an object
        { type: object, additionalProperties: 5 }        => a schema is not an object
        { allOf: {} }                                    => `allOf` is not a list
        { allOf: [] }                                    => `allOf`
        { allOf: [{ type: string }, { type: object }] }  => merges \"string\" with an object
        { anyOf: [] }                                    => `anyOf` cannot be generated
        { anyOf: [{ enum: [null], nullable: true }] }    => `anyOf` cannot be generated
        { anyOf: [{ type: string }, { type: boolean }] } => `anyOf` cannot be generated
        { oneOf: [{ type: object }, { type: boolean }] } => a branch of a `oneOf` has no name
        { not: { type: string } }                        => `not` cannot be generated
        { enum: [null] }                                 => only an enumeration of strings
        { enum: [null], nullable: true }                 => of no type cannot be set to null
        { type: integer, enum: [1, 2] }                  => only an enumeration of strings
        ",
    );
}

#[test]
fn what_a_schema_requires_is_a_list_of_names() {
    assert_each_refused(
        with_required,
        "/components/schemas/microsoft.graph.crossTenantIdentitySyncPolicyPartner/required",
        "
        true     => `required` is not a list of names
        [5]      => `required` is not a list of names
        tenantId => `required` is not a list of names
        null     => `required` is not a list of names
        ",
    );
    // Legal: any value of that name will do. No field is made up for it.
    let missing = "[tenantId, nope] => pub tenant_id: ::std::string::String";
    assert_each_kept(with_required, missing);
}

#[test]
fn a_component_is_an_object() {
    let inbound = "microsoft.graph.crossTenantUserSyncInbound";
    assert_each_refused(
        |value| changed(|document| document["components"]["schemas"][inbound] = value),
        inbound,
        "
        null => is not an object
        5    => is not an object
        []   => is not an object
        ",
    );
    assert_each_refused(
        |alias| with_schemas(json!({ "alias": alias })),
        "",
        "{ $ref: '#/components/schemas/microsoft.graph.entity' } => the schema `Alias` is only an alias of another",
    );
}

/// Values are for the service to judge, and an odd one is no reason to lose an answer.
#[test]
fn what_only_restricts_values_is_left_to_the_service() {
    assert_each_kept(
        with_added,
        r#"
        { type: string, pattern: '^(a+)+$' }           => pub added: ::std::option::Option<::std::string::String>
        { type: string, pattern: '(' }                 => pub added: ::std::option::Option<::std::string::String>
        { type: string, default: { a: 1 } }            => pub added: ::std::option::Option<::std::string::String>
        { type: string, format: '"]; fn pwn() {}' }    => pub added: ::std::option::Option<::std::string::String>
        { type: string, minLength: 5, maxLength: 1 }   => pub added: ::std::option::Option<::std::string::String>
        "#,
    );
}

#[test]
fn a_schema_that_says_nothing_takes_anything() {
    assert_each_kept(
        with_added,
        "
        {}                 => pub added: ::std::option::Option<::serde_json::Value>
        { nullable: true } => pub added: ::std::option::Option<::serde_json::Value> … Nullable<::serde_json::Value>
        ",
    );
}
