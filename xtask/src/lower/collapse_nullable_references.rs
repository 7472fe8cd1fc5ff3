//! Replaces `anyOf: [TYPE, null]` with a nullable TYPE: typify turns an `anyOf` into two optional flattened fields, and the
//! second one would hold the data untyped.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{change_schemas, is_null_branch},
};
use crate::error::Result;
use crate::openapi::referenced;

pub(super) fn collapse_nullable_references(
    document: &mut Value,
    _: &mut Context<'_>,
) -> Result<()> {
    change_schemas(document, |schema| {
        let Some(branches) = schema.get("anyOf").and_then(Value::as_array) else {
            return;
        };
        let others: Vec<_> = branches
            .iter()
            .filter(|branch| !is_null_branch(branch))
            .collect();
        if others.len() != 1 || others.len() == branches.len() {
            return;
        }
        let description = schema.get("description").cloned();
        let mut collapsed = others[0].clone();
        if referenced(&collapsed).is_some() {
            collapsed = json!({ "allOf": [collapsed] });
        }
        collapsed["nullable"] = true.into();
        if let Some(description) = description {
            collapsed["description"] = description;
        }
        *schema = collapsed;
    });
    Ok(())
}
