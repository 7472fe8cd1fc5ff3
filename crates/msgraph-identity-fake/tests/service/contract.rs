//! The contract: every answer on one of its paths has a status that it documents, and a body of the schema it names.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::exchange::Exchange;

/// A contract with its references in place, ready to be asked.
struct Contract {
    document: Value,
    /// By the JSON pointer of the schema in the document.
    validators: HashMap<String, Validator>,
}

static V1: LazyLock<Contract> =
    LazyLock::new(|| Contract::read(include_str!("../../contracts/v1.0.yaml")));
static BETA: LazyLock<Contract> =
    LazyLock::new(|| Contract::read(include_str!("../../contracts/beta.yaml")));

/// Fails where an answer breaks the contract; paths and methods that it does not have are free.
#[track_caller]
pub(crate) fn check(method: &str, path: &str, exchange: &Exchange) {
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let contract = match path.split_once('/') {
        Some(("v1.0", _)) => &V1,
        Some(("beta", _)) => &BETA,
        _ => return,
    };
    if let Err(problem) = contract.check(method, path, exchange) {
        panic!(
            "{method} {path}: {problem}\n{} {}",
            exchange.status, exchange.text
        );
    }
}

impl Contract {
    fn read(yaml: &str) -> Self {
        let document: Value = yaml_serde::from_str(yaml).unwrap();
        let mut components = document["components"].clone();
        to_json_schema(&mut components);
        let mut validators = HashMap::new();
        for pointer in response_schemas(&document) {
            let mut schema = document.pointer(&pointer).unwrap().clone();
            to_json_schema(&mut schema);
            schema["components"] = components.clone();
            validators.insert(pointer, jsonschema::draft202012::new(&schema).unwrap());
        }
        Self {
            document,
            validators,
        }
    }

    fn check(&self, method: &str, path: &str, exchange: &Exchange) -> Result<(), String> {
        let Some(responses) = self.responses(method, path) else {
            return Ok(());
        };
        let status = exchange.status.as_u16().to_string();
        let class = format!("{}XX", &status[..1]);
        let (pointer, response) = [status, class]
            .iter()
            .find_map(|key| self.resolve(&format!("{responses}/{key}")))
            .ok_or("the status is not documented")?;
        if response.get("content").is_none() {
            return if exchange.text.is_empty() {
                Ok(())
            } else {
                Err("the body is not documented".into())
            };
        }
        let content_type = exchange.header("content-type");
        if !content_type.starts_with("application/json") {
            return Err(format!("the content type is {content_type}"));
        }
        let validator = &self.validators[&schema_pointer(&pointer)];
        let body: Value =
            serde_json::from_str(&exchange.text).map_err(|error| error.to_string())?;
        validator
            .validate(&body)
            .map_err(|error| format!("{error} at {}", error.instance_path()))
    }

    /// The JSON pointer of an operation's responses.
    fn responses(&self, method: &str, path: &str) -> Option<String> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let paths = self.document["paths"].as_object()?;
        let template = paths.keys().find(|template| {
            let parts: Vec<&str> = template.split('/').skip(1).collect();
            parts.len() == segments.len()
                && parts
                    .iter()
                    .zip(&segments)
                    .all(|(part, segment)| matches(part, segment))
        })?;
        let pointer = format!(
            "/paths/{}/{}/responses",
            escape(template),
            method.to_lowercase()
        );
        self.document.pointer(&pointer).map(|_| pointer)
    }

    /// What a pointer leads to, behind a reference if it is one.
    fn resolve(&self, pointer: &str) -> Option<(String, &Value)> {
        resolve(&self.document, pointer)
    }
}

/// A key stands for any segment but a system one, such as `$count`.
fn matches(part: &str, segment: &str) -> bool {
    part == segment || part.starts_with('{') && !segment.starts_with('$')
}

fn resolve<'a>(document: &'a Value, pointer: &str) -> Option<(String, &'a Value)> {
    let value = document.pointer(pointer)?;
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => resolve(document, reference.strip_prefix('#')?),
        None => Some((pointer.to_owned(), value)),
    }
}

fn schema_pointer(response: &str) -> String {
    format!("{response}/content/{}/schema", escape("application/json"))
}

fn escape(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// The pointers of the schemas of all responses.
fn response_schemas(document: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(responses) = operation.get("responses").and_then(Value::as_object) else {
                continue;
            };
            for status in responses.keys() {
                let response = format!("/paths/{}/{method}/responses/{status}", escape(path));
                let (response, value) = resolve(document, &response).unwrap();
                if value.get("content").is_some() {
                    pointers.push(schema_pointer(&response));
                }
            }
        }
    }
    pointers
}

/// OpenAPI 3.0 has its own way to say null, and a few words that JSON Schema does not know.
fn to_json_schema(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(to_json_schema),
        Value::Object(members) => {
            members.values_mut().for_each(to_json_schema);
            convert(members);
        }
        _ => {}
    }
}

fn convert(members: &mut Map<String, Value>) {
    // A property may be called like a keyword, but its schema is an object then.
    if members
        .get("format")
        .is_some_and(|format| format == "int64")
    {
        members.insert("type".into(), "integer".into());
    }
    if members.get("nullable") == Some(&Value::Bool(true)) {
        members.remove("nullable");
        if let Some(Value::String(kind)) = members.get("type").cloned() {
            members.insert("type".into(), json!([kind, "null"]));
        }
    }
    if members
        .get("discriminator")
        .is_some_and(|discriminator| discriminator.get("propertyName").is_some())
    {
        members.remove("discriminator");
    }
}

#[test]
fn the_conversion_keeps_what_schemas_say() {
    let mut schema = json!({
        "type": "object",
        "required": ["size"],
        "properties": {
            "size": { "type": "number", "format": "int64" },
            "format": { "type": "string", "nullable": true },
            "inner": { "anyOf": [{ "type": "boolean" }, { "enum": [null], "nullable": true }] }
        }
    });
    to_json_schema(&mut schema);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for good in [
        json!({ "size": 1 }),
        json!({ "size": 1, "format": null, "inner": null }),
    ] {
        assert!(validator.is_valid(&good), "{good}");
    }
    for bad in [
        json!({}),
        json!({ "size": null }),
        json!({ "size": 1.5 }),
        json!({ "size": 1, "format": 2 }),
        json!({ "size": 1, "inner": "x" }),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

#[test]
#[should_panic(expected = "the status is not documented")]
fn an_undocumented_status_is_noticed() {
    check_answer(202, "{}");
}

#[test]
#[should_panic(expected = "is not")]
fn a_body_of_another_schema_is_noticed() {
    check_answer(200, r#"{ "value": [{ "displayName": 1 }] }"#);
}

#[test]
fn an_answer_that_keeps_the_contract_passes() {
    check_answer(200, r#"{ "value": [{ "id": "1", "displayName": null }] }"#);
}

fn check_answer(status: u16, text: &str) {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("content-type", "application/json".parse().unwrap());
    let status = reqwest::StatusCode::from_u16(status).unwrap();
    check(
        "GET",
        "v1.0/identity/apiConnectors?$top=1",
        &Exchange {
            status,
            headers,
            text: text.into(),
        },
    );
}
