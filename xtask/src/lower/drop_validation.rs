//! Removes keywords that only restrict values: patterns, ranges, and formats for which typify would use another type. The
//! service validates what is sent, and a response that breaks a rule must still be readable.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;

/// The formats that determine the Rust type of a value.
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
        // `additionalProperties: {type: object}`, as in older documents, would refuse every annotation.
        if object.contains_key("properties") {
            object.remove("additionalProperties");
        }
    });
    Ok(())
}
