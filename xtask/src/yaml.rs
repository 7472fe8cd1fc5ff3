//! Writes documents as YAML, always in the same way.

use serde_json::Value;

use crate::error::{Error, Result};

/// A document as YAML with a comment on top.
///
/// # Errors
///
/// Returns an error if the document cannot be written, which would be a bug of the writer.
pub fn write(document: &Value, comment: &str) -> Result<Vec<u8>> {
    let body = to_text(document)?;
    let comment: String = comment.lines().map(|line| format!("# {line}\n")).collect();
    Ok(format!("{comment}{body}").into_bytes())
}

/// A document as YAML.
///
/// # Errors
///
/// Returns an error if the document cannot be written, which would be a bug of the writer.
pub fn to_text(document: &Value) -> Result<String> {
    yaml_serde::to_string(document)
        .map_err(|error| Error::new("a document cannot be written").because(error))
}
