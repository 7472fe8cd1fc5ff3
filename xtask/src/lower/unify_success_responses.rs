//! Gives each operation one response for all statuses from 200 to 299: progenitor panics if there are two types, and treats
//! any other success status as an error.

use serde_json::{Map, Value, json};

use super::{Context, schema::operations_mut};
use crate::error::{Error, Result};

pub(super) fn unify_success_responses(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (place, operation) in operations_mut(document) {
        let responses = place.child("responses");
        let mut content: Option<Value> = None;
        for response in operation["responses"]
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::values)
        {
            let Some(typed) = response.get("content") else {
                continue;
            };
            if content.as_ref().is_some_and(|known| known != typed) {
                return Err(Error::new("the success responses have different types").at(responses));
            }
            content = Some(typed.clone());
        }
        let empty = operation["responses"]
            .as_object()
            .is_some_and(|all| all.values().any(|r| r.get("content").is_none()));
        let mut response = json!({ "description": "Success" });
        if let Some(mut content) = content {
            keep_one_type(&mut content).map_err(|error| error.at(&responses))?;
            if empty && let Some(schema) = content.pointer_mut("/application~1json/schema") {
                *schema = json!({ "anyOf": [schema.take(), { "enum": [null], "nullable": true }] });
            }
            response["content"] = content;
        }
        operation["responses"] = json!({ "2XX": response });
        if let Some(content) = operation.pointer_mut("/requestBody/content") {
            keep_json(content).map_err(|error| error.at(place.child("requestBody")))?;
        }
    }
    Ok(())
}

/// Keeps one media type. A response without JSON, such as a photo or a bare count, becomes a stream of bytes.
fn keep_one_type(content: &mut Value) -> Result<()> {
    keep_json(content)?;
    if let Some(types) = content.as_object_mut().filter(|types| types.len() > 1) {
        *types = Map::from_iter([("application/octet-stream".to_owned(), json!({}))]);
    }
    Ok(())
}

/// Keeps JSON only, if there is JSON: progenitor panics if there is a second media type.
fn keep_json(content: &mut Value) -> Result<()> {
    let Some(types) = content.as_object_mut() else {
        return Err(Error::new("`content` is not an object"));
    };
    if types.contains_key("application/json") {
        types.retain(|name, _| name == "application/json");
    }
    for media_type in types.values_mut().filter_map(Value::as_object_mut) {
        // `encoding` only matters for forms, and progenitor panics on it.
        media_type.retain(|keyword, _| keyword == "schema");
    }
    Ok(())
}
