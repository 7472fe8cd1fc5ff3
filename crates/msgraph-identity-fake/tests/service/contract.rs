//! The contract: every answer on one of its paths has a documented status, and a body of the schema for it.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::exchange::Exchange;

static V1: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../contracts/v1.0.yaml")));
static BETA: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../contracts/beta.yaml")));

fn read(yaml: &str) -> Value {
    yaml_serde::from_str(yaml).unwrap()
}

/// Panics if an answer breaks the contract. Paths and methods that the contract does not have are not checked.
#[track_caller]
pub(crate) fn check(method: &str, path: &str, exchange: &Exchange) {
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let contract = match path.split_once('/') {
        Some(("v1.0", _)) => &V1,
        Some(("beta", _)) => &BETA,
        _ => return,
    };
    if let Err(problem) = check_answer(contract, method, path, exchange) {
        let (status, text) = (exchange.status, &exchange.text);
        panic!("{method} {path}: {problem}\n{status} {text}");
    }
}

fn check_answer(
    contract: &Value,
    method: &str,
    path: &str,
    exchange: &Exchange,
) -> Result<(), String> {
    let Some(responses) = responses(contract, method, path) else {
        return Ok(());
    };
    let status = exchange.status.as_u16().to_string();
    let class = format!("{}XX", &status[..1]);
    let response = responses.get(&status).or(responses.get(&class));
    let response = resolve(contract, response.ok_or("the status is not documented")?);
    let Some(content) = response.get("content") else {
        return match exchange.text.is_empty() {
            true => Ok(()),
            false => Err("the body is not documented".into()),
        };
    };
    let content_type = exchange.header("content-type");
    if !content_type.starts_with("application/json") {
        return Err(format!("the content type is {content_type}"));
    }
    let body: Value = serde_json::from_str(&exchange.text).map_err(|error| error.to_string())?;
    validate(contract, &content["application/json"]["schema"], &body)
}

/// The responses of an operation.
fn responses<'a>(contract: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let (_, item) = contract["paths"]
        .as_object()?
        .iter()
        .find(|(template, _)| {
            let parts: Vec<&str> = template.split('/').skip(1).collect();
            parts.len() == segments.len()
                && parts
                    .iter()
                    .zip(&segments)
                    // A key stands for any segment but a system one, such as `$count`.
                    .all(|(part, segment)| {
                        part == segment || part.starts_with('{') && !segment.starts_with('$')
                    })
        })?;
    item.get(method.to_lowercase())?.get("responses")
}

fn resolve<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => resolve(contract, contract.pointer(&reference[1..]).unwrap()),
        None => value,
    }
}

/// Checks a value against a schema of OpenAPI 3.0. A keyword that it does not have is an error.
fn validate(contract: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let schema = resolve(contract, schema);
    if value.is_null() && schema["nullable"] == true {
        return Ok(());
    }
    let all = |schemas: &Value| -> Vec<Result<(), String>> {
        let schemas = schemas.as_array().unwrap().iter();
        schemas.map(|of| validate(contract, of, value)).collect()
    };
    for (keyword, rule) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "type" => is_of_type(value, rule.as_str().unwrap(), schema),
            "enum" => rule.as_array().unwrap().contains(value),
            "required" => {
                let names = rule.as_array().unwrap().iter();
                names
                    .map(|name| name.as_str().unwrap())
                    .all(|name| value.get(name).is_some())
            }
            "allOf" => {
                all(rule).into_iter().collect::<Result<(), _>>()?;
                true
            }
            "anyOf" => all(rule).iter().any(Result::is_ok),
            "oneOf" => all(rule).iter().filter(|result| result.is_ok()).count() == 1,
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    validate(contract, rule, item)?;
                }
                true
            }
            "properties" => {
                for (name, of) in rule.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        validate(contract, of, member)
                            .map_err(|error| format!("{name}: {error}"))?;
                    }
                }
                true
            }
            "additionalProperties" if rule == false => {
                let known = &schema["properties"];
                let members = value.as_object().into_iter().flatten();
                members
                    .map(|(name, _)| name)
                    .all(|name| known.get(name).is_some())
            }
            "title"
            | "description"
            | "nullable"
            | "pattern"
            | "format"
            | "readOnly"
            | "writeOnly"
            | "discriminator"
            | "additionalProperties"
            | "default"
            | "example" => true,
            unknown => panic!("the keyword {unknown} is not implemented here"),
        };
        if !holds {
            return Err(format!("{value} breaks {keyword}: {rule}"));
        }
    }
    Ok(())
}

fn is_of_type(value: &Value, name: &str, schema: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        // Microsoft writes 64-bit integers as numbers.
        "number" if schema["format"] == "int64" => value.is_i64(),
        "number" => value.is_number(),
        other => panic!("the type {other} is not implemented here"),
    }
}

#[test]
fn schemas_are_checked() {
    let schema = json!({
        "type": "object",
        "required": ["size"],
        "properties": {
            "size": { "type": "number", "format": "int64" },
            "format": { "type": "string", "nullable": true },
            "inner": { "anyOf": [{ "type": "boolean" }, { "enum": [null], "nullable": true }] },
            "list": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "enum": ["a"] }] } }
        }
    });
    for (value, valid) in [
        (json!({ "size": 1 }), true),
        (
            json!({ "size": 1, "format": null, "inner": null, "list": ["b"] }),
            true,
        ),
        (json!({}), false),
        (json!([]), false),
        (json!({ "size": null }), false),
        (json!({ "size": 1.5 }), false),
        (json!({ "size": 1, "format": 2 }), false),
        (json!({ "size": 1, "inner": "x" }), false),
        (json!({ "size": 1, "list": ["a"] }), false),
    ] {
        let result = validate(&json!({}), &schema, &value);
        assert_eq!(result.is_ok(), valid, "{value}: {result:?}");
    }
}

#[test]
#[should_panic(expected = "the status is not documented")]
fn an_undocumented_status_is_an_error() {
    check_list(202, "{}");
}

#[test]
#[should_panic(expected = "1 breaks type")]
fn a_body_of_another_schema_is_an_error() {
    check_list(200, r#"{ "value": [{ "displayName": 1 }] }"#);
}

#[test]
fn an_answer_that_keeps_the_contract_passes() {
    check_list(200, r#"{ "value": [{ "id": "1", "displayName": null }] }"#);
}

fn check_list(status: u16, text: &str) {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("content-type", "application/json".parse().unwrap());
    let exchange = Exchange {
        status: reqwest::StatusCode::from_u16(status).unwrap(),
        headers,
        text: text.into(),
    };
    check("GET", "v1.0/identity/apiConnectors?$top=1", &exchange);
}
