//! Drops what only restricts values: patterns, ranges, formats that typify would take for another type. The service
//! is the judge of values, and an answer that breaks a rule must still be read.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;

/// Formats that say which Rust type a value becomes.
const KEPT_FORMATS: [&str; 10] = [
    "password",
    "target-url",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "float",
    "double",
    "decimal",
];

const VALIDATION: [&str; 12] = [
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "default",
];

pub(super) fn drop_validation(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        object.retain(|keyword, _| !VALIDATION.contains(&keyword.as_str()));
        let format_is_a_type =
            |format: &Value| format.as_str().is_some_and(|f| KEPT_FORMATS.contains(&f));
        if object
            .get("format")
            .is_some_and(|format| !format_is_a_type(format))
        {
            object.remove("format");
        }
        // `additionalProperties: {type: object}`, which Microsoft's older slices have, would refuse every annotation.
        if object.contains_key("properties") {
            object.remove("additionalProperties");
        }
    });
    Ok(())
}
