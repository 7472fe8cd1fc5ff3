//! Replaces `anyOf: [TYPE, null]` with a nullable TYPE: typify turns an `anyOf` into two optional flattened fields, and the
//! second one would hold the data untyped. The keywords beside the choice stay. A reference in a list becomes a plain one:
//! Microsoft's converter has marked such items as nullable at times, and entities and complex values never are null.

use serde_json::{Value, json};

use super::schema::{annotations, is_annotation, is_null_branch, reference_of};
use crate::openapi::referenced;

pub(super) fn collapse_nullable_references(schema: &mut Value) {
    if let Some(collapsed) = collapse(schema) {
        *schema = collapsed;
    }
    if let Some(items) = schema.get_mut("items")
        && let Some(reference) = reference_of(items)
    {
        *items = reference.to_value();
    }
}

/// The nullable schema that a choice between one schema and null is.
fn collapse(schema: &Value) -> Option<Value> {
    let keywords = schema.as_object()?;
    let choice = ["anyOf", "oneOf"]
        .into_iter()
        .find(|keyword| keywords.contains_key(*keyword))?;
    let branches = schema[choice].as_array()?;
    let mut others = branches.iter().filter(|branch| !is_null_branch(branch));
    let (Some(only), None) = (others.next(), others.next()) else {
        return None;
    };
    let says_nothing = |(keyword, value): (&String, &Value)| {
        [choice, "nullable"].contains(&keyword.as_str())
            || is_annotation(keyword)
            || (keyword == "type" && value == "object")
    };
    if !keywords.iter().all(says_nothing) {
        return None;
    }
    let mut collapsed = match referenced(only) {
        Some(_) => json!({ "allOf": [only] }),
        None => only.clone(),
    };
    collapsed.as_object_mut()?.extend(annotations(schema));
    if branches.len() > 1 || keywords.get("nullable") == Some(&json!(true)) {
        collapsed["nullable"] = true.into();
    }
    Some(collapsed)
}
