//! Bodies of PATCH: each property is absent, null or a value of the type that is read.

use serde_json::json;
use xtask::read::parse_yaml;

use super::{family, field, generated, named, nullable, with_thing};
use crate::checkout::rows;

#[test]
fn what_is_read_is_what_is_updated() {
    let part = json!({ "microsoft.graph.level": { "type": "string", "enum": ["low"] } });
    for (written, read) in rows(
        "
        { type: number, format: int8 }                           => i8
        { type: number, format: int16 }                          => i16
        { type: number, format: uint8 }                          => u8
        { type: integer }                                        => i64
        { type: number, format: float }                          => f32
        { type: number, format: decimal }                        => f64
        { type: array, items: { type: string, nullable: true } } => Vec<Option<String>>
        { type: array, items: { type: string } }                 => Vec<String>
        { type: array, items: { type: number, format: int32, nullable: true } } => Vec<Option<i32>>
        { type: array, items: { type: array, items: { type: string, nullable: true } } } => Vec<Vec<Option<String>>>
        { type: object, additionalProperties: { type: string, nullable: true } } => HashMap<String,Option<String>>
        { type: object, additionalProperties: LEVEL }            => HashMap<String,Level>
        { type: object, additionalProperties: true }             => Map<String,Value>
        { type: object }                                         => Map<String,Value>
        {}                                                       => Value
        ",
    ) {
        let level = named("level").to_string();
        let mut schema = parse_yaml(&written.replace("LEVEL", &level)).unwrap();
        schema["nullable"] = true.into();
        let properties = json!({ "x": schema, "level": named("level") });
        let code = generated(&with_thing(properties, part.clone()));
        let optional = field(&code, "Thing", "x");
        // An optional dictionary is an empty one if it is absent.
        assert!(
            [format!("Option<{read}>"), read.to_owned()].contains(&optional),
            "{written}: {optional}"
        );
        let updated = field(&code, "ThingUpdate", "x");
        assert_eq!(updated, format!("Option<Nullable<{read}>>"), "{written}");
    }
}

#[test]
fn complex_values_within_an_update_have_three_states_too() {
    let schemas = json!({
        "microsoft.graph.consent": { "type": "object", "required": ["@odata.type"], "properties": {
            "@odata.type": { "type": "string" },
            "inboundAllowed": { "type": "boolean", "nullable": true },
            "since": { "type": "string", "readOnly": true },
            "deep": nullable(named("consent")) } },
        "microsoft.graph.same": { "type": "object", "properties": { "a": { "type": "boolean" } } },
    });
    let properties = json!({
        "consent": nullable(named("consent")),
        "list": { "type": "array", "items": named("consent") },
        "same": named("same"),
        "inline": { "type": "object", "nullable": true, "properties": { "b": { "type": "boolean", "nullable": true } } },
        "elsewhere": { "anyOf": [named("consent"), { "enum": [null], "nullable": true }], "x-ms-navigationProperty": true },
    });
    let code = generated(&with_thing(properties, schemas));
    let update = |name: &str| field(&code, "ThingUpdate", name);
    assert_eq!(update("consent"), "Option<Nullable<ConsentUpdate>>");
    assert_eq!(update("list"), "Option<Nullable<Vec<ConsentUpdate>>>");
    assert_eq!(update("same"), "Option<Same>");
    assert_eq!(update("elsewhere"), "Option<Nullable<Consent>>");
    assert_eq!(update("inline"), "Option<Nullable<ThingInlineUpdate>>");
    assert_eq!(
        field(&code, "ThingInlineUpdate", "b"),
        "Option<Nullable<bool>>"
    );
    assert_eq!(field(&code, "Thing", "inline"), "Option<ThingInline>");
    assert_eq!(
        code["ConsentUpdate"],
        [
            "deep: Option<Nullable<Box<ConsentUpdate>>>",
            "inbound_allowed: Option<Nullable<bool>>",
            "additional_properties: AdditionalProperties"
        ]
    );
    assert_eq!(field(&code, "Consent", "inbound_allowed"), "Option<bool>");
}

#[test]
fn each_kind_of_a_polymorphic_body_has_three_states_and_nothing_read_only() {
    let schemas = family(
        json!({ "id": { "type": "string", "readOnly": true }, "name": { "type": "string", "nullable": true } }),
        &[(
            "note",
            json!({ "text": { "type": "string", "nullable": true } }),
        )],
    );
    let mut document = with_thing(json!({ "any": named("base") }), schemas.into());
    let body =
        &mut document["paths"]["/thing"]["patch"]["requestBody"]["content"]["application/json"];
    body["schema"] = named("base");
    let code = generated(&document);
    assert_eq!(
        code["BaseUpdate"],
        ["NoteUpdate", "PlainBaseUpdate", "UnknownBase"]
    );
    assert_eq!(
        code["NoteUpdate"],
        [
            "name: Option<Nullable<String>>",
            "odata_type: NoteOdataType",
            "text: Option<Nullable<String>>",
            "additional_properties: AdditionalProperties"
        ]
    );
    assert_eq!(
        code["PlainBaseUpdate"],
        [
            "name: Option<Nullable<String>>",
            "odata_type: Option<PlainBaseOdataType>",
            "additional_properties: AdditionalProperties"
        ]
    );
}
