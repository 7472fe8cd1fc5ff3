//! Turns numbers with an integer format into integers: Microsoft's converter writes `Edm.Int64` as a number.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;

const INTEGER_FORMATS: [&str; 5] = ["int8", "int16", "int32", "int64", "uint8"];

pub(super) fn integer_numbers(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        if schema["type"] == "number" && is_integer(schema) {
            schema["type"] = "integer".into();
        }
    });
    Ok(())
}

/// Whether the schema of a number is that of an integer.
pub(super) fn is_integer(number: &Value) -> bool {
    let format = number["format"].as_str().unwrap_or_default();
    number["type"] == "integer" || INTEGER_FORMATS.contains(&format)
}
