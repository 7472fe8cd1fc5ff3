//! Reads the body of a successful response, and finds out what is wrong with one that cannot be read.

use bytes::Bytes;
use msgraph_identity_core::{ResponseMetadata, from_json, is_too_complex};
use serde::de::DeserializeOwned;

use crate::error::Problem;

/// Whether a success does not come from Graph but, for example, from a proxy.
pub(super) fn is_foreign(head: &ResponseMetadata) -> bool {
    !head.is_empty() && !head.may_be_json()
}

pub(super) fn parse<T: DeserializeOwned>(head: &ResponseMetadata, body: &Bytes) -> Option<T> {
    if is_foreign(head) {
        return None;
    }
    from_json(body).ok()
}

/// Finds out why a body cannot be read as a `T`.
pub(super) fn find_problem<T: DeserializeOwned>(head: &ResponseMetadata, body: &Bytes) -> Problem {
    if head.is_empty() || body.is_empty() {
        Problem::Empty
    } else if head.may_be_json() && is_too_complex(body) {
        Problem::TooComplex
    } else if head.may_be_json() {
        find_malformed::<T>(body)
    } else {
        Problem::NotJson
    }
}

/// Finds the place at which a body does not have its type. The parser's own message is not kept, because it repeats the value.
fn find_malformed<T: DeserializeOwned>(body: &[u8]) -> Problem {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize::<_, T>(&mut deserializer);
    let (path, line, column) = match read {
        Err(error) => (
            error.path().to_string(),
            error.inner().line(),
            error.inner().column(),
        ),
        // What follows the value is not JSON.
        Ok(_) => deserializer.end().err().map_or_else(
            || (String::new(), 1, 1),
            |error| (String::new(), error.line(), error.column()),
        ),
    };
    Problem::Malformed { path, line, column }
}
