//! Reads documents, YAML or JSON, into JSON trees; see [`openapi_reader`].

mod cut;
mod first_pass;

use openapi_reader::ParseError;
use serde_json::Value;

use crate::error::{Error, Result};

pub use cut::{Cut, Way, cut};
pub use first_pass::FirstPass;
pub use openapi_reader::{Doubt, OutlineError};

/// Reads a document from its bytes.
///
/// # Errors
///
/// As [`openapi_reader::parse`].
pub fn parse(bytes: &[u8]) -> Result<Value> {
    Ok(openapi_reader::parse(bytes)?)
}

/// Reads YAML text.
///
/// # Errors
///
/// As [`openapi_reader::parse_yaml`].
pub fn parse_yaml(text: &str) -> Result<Value> {
    Ok(openapi_reader::parse_yaml(text)?)
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        let refused = Self::new(error.to_string());
        let refused = match error {
            ParseError::NotUtf8 { byte } => refused
                .at(format!("byte {byte}"))
                .help("convert the document to UTF-8"),
            ParseError::TooDeep { line } => refused.at(format!("line {line}")),
            ParseError::Json(cause) => refused.because(cause),
            ParseError::Yaml(cause) => refused.because(cause),
            ParseError::Empty => refused,
        };
        refused.help("check that it is complete")
    }
}

impl From<OutlineError> for Error {
    fn from(error: OutlineError) -> Self {
        match error {
            OutlineError::Doubt(doubt) => Self::new(doubt.to_string()),
            OutlineError::Changed => Self::new("the document changed while it was read")
                .help("wait until it is written, then run the command again"),
            OutlineError::Io(error) => Self::new("the document cannot be read").because(error),
        }
    }
}
