//! References that lead nowhere, elsewhere, or in circles.

use serde_json::{Value, json};

use super::Outcome::Inert;
use super::{assert_outcomes, kept, refused};
use crate::regen::document::{
    CONNECTORS, PARTNER, changed, each_object, operation, reference, schema, with_property,
    with_schemas,
};

fn with_reference(text: &str) -> Value {
    with_property("added", json!({ "$ref": text }))
}

#[test]
fn a_reference_is_refused_where_it_leads_nowhere_or_out_of_the_document() {
    let place = "hostile.yaml: /components/schemas/microsoft.graph.crossTenantIdentitySyncPolicyPartner/properties/added/$ref";
    let components_only = "only references of the form `#/components/SECTION/NAME`";
    let out = "leads out of the document";
    let cases = [
        (
            "dangling",
            "#/components/schemas/nope",
            "`#/components/schemas/nope` does not exist",
        ),
        (
            "nearly right",
            "#/components/schemas/microsoft.graph.entit",
            "nearest component is `microsoft.graph.entity`",
        ),
        ("file beside", "x.yaml#/components/schemas/a", out),
        (
            "file above",
            "../x.yaml",
            "`../x.yaml` leads out of the document",
        ),
        ("file URL", "file:///etc/passwd", out),
        (
            "http URL",
            "http://127.0.0.1:9/x.yaml#/components/schemas/a",
            out,
        ),
        ("no text", "", out),
        ("whole document", "#", components_only),
        ("path item", "#/paths/~1me", "does not lead to a component"),
        (
            "inside",
            "#/components/schemas/microsoft.graph.entity/properties/id",
            "leads into a component",
        ),
        (
            "unknown section",
            "#/components/examples/x",
            "a section that cannot be kept",
        ),
        (
            "slash in a name",
            "#/components/schemas/a~1b",
            "leads into a component",
        ),
        (
            "tilde in a name",
            "#/components/schemas/a~0b",
            "`#/components/schemas/a~0b` does not exist",
        ),
        ("no UTF-8", "#/components/schemas/%ff", "is not well formed"),
        (
            "half an escape",
            "#/components/schemas/%2",
            "is not well formed",
        ),
        (
            "control character",
            "#/components/schemas/%00",
            r"`#/components/schemas/\0` does not exist",
        ),
        (
            "other component",
            "#/components/responses/error",
            "names a response, but a schema is expected here",
        ),
    ];
    for (name, text, says) in cases {
        assert_outcomes([(name, with_reference(text), refused([says, place]))]);
    }
}

#[test]
fn a_reference_that_is_no_text_is_refused() {
    let number = with_property("added", json!({ "$ref": 5 }));
    let object = with_property("added", json!({ "$ref": { "type": "string" } }));
    assert_outcomes([
        (
            "number",
            number,
            refused(["`$ref` is not a string", "/properties/added/$ref"]),
        ),
        (
            "object",
            object,
            refused(["`$ref` is not a string", "/properties/added/$ref"]),
        ),
    ]);
}

#[test]
fn a_path_item_is_written_out_where_it_stands() {
    let elsewhere = changed(|document| {
        document["paths"][CONNECTORS] = json!({ "$ref": "#/paths/~1me" });
    });
    assert_outcomes([(
        "path item",
        elsewhere,
        refused([
            "path item is a reference, or not an object",
            "/paths/~1identity~1apiConnectors",
        ]),
    )]);
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
    let parent = |name: &str| json!({ "allOf": [reference(name), { "type": "object" }] });
    assert_outcomes([
        (
            "alias of itself",
            with_schemas(json!({ "a": reference("a") })),
            refused([
                "defined in terms of itself: a -> a",
                "/components/schemas/a",
            ]),
        ),
        (
            "aliases of each other",
            with_schemas(json!({ "a": reference("b"), "b": reference("c"), "c": reference("a") })),
            refused(["defined in terms of itself: a -> b -> c -> a"]),
        ),
        (
            "heir of itself",
            with_schemas(json!({ "a": parent("a") })),
            refused(["defined in terms of itself: a -> a"]),
        ),
        (
            "heirs of each other",
            with_schemas(json!({ "a": parent("b"), "b": parent("a") })),
            refused(["defined in terms of itself: a -> b -> a"]),
        ),
        (
            "heir of its heir",
            changed(|document| {
                schema(document, "entity")["allOf"] =
                    json!([reference("microsoft.graph.identityApiConnector")]);
            }),
            refused([
                "microsoft.graph.entity -> microsoft.graph.identityApiConnector -> microsoft.graph.entity",
            ]),
        ),
        (
            "one of itself",
            with_schemas(
                json!({ "a": { "anyOf": [reference("a"), { "enum": [null], "nullable": true }] } }),
            ),
            refused(["defined in terms of itself: a -> a"]),
        ),
        (
            "response",
            changed(|document| {
                document["components"]["responses"]["error"] =
                    json!({ "$ref": "#/components/responses/error" })
            }),
            refused([
                "defined in terms of itself: error -> error",
                "/components/responses/error",
            ]),
        ),
        (
            "parameter",
            changed(|document| {
                document["components"]["parameters"]["top"] =
                    json!({ "$ref": "#/components/parameters/top" })
            }),
            refused([
                "defined in terms of itself: top -> top",
                "/components/parameters/top",
            ]),
        ),
    ]);
}

#[test]
fn a_type_may_hold_itself() {
    let partner = || reference(&format!("microsoft.graph.{PARTNER}"));
    let nullable = json!({ "anyOf": [partner(), { "enum": [null], "nullable": true }] });
    let list = json!({ "type": "array", "items": partner() });
    let required = with_schemas(json!({
        "first": { "type": "object", "required": ["second"], "properties": { "second": reference("second") } },
        "second": { "type": "object", "required": ["first"], "properties": { "first": reference("first") } },
    }));
    assert_outcomes([
        (
            "itself",
            with_property("added", partner()),
            kept([
                "pub added: ::std::option::Option<\n            ::std::boxed::Box<CrossTenantIdentitySyncPolicyPartner>,",
            ]),
        ),
        (
            "itself or null",
            with_property("added", nullable),
            kept(["::std::boxed::Box<CrossTenantIdentitySyncPolicyPartner>"]),
        ),
        (
            "a list of itself",
            with_property("added", list),
            kept(["::std::vec::Vec<CrossTenantIdentitySyncPolicyPartner>"]),
        ),
        (
            "each other",
            required,
            kept(["pub first: ::std::boxed::Box<First>"]),
        ),
    ]);
}

#[test]
fn a_hostile_part_that_nothing_selected_leads_to_has_no_effect() {
    assert_outcomes([(
        "unselected",
        changed(|document| {
            *operation(document, "/me", "get") = json!({ "operationId": 5, "responses": { "2XX": { "$ref": "file:///etc/passwd" } } });
            document["components"]["schemas"]["microsoft.graph.user"] =
                json!({ "allOf": [reference("microsoft.graph.user")] });
        }),
        Inert,
    )]);
}
