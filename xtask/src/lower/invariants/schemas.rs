//! Schemas must have a form from which typify generates a working type.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, referenced, walk};

/// The deepest nesting of a schema; typify is recursive.
const DEPTH: usize = 64;

const TYPES: [&str; 6] = ["object", "array", "string", "boolean", "integer", "number"];

pub(super) fn check_schemas(document: &Value) -> Result<()> {
    walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, object, pointer| {
            if node != Node::Schema || referenced(object).is_some() {
                return Ok(());
            }
            let refuse = |message: String| Err(Error::new(message).at(pointer));
            if pointer.segments().len() > DEPTH {
                return refuse("a schema is nested too deeply".to_owned());
            }
            if object.is_boolean() {
                return Ok(());
            }
            for keyword in ["anyOf", "not", "discriminator", "pattern", "$ref"] {
                if object.get(keyword).is_some() {
                    return refuse(format!("`{keyword}` cannot be generated"));
                }
            }
            check_all_of(object)
                .and_then(|()| check_one_of(object))
                .or_else(|message| refuse(message.to_owned()))?;
            match object.get("type") {
                Some(Value::String(kind)) if !TYPES.contains(&kind.as_str()) => {
                    refuse(format!("`{kind}` is not a type of OpenAPI 3.0"))
                }
                Some(Value::String(kind)) if kind == "array" && object.get("items").is_none() => {
                    refuse("an array has no `items`".to_owned())
                }
                Some(Value::String(_)) | None => {
                    check_lists(object).or_else(|message| refuse(message.to_owned()))
                }
                Some(kind) => refuse(format!("`type: {kind}` is not valid in OpenAPI 3.0")),
            }
        },
    )
}

/// An `allOf` only serves to put a description or `nullable` beside a reference.
fn check_all_of(schema: &Value) -> Result<(), &'static str> {
    match schema
        .get("allOf")
        .map(|parts| parts.as_array().map(Vec::as_slice))
    {
        None => Ok(()),
        Some(Some([part])) if referenced(part).is_some() => Ok(()),
        Some(_) => Err("an `allOf` with several parts cannot be generated"),
    }
}

/// A `oneOf` is a polymorphic type or an open enumeration: its branches are references or strings.
fn check_one_of(schema: &Value) -> Result<(), &'static str> {
    let Some(branches) = schema.get("oneOf") else {
        return Ok(());
    };
    let branches = branches
        .as_array()
        .filter(|branches| branches.len() > 1)
        .ok_or("a `oneOf` needs several branches")?;
    let plain = |branch: &Value| referenced(branch).is_some() || branch["type"] == "string";
    if branches.iter().all(plain) {
        Ok(())
    } else {
        Err("a branch of a `oneOf` has no name")
    }
}

fn check_lists(schema: &Value) -> Result<(), &'static str> {
    let texts = |keyword: &str| {
        schema.get(keyword).is_none_or(|list| {
            list.as_array()
                .is_some_and(|list| list.iter().all(Value::is_string))
        })
    };
    if !texts("required") {
        return Err("`required` is not a list of names");
    }
    let is_enum_of_texts =
        schema.get("enum").is_none() || (schema["type"] == "string" && texts("enum"));
    if !is_enum_of_texts {
        return Err("only an enumeration of strings can be generated");
    }
    if schema
        .get("properties")
        .is_some_and(|properties| !properties.is_object())
    {
        return Err("`properties` is not an object");
    }
    Ok(())
}
