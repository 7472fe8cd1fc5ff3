//! Allows any JSON for floating-point numbers: Graph writes infinities and NaN as strings, so Microsoft describes each number
//! as a choice of a number, a string and an enumeration.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{change_schemas, is_null_branch},
};
use crate::error::Result;
use crate::openapi::referenced;

pub(super) fn loosen_numbers(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        let branches = ["oneOf", "anyOf"]
            .iter()
            .find_map(|keyword| schema.get(*keyword)?.as_array());
        if !branches.is_some_and(|branches| is_number_or_text(branches)) {
            return;
        }
        let description = schema.get("description").cloned();
        *schema = json!({});
        if let Some(description) = description {
            schema["description"] = description;
        }
    });
    Ok(())
}

/// Whether the choice is between a number and a string for a number that JSON cannot express.
fn is_number_or_text(branches: &[Value]) -> bool {
    let plain = |branch: &Value| {
        let named = referenced(branch).is_some_and(|name| name.ends_with("/ReferenceNumeric"));
        named || branch["type"] == "number" || branch["type"] == "string" || is_null_branch(branch)
    };
    branches.iter().any(|branch| branch["type"] == "number") && branches.iter().all(plain)
}
