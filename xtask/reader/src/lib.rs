//! Reads OpenAPI documents, YAML or JSON, into JSON trees.
//!
//! [`parse`] reads a whole document, and defines what is right. For a full document in YAML of 40 MB, an [`Outline`] finds
//! where the parts are, and parses only those that are asked for. Whatever it parses, it reads as `parse` does. It does not
//! check the rest. A document whose structure is not plain to see is refused with a [`Doubt`], and so is JSON.
//!
//! Plain scalars are read by the core schema of YAML 1.2: `Yes` and `0b11` are strings. A key that occurs twice in one
//! mapping is an error in both formats.
//!
//! This is a crate of its own because it is compiled with optimisation, which takes long for a whole program. So nothing
//! that takes time is generic over types of its callers.

mod block;
mod chunks;
mod error;
mod key;
mod lexer;
mod marks;
mod outline;
mod paths;
mod regions;
mod unique_keys;
mod yaml_text;

use serde_json::Value;

pub use error::{Doubt, OutlineError, ParseError};
pub use outline::Outline;
pub use paths::is_same_path;

/// Reads a document from its bytes.
///
/// # Errors
///
/// The bytes are not UTF-8, or neither YAML nor JSON, or nested more than 128 deep.
pub fn parse(bytes: &[u8]) -> Result<Value, ParseError> {
    let text = str::from_utf8(bytes).map_err(|error| ParseError::NotUtf8 {
        byte: error.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ParseError::Empty);
    }
    if !text.trim_start().starts_with('{') {
        return parse_yaml(text);
    }
    match parse_json(text) {
        // A YAML document may begin with a flow mapping. If it is neither, it is most likely broken JSON. Text that is JSON up
        // to its end is no YAML document, and would take long to refuse.
        Err(error) if !error.is_eof() => parse_yaml(text).map_err(|_| ParseError::Json(error)),
        json => json.map_err(ParseError::Json),
    }
}

fn parse_json(text: &str) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = unique_keys::value(&mut deserializer, text)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads YAML text.
///
/// # Errors
///
/// The text is not one well-formed YAML document that JSON could express, or it is nested more than 128 deep.
pub fn parse_yaml(text: &str) -> Result<Value, ParseError> {
    let prepared = yaml_text::prepare(text)?;
    unique_keys::value(yaml_serde::Deserializer::from_str(&prepared), &prepared)
        .map_err(ParseError::Yaml)
}
