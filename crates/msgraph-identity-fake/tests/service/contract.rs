//! The contract: every answer on one of its paths has a documented status, and a body of the schema for it.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::exchange::Exchange;

static V1: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../contracts/v1.0.yaml")));
static BETA: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../contracts/beta.yaml")));

fn read(yaml: &str) -> Value {
    yaml_serde::from_str(yaml).unwrap()
}

type Checked = Result<(), String>;

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

fn check_answer(contract: &Value, method: &str, path: &str, exchange: &Exchange) -> Checked {
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
    let schema = &content["application/json"]["schema"];
    validate(contract, schema, &exchange.json())
}

/// The responses of an operation.
fn responses<'a>(contract: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let segments = || path.split('/').skip(1);
    // A key stands for any segment but a system one, such as `$count`.
    let fits = |(part, segment): (&str, &str)| match part.split_once('{') {
        None => part == segment,
        // Also an argument in parentheses, as in `find(name='{name}')`.
        Some((before, _)) => segment.starts_with(before) && !segment.starts_with('$'),
    };
    let matches = |template: &str| {
        let parts = || template.split('/').skip(1);
        parts().count() == segments().count() && parts().zip(segments()).all(fits)
    };
    let mut paths = contract["paths"].as_object()?.iter();
    let (_, item) = paths.find(|(template, _)| matches(template))?;
    item.get(method.to_lowercase())?.get("responses")
}

fn resolve<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => resolve(contract, contract.pointer(&reference[1..]).unwrap()),
        None => value,
    }
}

/// Checks a value against a schema of OpenAPI 3.0. A keyword that it does not have is an error.
fn validate(contract: &Value, schema: &Value, value: &Value) -> Checked {
    let schema = resolve(contract, schema);
    if value.is_null() && schema["nullable"] == true {
        return Ok(());
    }
    for (keyword, rule) in schema.as_object().unwrap() {
        let list = || rule.as_array().unwrap().iter();
        let results = || list().map(|of| validate(contract, of, value));
        let holds = match keyword.as_str() {
            "type" => is_of_type(value, rule.as_str().unwrap(), schema),
            "enum" => list().any(|known| known == value),
            "required" => list().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "allOf" => results().collect::<Result<(), _>>().map(|()| true)?,
            "anyOf" => results().any(|result| result.is_ok()),
            "oneOf" => results().filter(Result::is_ok).count() == 1,
            "items" => {
                let mut items = value.as_array().into_iter().flatten();
                items.try_for_each(|item| validate(contract, rule, item))?;
                true
            }
            "properties" => {
                for (name, of) in rule.as_object().unwrap() {
                    let member = value.get(name).map(|member| validate(contract, of, member));
                    member
                        .unwrap_or(Ok(()))
                        .map_err(|error| format!("{name}: {error}"))?;
                }
                true
            }
            "additionalProperties" if rule == false => {
                let mut members = value.as_object().into_iter().flatten();
                members.all(|(name, _)| schema["properties"].get(name).is_some())
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
            extension if extension.starts_with("x-") => true,
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
fn answers_that_break_the_contract_are_found() {
    let problem = |status: u16, body: Value| {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        let status = reqwest::StatusCode::from_u16(status).unwrap();
        let exchange = Exchange {
            status,
            headers,
            text: body.to_string(),
        };
        check_answer(&V1, "GET", "v1.0/identity/apiConnectors", &exchange).err()
    };
    let list = |item: Value| json!({ "value": [item] });
    assert_eq!(
        problem(200, list(json!({ "id": "1", "displayName": null }))),
        None
    );
    for (status, body, expected) in [
        (202, json!({}), "the status is not documented"),
        (200, json!([]), "[] breaks type"),
        (200, list(json!({ "displayName": 1 })), "1 breaks type"),
        (
            200,
            list(json!({ "authenticationConfiguration": "x" })),
            "breaks anyOf",
        ),
    ] {
        let problem = problem(status, body).expect(expected);
        assert!(problem.contains(expected), "{problem}");
    }
}
