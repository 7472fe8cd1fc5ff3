//! Turns numbers with an integer format into integers: Microsoft's converter writes `Edm.Int64` as a number.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;

const INTEGER_FORMATS: [&str; 5] = ["int8", "int16", "int32", "int64", "uint8"];

pub(super) fn integer_numbers(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        let is_integer = schema["format"]
            .as_str()
            .is_some_and(|format| INTEGER_FORMATS.contains(&format));
        if schema["type"] == "number" && is_integer {
            schema["type"] = "integer".into();
        }
    });
    Ok(())
}
