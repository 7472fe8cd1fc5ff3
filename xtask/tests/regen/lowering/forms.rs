//! Different forms for the same thing.

use serde_json::{Value, json};
use xtask::read::parse_yaml;

use super::{field, generate, generated, json_content, named, nullable, with_thing};
use crate::checkout::rows;

fn part() -> Value {
    json!({ "microsoft.graph.part": { "type": "object", "properties": { "id": { "type": "string" } } } })
}

/// A schema in YAML, in which `PART` is a reference.
fn written(schema: &str) -> Value {
    parse_yaml(&schema.replace("PART", &named("part").to_string())).unwrap()
}

/// As OpenAPI.NET.OData wrote it before 2024, and still does for some lists.
#[test]
fn items_that_may_be_null_are_plain() {
    let list = |items: Value| json!({ "parts": { "type": "array", "items": items } });
    let plain = generated(&with_thing(list(named("part")), part()));
    assert_eq!(field(&plain, "Thing", "parts"), "Option<Vec<Part>>");
    for items in [
        "{ anyOf: [PART, { type: object, nullable: true }] }",
        "{ oneOf: [PART, { enum: [null], nullable: true }] }",
        "{ anyOf: [PART], nullable: true }",
        "{ anyOf: [PART, { enum: [null], nullable: true }], deprecated: true }",
    ] {
        let code = generated(&with_thing(list(written(items)), part()));
        assert_eq!(code, plain, "{items}");
    }
}

#[test]
fn a_page_of_items_that_may_be_null_is_a_page() {
    let page = json!({ "type": "object", "properties": {
        "@odata.nextLink": { "type": "string", "nullable": true },
        "value": { "type": "array", "items": nullable(named("part")) } } });
    let mut document = with_thing(json!({ "a": { "type": "string" } }), part());
    document["components"]["schemas"]["page"] = page;
    let page = json!({ "$ref": "#/components/schemas/page" });
    document["paths"]["/thing"]["get"]["responses"]["200"] = json_content(page);
    let answer = generated(&document)["get_thing"].last().unwrap().clone();
    assert!(answer.contains("Collection<Part>"), "{answer}");
}

#[test]
fn what_stands_beside_a_choice_stays() {
    for (choice, read) in rows(
        "
        { anyOf: [PART, { type: object, nullable: true }] }                 => Option<Part>
        { oneOf: [PART] }                                                   => Option<Part>
        { oneOf: [{ type: number, format: double }, { type: string }] }     => Option<Value>
        { anyOf: [{ type: number, format: int64 }, { type: string }] }      => Option<i64>
        ",
    ) {
        let mut property = written(choice);
        property["readOnly"] = true.into();
        property["deprecated"] = true.into();
        property["x-ms-navigationProperty"] = true.into();
        let properties = json!({ "made": property, "name": { "type": "string" } });
        let code = generated(&with_thing(properties, part()));
        assert_eq!(field(&code, "Thing", "made"), read, "{choice}");
        assert_eq!(code["ThingUpdate"], ["name: Option<String>"], "{choice}");
    }
}

#[test]
fn numbers_that_may_be_strings() {
    let text = json!({ "type": "string", "nullable": true });
    let numeric = json!({ "$ref": "#/components/schemas/ReferenceNumeric" });
    let schemas = json!({ "ReferenceNumeric": { "type": "string", "nullable": true, "enum": ["-INF", "INF", "NaN"] } });
    for (keyword, format, others, read) in [
        ("anyOf", "int64", vec![text.clone()], "i64"),
        ("oneOf", "int64", vec![text.clone()], "i64"),
        ("oneOf", "int32", vec![text.clone(), numeric.clone()], "i32"),
        (
            "oneOf",
            "double",
            vec![text.clone(), numeric.clone()],
            "Value",
        ),
        ("anyOf", "double", vec![numeric.clone()], "Value"),
        ("oneOf", "float", vec![text], "Value"),
    ] {
        let number = json!({ "type": "number", "format": format, "nullable": true });
        let branches: Vec<Value> = std::iter::once(number).chain(others).collect();
        let code = generated(&with_thing(
            json!({ "n": { keyword: branches } }),
            schemas.clone(),
        ));
        assert_eq!(field(&code, "Thing", "n"), format!("Option<{read}>"));
        assert_eq!(
            field(&code, "ThingUpdate", "n"),
            format!("Option<Nullable<{read}>>")
        );
    }
}

#[test]
fn a_named_enumeration_with_null_is_an_enumeration_that_may_be_null() {
    let level = |members: Value| json!({ "microsoft.graph.level": { "type": "string", "nullable": true, "enum": members } });
    let properties =
        json!({ "level": named("level"), "levels": { "type": "array", "items": named("level") } });
    let code = generated(&with_thing(properties, level(json!(["low", "high", null]))));
    assert_eq!(code["LevelKnown"], ["Low", "High"]);
    assert_eq!(field(&code, "Thing", "level"), "Option<Level>");
    assert_eq!(field(&code, "Thing", "levels"), "Option<Vec<Level>>");
    assert_eq!(
        field(&code, "ThingUpdate", "level"),
        "Option<Nullable<Level>>"
    );
}

#[test]
fn an_enumeration_as_the_parameter_of_a_function_is_text() {
    let level = json!({ "microsoft.graph.level": { "type": "string", "enum": ["low", "high"] } });
    for schema in [
        named("level"),
        nullable(named("level")),
        json!({ "type": "string", "enum": ["low", "high"] }),
    ] {
        let mut document = with_thing(json!({ "level": named("level") }), level.clone());
        let item = document["paths"]["/thing"].take();
        document["paths"] = json!({ "/thing(level='{level}')": item });
        document["paths"]["/thing(level='{level}')"]["parameters"] =
            json!([{ "name": "level", "in": "path", "required": true, "schema": schema }]);
        assert_eq!(generated(&document)["get_thing"][0], "level:&'astr");
    }
}

#[test]
fn json_with_parameters_of_its_media_type_is_json() {
    const MINIMAL: &str = "application/json; odata.metadata=minimal";
    let plain = with_thing(json!({ "id": { "type": "string" } }), json!({}));
    let mut other = plain.clone();
    for place in [
        "/paths/~1thing/get/responses/200",
        "/paths/~1thing/patch/requestBody",
    ] {
        let content = &mut other.pointer_mut(place).unwrap()["content"];
        let media_type = content["application/json"].take();
        *content = json!({ MINIMAL: media_type });
    }
    assert_eq!(generated(&other), generated(&plain));
    let media_type =
        other["paths"]["/thing"]["get"]["responses"]["200"]["content"][MINIMAL].clone();
    other["paths"]["/thing"]["get"]["responses"]["200"]["content"]["application/json"] = media_type;
    assert_eq!(generated(&other), generated(&plain));
}

#[test]
fn a_refusal_names_the_construct_of_the_document() {
    let choice = json!({ "anyOf": [{ "type": "string" }, { "type": "boolean" }] });
    let error = generate(&with_thing(json!({ "odd": choice }), json!({}))).unwrap_err();
    assert!(error.contains("`anyOf` cannot be generated"), "{error}");
    assert!(error.contains("/properties/odd"), "{error}");
}
