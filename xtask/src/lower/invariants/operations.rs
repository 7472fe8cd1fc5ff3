//! Operations have the one form that progenitor makes working methods of.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{METHODS, Pointer};

/// What progenitor can send.
const BODY_TYPES: [&str; 2] = ["application/json", "application/octet-stream"];

pub(super) fn check_operations(document: &Value) -> Result<()> {
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        if item.get("servers").is_some() {
            return Err(
                Error::new("the path has servers of its own, and the client knows one")
                    .at(Pointer::new(["paths", path, "servers"])),
            );
        }
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let place = Pointer::new(["paths", path, method]);
            check_operation(path, operation).map_err(|error| error.at(place))?;
        }
    }
    Ok(())
}

fn check_operation(path: &str, operation: &Value) -> Result<()> {
    if !operation["operationId"].is_string() {
        return Err(Error::new("the operation has no operationId"));
    }
    if operation.get("servers").is_some() {
        return Err(Error::new(
            "the operation has servers of its own, and the client knows one",
        ));
    }
    let one_response = operation["responses"]
        .as_object()
        .is_some_and(|all| all.len() == 1 && all.contains_key("2XX"));
    if !one_response {
        return Err(Error::new("the operation has not exactly one response"));
    }
    let body = operation.pointer("/requestBody/content");
    let answer = operation.pointer("/responses/2XX/content");
    for content in [body, answer].into_iter().flatten() {
        check_content(content)?;
    }
    if body.is_some_and(|body| {
        !BODY_TYPES
            .iter()
            .any(|media_type| body.get(media_type).is_some())
    }) {
        return Err(Error::new("the request body is neither JSON nor bytes"));
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let mut in_path = Vec::new();
    for parameter in parameters {
        check_parameter(parameter)?;
        if parameter["in"] == "path" {
            in_path.push(format!(
                "{{{}}}",
                parameter["name"].as_str().unwrap_or_default()
            ));
        }
    }
    let placeholders = path.matches('{').count();
    if placeholders != in_path.len() || !in_path.iter().all(|name| path.contains(name.as_str())) {
        return Err(Error::new(
            "the parameters of the path are not those that the operation declares",
        ));
    }
    Ok(())
}

fn check_content(content: &Value) -> Result<()> {
    let Some((media_type, content)) = content
        .as_object()
        .filter(|types| types.len() == 1)
        .and_then(|types| types.iter().next())
    else {
        return Err(Error::new("a body has not exactly one media type"));
    };
    if media_type == "application/json" && content.get("schema").is_none() {
        return Err(Error::new("a JSON body has no schema"));
    }
    Ok(())
}

fn check_parameter(parameter: &Value) -> Result<()> {
    let name = parameter["name"]
        .as_str()
        .ok_or_else(|| Error::new("a parameter has no name"))?;
    let refuse = |what: &str| {
        Err(Error::new(format!(
            "the parameter `{}` {what}",
            name.escape_debug()
        )))
    };
    match parameter["in"].as_str() {
        Some("header") if !is_header(name) => refuse("is no header that a caller may set"),
        Some("path") if parameter["required"] != true => {
            refuse("stands in the path and is not required")
        }
        Some("path" | "query" | "header") => match parameter["schema"]["type"].as_str() {
            Some("string" | "boolean" | "integer" | "number") => Ok(()),
            _ => refuse("is not a plain value"),
        },
        _ => refuse("stands neither in the path, nor in the query, nor in a header"),
    }
}

/// Whether a name is a header's, and not that of one that OpenAPI or the core crate sets: sending another panics or
/// replaces it.
fn is_header(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_ours = ["accept", "content-type", "authorization", "host"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours));
    !name.is_empty() && name.bytes().all(is_token) && !is_ours
}
