//! Allows an update to return the entity or nothing. Even if the contract only documents the entity, the service may return
//! 204 without a body, which would be a parse error. The core crate reads an empty body as `null`.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{is_nullable, json_schema_mut, operations_mut},
};
use crate::error::Result;
use crate::openapi::referenced;

pub(super) fn allow_empty_updates(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (place, operation) in operations_mut(document) {
        let is_update = place
            .segments()
            .last()
            .is_some_and(|method| method == "put" || method == "patch");
        let Some(schema) = operation
            .pointer_mut("/responses/2XX")
            .and_then(json_schema_mut)
        else {
            continue;
        };
        if !is_update || is_nullable(schema) {
            continue;
        }
        if referenced(schema).is_some() {
            *schema = json!({ "allOf": [schema.take()] });
        }
        schema["nullable"] = true.into();
    }
    Ok(())
}
