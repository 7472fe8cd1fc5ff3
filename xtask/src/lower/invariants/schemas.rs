//! Schemas must have a form from which typify generates a working type.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, referenced, walk_document};

const TYPES: [&str; 6] = ["object", "array", "string", "boolean", "integer", "number"];

pub(super) fn check_schemas(document: &Value) -> Result<()> {
    for (name, schema) in document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        if referenced(schema).is_some() {
            let message = format!("the schema `{name}` is only an alias of another");
            return Err(Error::new(message).at(Pointer::schema(name)));
        }
    }
    let check = |node, schema: &Value, place: &Pointer| match problem(schema) {
        Some(problem) if node == Node::Schema => Err(Error::new(problem).at(place)),
        _ => Ok(()),
    };
    walk_document(document, check)
}

/// Why typify cannot generate a type.
fn problem(schema: &Value) -> Option<String> {
    for keyword in ["anyOf", "not", "discriminator"] {
        if schema.get(keyword).is_some() {
            return Some(format!("`{keyword}` cannot be generated"));
        }
    }
    // An `allOf` only serves to put a description or `nullable` beside a reference.
    let parts = schema.get("allOf").and_then(Value::as_array);
    if parts.is_some_and(|parts| parts.len() != 1 || referenced(&parts[0]).is_none()) {
        return Some("an `allOf` with several parts cannot be generated".to_owned());
    }
    // A `oneOf` is a polymorphic type or an open enumeration.
    let is_named = |branch: &Value| referenced(branch).is_some() || branch["type"] == "string";
    match schema.get("oneOf").and_then(Value::as_array) {
        Some(branches) if branches.len() < 2 => {
            return Some("a `oneOf` needs several branches".to_owned());
        }
        Some(branches) if !branches.iter().all(is_named) => {
            return Some("a branch of a `oneOf` has no name".to_owned());
        }
        _ => {}
    }
    let kind = schema["type"].as_str().unwrap_or("object");
    if !TYPES.contains(&kind) {
        return Some(format!("`{kind}` is not a type of OpenAPI 3.0"));
    }
    if kind == "array" && schema.get("items").is_none() {
        return Some("an array has no `items`".to_owned());
    }
    let members = schema["enum"].as_array();
    let is_of_strings =
        |members: &Vec<Value>| schema["type"] == "string" && members.iter().all(Value::is_string);
    if schema.get("enum").is_some() && !members.is_some_and(is_of_strings) {
        return Some("only an enumeration of strings can be generated".to_owned());
    }
    None
}
