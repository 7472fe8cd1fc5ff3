//! Turns request bodies that are not JSON into bytes, which progenitor can send. It sends them as `application/octet-stream`: if
//! the document has other media types, the caller says which one it is, with an argument for the header `Content-Type`.

use serde_json::{Value, json};

use super::{Context, schema::operations_mut};
use crate::error::Result;

/// What progenitor sends by itself.
const BYTES: &str = "application/octet-stream";

pub(super) fn binary_bodies(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (_, operation) in operations_mut(document) {
        let content = operation.pointer_mut("/requestBody/content");
        let Some(types) = content.as_deref().and_then(Value::as_object) else {
            continue;
        };
        let is_bytes = |media: &Value| {
            media["schema"]["properties"].is_null() && media["schema"]["$ref"].is_null()
        };
        if types.is_empty()
            || types.contains_key("application/json")
            || !types.values().all(is_bytes)
        {
            // Fields of a form are not bytes: the invariants refuse them.
            continue;
        }
        let names: Vec<String> = types.keys().map(|name| format!("`{name}`")).collect();
        let is_fixed = types.len() == 1 && types.contains_key(BYTES);
        if let Some(content) = content {
            // progenitor requires the format, and Microsoft leaves it out.
            *content = json!({ BYTES: { "schema": { "type": "string", "format": "binary" } } });
        }
        if let Some(parameters) = operation["parameters"].as_array_mut() {
            // OpenAPI ignores a parameter of this name.
            parameters.retain(|parameter| !is_content_type(parameter));
        }
        if !is_fixed {
            add_content_type(operation, &names.join(", "));
        }
    }
    Ok(())
}

fn add_content_type(operation: &mut Value, names: &str) {
    let parameters = &mut operation["parameters"];
    if parameters.is_null() {
        *parameters = json!([]);
    }
    if let Some(parameters) = parameters.as_array_mut() {
        parameters.push(json!({
            "name": "Content-Type",
            "in": "header",
            "required": true,
            "description": format!("The media type of the body: {names}."),
            "schema": { "type": "string" },
        }));
    }
}

/// Whether this is the parameter for the media type of a body.
pub(super) fn is_content_type(parameter: &Value) -> bool {
    parameter["in"] == "header"
        && parameter["name"]
            .as_str()
            .is_some_and(|name| name.eq_ignore_ascii_case("content-type"))
}
