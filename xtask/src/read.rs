//! Reads documents, YAML or JSON, into a JSON tree.
//!
//! [`parse`] reads a whole document, and its result is the definition of right. Of a full document [`FirstPass`]
//! parses only what a selection needs, a thousandth of it, and hands everything that it is not sure of to the
//! former.
//!
//! YAML is read by the core schema of YAML 1.2: `Yes` and `no` are strings. A key that stands twice in one mapping
//! is an error in both formats.

mod block;
mod block_scalar;
mod characters;
mod chunk;
mod cut;
mod entry;
mod first_pass;
mod json_check;
mod json_outline;
mod keys;
mod line;
mod name;
mod nesting;
mod outline;
mod reason;
mod reduce;
mod scalar;
mod text;
mod unique_keys;
mod way;
mod whole_lines;

use serde_json::Value;

use crate::error::{Error, Result};
use unique_keys::UniqueKeys;

pub use cut::{Cut, cut};
pub use first_pass::FirstPass;
pub use way::{Doubt, Unread, Way};

/// Reads a document from its bytes.
///
/// # Errors
///
/// Where the bytes are not UTF-8, or neither YAML nor JSON, or nested more than 128 deep.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
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
    match serde_json::from_str(text).map(UniqueKeys::into_value) {
        Ok(value) => Ok(value),
        // What is neither is most likely broken JSON.
        Err(error) if may_be_yaml(&error) => parse_yaml(text).map_err(|_| broken_json(error)),
        Err(error) => Err(broken_json(error)),
    }
}

fn parse_json(text: &str) -> Result<Value> {
    serde_json::from_str(text)
        .map(UniqueKeys::into_value)
        .map_err(broken_json)
}

fn broken_json(error: serde_json::Error) -> Error {
    Error::new("the document is not well-formed JSON")
        .because(error)
        .help("check that it is complete")
}

/// A YAML document may begin with a flow mapping. One that is JSON up to its end, or to a depth that YAML would not take
/// either, is no such document, and the YAML parser would need long to say so.
fn may_be_yaml(error: &serde_json::Error) -> bool {
    error.is_syntax() && !error.to_string().starts_with("recursion limit exceeded")
}

/// Reads YAML text.
///
/// # Errors
///
/// Where the text is not one well-formed YAML document that JSON could express.
pub fn parse_yaml(text: &str) -> Result<Value> {
    yaml_serde::from_str(text)
        .map(UniqueKeys::into_value)
        .map_err(|error| {
            Error::new("the document is not well-formed YAML")
                .because(error)
                .help("check that it is complete")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_that_yaml_1_1_took_for_booleans_are_strings() {
        let read =
            parse(b"a: Yes\nb: no\nc: on\nd: 017\ne: 1_000\nf: 12:30\ng: true\nh: ~\n").unwrap();
        assert_eq!(
            read,
            json!({"a": "Yes", "b": "no", "c": "on", "d": "017", "e": "1_000", "f": "12:30", "g": true, "h": null})
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_an_error_in_both_formats() {
        for text in ["a: 1\nb: 2\na: 3\n", r#"{"a": 1, "b": 2, "a": 3}"#] {
            let error = parse(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains("duplicate key `a`"), "{error}");
        }
    }

    #[test]
    fn integer_keys_are_read_as_text() {
        assert_eq!(
            parse(b"204:\n  description: x\n").unwrap(),
            json!({"204": {"description": "x"}})
        );
    }

    #[test]
    fn integers_too_large_for_64_bits_are_read_as_json_reads_them() {
        let text = "[18446744073709551616, -9223372036854775809, 1e40]";
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse_yaml(text).unwrap(), expected);
        assert_eq!(parse(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn json_and_yaml_flow_style_and_a_byte_order_mark_are_read() {
        for text in ["\u{feff}{\"a\": [1]}", "{a: [1]}", "a:\n- 1\n"] {
            assert_eq!(parse(text.as_bytes()).unwrap(), json!({"a": [1]}), "{text}");
        }
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for (bytes, expected) in [
            (&b""[..], "empty"),
            (b" \n\n", "empty"),
            (b"a: \xff", "UTF-8"),
            (b"{\"a\": 1", "JSON"),
            (b"a: [1", "YAML"),
            (b"a: 1\n---\nb: 2\n", "YAML"),
            (b"a: !secret x\n", "a tag, which JSON has not"),
            (b"a: .nan\n", "YAML"),
        ] {
            let error = parse(bytes).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
