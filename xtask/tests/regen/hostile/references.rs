//! References that lead nowhere, elsewhere, or in circles.

use serde_json::{Value, json};

use super::Outcome::Inert;
use super::{assert_each_kept, assert_each_refused, assert_outcomes, kept, refused};
use crate::regen::document::{
    changed, each_object, operation, own_part, reference, schema, with_property, with_schemas,
};

/// A type that no property of another type holds.
const CONNECTOR: &str = "identityApiConnector";

#[test]
fn a_reference_is_refused_where_it_leads_nowhere_or_out_of_the_document() {
    assert_each_refused(
        |text| with_property("added", json!({ "$ref": text })),
        "/components/schemas/microsoft.graph.crossTenantIdentitySyncPolicyPartner/properties/added/$ref",
        r"
        '#/components/schemas/nope'     => `#/components/schemas/nope` does not exist … hostile.yaml: /components
        '#/components/schemas/microsoft.graph.entit' => nearest component is `microsoft.graph.entity`
        x.yaml#/components/schemas/a    => leads out of the document
        ../x.yaml                       => `../x.yaml` leads out of the document
        file:///etc/passwd              => leads out of the document
        http://127.0.0.1:9/x.yaml#/components/schemas/a => leads out of the document
        ''                              => leads out of the document
        '#'                             => only references of the form `#/components/SECTION/NAME`
        '#/paths/~1me'                  => does not lead to a component
        '#/components/schemas/microsoft.graph.entity/properties/id' => leads into a component
        '#/components/examples/x'       => a section that cannot be kept
        '#/components/schemas'          => names no component
        '#/components/schemas/'         => leads into a component
        '#/components/schemas/a~1b'     => leads into a component
        '#/components/schemas/a~0b'     => `#/components/schemas/a~0b` does not exist
        '#/components/schemas/%ff'      => is not well formed
        '#/components/schemas/%2'       => is not well formed
        '#/components/schemas/%zz'      => is not well formed
        '#/components/schemas/%00'      => `#/components/schemas/\0` does not exist
        '#/components/responses/error'  => names a response, but a schema is expected here
        5                               => `$ref` is not a string
        { type: string }                => `$ref` is not a string
        ",
    );
}

#[test]
fn percent_encoding_says_the_same() {
    let encoded = changed(|document| {
        each_object(document, &mut |object| {
            if let Some(Value::String(text)) = object.get_mut("$ref") {
                *text = text.replace('.', "%2E");
            }
        });
    });
    assert_outcomes([("percent", encoded, Inert)]);
}

#[test]
fn what_is_defined_by_itself_is_refused_with_the_circle() {
    assert_each_refused(
        with_schemas,
        "/components/schemas/",
        "
        { a: { $ref: '#/components/schemas/a' } } => defined in terms of itself: a -> a
        { a: { $ref: '#/components/schemas/b' }, b: { $ref: '#/components/schemas/c' }, c: { $ref: '#/components/schemas/a' } } => defined in terms of itself: a -> b -> c -> a
        { a: { allOf: [{ $ref: '#/components/schemas/a' }, { type: object }] } } => defined in terms of itself: a -> a
        { a: { allOf: [{ $ref: '#/components/schemas/b' }] }, b: { allOf: [{ $ref: '#/components/schemas/a' }] } } => defined in terms of itself: a -> b -> a
        { a: { anyOf: [{ $ref: '#/components/schemas/a' }, { enum: [null], nullable: true }] } } => defined in terms of itself: a -> a
        ",
    );
    let heir_of_its_heir = changed(|document| {
        schema(document, "entity")["allOf"] =
            json!([reference("microsoft.graph.identityApiConnector")]);
    });
    let circle =
        "microsoft.graph.entity -> microsoft.graph.identityApiConnector -> microsoft.graph.entity";
    assert_outcomes([("heir of its heir", heir_of_its_heir, refused([circle]))]);
    for (section, name) in [("responses", "error"), ("parameters", "top")] {
        let place = format!("/components/{section}/{name}");
        let itself = json!({ "$ref": format!("#{place}") });
        let document = changed(|document| document["components"][section][name] = itself);
        let says = format!("defined in terms of itself: {name} -> {name}");
        assert_outcomes([(section, document, refused([&says, &place]))]);
    }
}

#[test]
fn a_type_may_hold_itself() {
    assert_each_kept(
        |added| changed(|document| own_part(document, CONNECTOR)["properties"]["added"] = added),
        &"
        { $ref: CONNECTOR }                                             => pub added: … ::std::boxed::Box<IdentityApiConnector>
        { anyOf: [{ $ref: CONNECTOR }, { enum: [null], nullable: true }] } => ::std::boxed::Box<IdentityApiConnector>
        { type: array, items: { $ref: CONNECTOR } }                     => ::std::vec::Vec<IdentityApiConnector>
        "
        .replace("CONNECTOR", &format!("'#/components/schemas/microsoft.graph.{CONNECTOR}'")),
    );
    let requires = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: reference(name) } });
    let each_other =
        with_schemas(json!({ "first": requires("second"), "second": requires("first") }));
    assert_outcomes([(
        "each other",
        each_other,
        kept(["pub first: ::std::boxed::Box<First>"]),
    )]);
}

#[test]
fn a_hostile_part_that_nothing_selected_leads_to_has_no_effect() {
    let document = changed(|document| {
        *operation(document, "/me", "get") =
            json!({ "operationId": 5, "responses": { "2XX": { "$ref": "file:///etc/passwd" } } });
        document["components"]["schemas"]["microsoft.graph.user"] =
            json!({ "allOf": [reference("microsoft.graph.user")] });
    });
    assert_outcomes([("unselected", document, Inert)]);
}
