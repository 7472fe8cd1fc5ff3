//! Gives each operation one response for all statuses from 200 to 299: progenitor panics if there are two types, and treats
//! any other success status as an error.
//!
//! Error responses are removed. With a typed one, the generated code loses the status, headers and request ID if the body is
//! not as documented, such as the HTML page of a gateway. Without them, callers get every error response unchanged.

use serde_json::{Map, Value, json};

use super::{
    Context,
    schema::{is_nullable, json_schema_mut, operations_mut},
};
use crate::error::{Error, Result};
use crate::openapi::referenced;

pub(super) fn unify_success_responses(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (place, operation) in operations_mut(document) {
        let Some(responses) = operation["responses"].as_object() else {
            return Err(Error::new("the operation has no responses").at(place));
        };
        let method = place.segments().last().map(String::as_str);
        let is_update = matches!(method, Some("put" | "patch"));
        let response =
            unified(responses, is_update).map_err(|error| error.at(place.child("responses")))?;
        operation["responses"] = json!({ "2XX": response });
        if let Some(content) = operation.pointer_mut("/requestBody/content") {
            keep_json(content);
        }
    }
    Ok(())
}

fn unified(responses: &Map<String, Value>, is_update: bool) -> Result<Value> {
    let successes = responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'));
    let contents: Vec<_> = successes
        .map(|(_, response)| response.get("content"))
        .collect();
    if contents.is_empty() {
        return Err(Error::new("the operation has no success response"));
    }
    let mut response = json!({ "description": "Success" });
    let mut typed = contents.iter().flatten();
    if let Some(content) = typed.next() {
        if typed.any(|other| other != content) {
            return Err(Error::new("the success responses have different types"));
        }
        response["content"] = (*content).clone();
        keep_one_type(&mut response["content"]);
        // Even if the contract only documents the entity, the service may answer an update with 204 and no body, which would
        // be a parse error. The core crate reads an empty body as `null`.
        if is_update || contents.contains(&None) {
            json_schema_mut(&mut response).map(allow_null);
        }
    }
    Ok(response)
}

fn allow_null(schema: &mut Value) {
    if is_nullable(schema) {
        return;
    }
    if referenced(schema).is_some() {
        *schema = json!({ "allOf": [schema.take()] });
    }
    schema["nullable"] = true.into();
}

/// Keeps one media type. A response without JSON, such as a photo or a bare count, becomes a stream of bytes.
fn keep_one_type(content: &mut Value) {
    keep_json(content);
    if content.as_object().is_some_and(|types| types.len() > 1) {
        *content = json!({ "application/octet-stream": {} });
    }
}

/// Keeps JSON only, if there is JSON: progenitor panics if there is a second media type.
fn keep_json(content: &mut Value) {
    let Some(types) = content.as_object_mut() else {
        return;
    };
    if types.contains_key("application/json") {
        types.retain(|name, _| name == "application/json");
    }
    for media_type in types.values_mut().filter_map(Value::as_object_mut) {
        // `encoding` only matters for forms, and progenitor panics on it.
        media_type.retain(|keyword, _| keyword == "schema");
    }
}
