//! Reads documents, YAML or JSON, into a JSON tree.
//!
//! [`parse`] reads a whole document, and defines what is right. Of a full document in YAML, [`FirstPass`] parses only
//! what a selection needs, a thousandth of it. Whatever it keeps, it reads as `parse` does. It does not check what it
//! throws away. A document whose structure is not plain to see is parsed in full, and so is JSON.
//!
//! Plain scalars are read by the core schema of YAML 1.2: `Yes` and `0b11` are strings. A key that occurs twice in one
//! mapping is an error in both formats.

mod block;
mod chunks;
mod cut;
mod first_pass;
mod key;
mod lexer;
mod marks;
mod outline;
mod regions;
mod unique_keys;
mod way;
mod yaml_text;

use serde_json::Value;

use crate::error::{Error, Result};

pub use cut::{Cut, cut};
pub use first_pass::FirstPass;
pub use way::{Doubt, Unread, Way};

/// Reads a document from its bytes.
///
/// # Errors
///
/// The bytes are not UTF-8, or neither YAML nor JSON, or nested more than 128 deep.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let text = str::from_utf8(bytes).map_err(|error| {
        Error::new("the document is not UTF-8")
            .at(format!("byte {}", error.valid_up_to()))
            .help("convert the document to UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Error::new("the document is empty").help("check that it is complete"));
    }
    if !text.trim_start().starts_with('{') {
        return parse_yaml(text);
    }
    match parse_json(text) {
        Ok(value) => Ok(value),
        // A document that is neither is most likely broken JSON.
        Err(error) if may_be_yaml(&error) => parse_yaml(text).map_err(|_| broken_json(error)),
        Err(error) => Err(broken_json(error)),
    }
}

fn parse_json(text: &str) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = unique_keys::value(&mut deserializer, text)?;
    deserializer.end()?;
    Ok(value)
}

fn broken_json(error: serde_json::Error) -> Error {
    Error::new("the document is not well-formed JSON")
        .because(error)
        .help("check that it is complete")
}

/// A YAML document may begin with a flow mapping. Text that is valid JSON up to its end, or up to a depth that YAML
/// refuses too, is not one, and the YAML parser would take long to refuse it.
fn may_be_yaml(error: &serde_json::Error) -> bool {
    error.is_syntax() && !error.to_string().starts_with("recursion limit exceeded")
}

/// Reads YAML text.
///
/// # Errors
///
/// The text is not one well-formed YAML document that JSON could express, or it is nested more than 128 deep.
pub fn parse_yaml(text: &str) -> Result<Value> {
    let prepared = yaml_text::prepare(text)?;
    unique_keys::value(yaml_serde::Deserializer::from_str(&prepared), &prepared).map_err(|error| {
        Error::new("the document is not well-formed YAML")
            .because(error)
            .help("check that it is complete")
    })
}
