//! Decides the type of a number. A choice of a number and a string: Graph writes infinities and NaN as strings, so a
//! floating-point number may be any JSON. It writes integers as numbers: strings come only if the client asks for
//! `IEEE754Compatible=true` (OData JSON 4.01 §3.2), which ours does not. A number with an integer format is an integer:
//! Microsoft's converter writes `Edm.Int64` as a number.

use serde_json::{Value, json};

use super::schema::{annotations, is_null_branch, is_nullable};
use crate::openapi::referenced;

const INTEGER_FORMATS: [&str; 5] = ["int8", "int16", "int32", "int64", "uint8"];

pub(super) fn loosen_numbers(schema: &mut Value) {
    if let Some(number) = number(schema) {
        *schema = number;
    }
    let format = schema["format"].as_str().unwrap_or_default();
    if schema["type"] == "number" && INTEGER_FORMATS.contains(&format) {
        schema["type"] = "integer".into();
    }
}

/// The type of a choice between numbers and strings.
fn number(schema: &Value) -> Option<Value> {
    let branches = ["oneOf", "anyOf"]
        .iter()
        .find_map(|keyword| schema.get(*keyword)?.as_array())?;
    let is_number = |branch: &Value| branch["type"] == "number" || branch["type"] == "integer";
    let is_text = |branch: &Value| {
        let named = referenced(branch).is_some_and(|name| name.ends_with("/ReferenceNumeric"));
        named || branch["type"] == "string" || is_null_branch(branch)
    };
    let (numbers, others): (Vec<_>, Vec<_>) = branches.iter().partition(|b| is_number(b));
    if numbers.is_empty() || !others.iter().all(|other| is_text(other)) {
        return None;
    }
    let mut number = match numbers.as_slice() {
        [integer] if integer["type"] == "integer" => (*integer).clone(),
        _ => json!({}),
    };
    number.as_object_mut()?.extend(annotations(schema));
    let is_null = |branch: &Value| is_nullable(branch) || is_null_branch(branch);
    if is_nullable(schema) || branches.iter().any(is_null) {
        number["nullable"] = true.into();
    }
    Some(number)
}
