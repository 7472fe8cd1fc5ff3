//! Operations must have the form from which progenitor generates working methods.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::lower::binary_bodies::is_content_type;
use crate::openapi::{Pointer, operations};

pub(super) fn check_operations(document: &Value) -> Result<()> {
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        if item.get("servers").is_some() {
            return Err(Error::new(
                "the path has its own servers, but the client uses a single one",
            )
            .at(Pointer::new(["paths", path, "servers"])));
        }
    }
    for (path, method, operation) in operations(document) {
        let place = Pointer::new(["paths", path, method]);
        check_operation(path, operation).map_err(|error| error.at(place))?;
    }
    Ok(())
}

fn check_operation(path: &str, operation: &Value) -> Result<()> {
    if operation.get("servers").is_some() {
        return Err(Error::new(
            "the operation has its own servers, but the client uses a single one",
        ));
    }
    let body = operation.pointer("/requestBody/content");
    let answer = operation.pointer("/responses/2XX/content");
    for content in [body, answer].into_iter().flatten() {
        check_content(content)?;
    }
    let body_is = |media_type| body.is_some_and(|body| body.get(media_type).is_some());
    let is_bytes = body_is("application/octet-stream");
    if body.is_some() && !is_bytes && !body_is("application/json") {
        return Err(Error::new("the request body is neither JSON nor bytes"));
    }
    let mut in_path = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if !(is_bytes && is_content_type(parameter)) {
            check_parameter(parameter)?;
        }
        if parameter["in"] == "path" {
            let name = parameter["name"].as_str().unwrap_or_default();
            in_path.push(format!("{{{name}}}"));
        }
    }
    let placeholders = path.matches('{').count();
    if placeholders != in_path.len() || !in_path.iter().all(|name| path.contains(name.as_str())) {
        return Err(Error::new(
            "the operation does not declare exactly the parameters of its path",
        ));
    }
    Ok(())
}

fn check_content(content: &Value) -> Result<()> {
    let types = content.as_object();
    if types.is_none_or(|types| types.len() != 1) {
        return Err(Error::new("a body does not have exactly one media type"));
    }
    let json = content.get("application/json");
    if json.is_some_and(|json| json.get("schema").is_none()) {
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
        Some("header") if !is_header(name) => refuse("is not a header that callers may set"),
        Some("path") if parameter["required"] != true => refuse("is in the path but not required"),
        Some("path" | "query" | "header") => match parameter["schema"]["type"].as_str() {
            Some("string" | "boolean" | "integer" | "number") => Ok(()),
            _ => refuse("is not a plain value"),
        },
        _ => refuse("is not in the path, the query or a header"),
    }
}

/// Whether this is a valid header name, and not a header that OpenAPI or the core crate sets: a parameter of that name
/// would panic or replace it.
fn is_header(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_ours = ["accept", "content-type", "authorization", "host"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours));
    !name.is_empty() && name.bytes().all(is_token) && !is_ours
}
