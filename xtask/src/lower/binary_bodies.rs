//! Adds `format: binary` to request bodies of bytes: progenitor requires it, and Microsoft leaves it out.

use serde_json::{Value, json};

use super::{Context, schema::operations_mut};
use crate::error::Result;

pub(super) fn binary_bodies(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    for (_, operation) in operations_mut(document) {
        if let Some(body) = operation.pointer_mut("/requestBody/content/application~1octet-stream")
        {
            body["schema"] = json!({ "type": "string", "format": "binary" });
        }
    }
    Ok(())
}
