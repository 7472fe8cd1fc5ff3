//! What an answer says that is no success, or a success with something else than the contract says.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{AnswerHead, ODataError, claims_challenge};

/// How much of a body is kept for a person to look at.
const BODY_START: usize = 512;

/// An answer that is no success.
pub(crate) struct Answer {
    pub(crate) head: AnswerHead,
    pub(crate) error: Option<ODataError>,
    pub(crate) claims: Option<String>,
    pub(crate) body_start: Bytes,
    /// What the token says that it allows, where the answer is 403.
    pub(crate) granted: Option<Vec<String>>,
}

impl Answer {
    pub(crate) fn new(head: AnswerHead, headers: &HeaderMap, body: &Bytes) -> Self {
        let is_challenge = head.status() == StatusCode::UNAUTHORIZED;
        Self {
            head,
            error: ODataError::parse(body),
            claims: is_challenge.then(|| claims_challenge(headers)).flatten(),
            body_start: start(body),
            granted: None,
        }
    }
}

/// A success whose content is not what the contract says.
pub(crate) struct Content {
    pub(crate) head: AnswerHead,
    pub(crate) problem: Problem,
    pub(crate) body_start: Bytes,
}

/// What is wrong with a content.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is none.
    Empty,
    /// It says that it is no JSON.
    NotJson,
    /// It is no JSON, or not of the type in the contract.
    Malformed {
        /// Where in the document, as `value[0].displayName`; empty at its root.
        path: String,
        line: usize,
        column: usize,
    },
    /// A property that the client cannot do without is missing or of no use.
    Unusable(&'static str),
}

impl Content {
    pub(crate) fn new(head: AnswerHead, body: &Bytes, problem: Problem) -> Self {
        Self {
            head,
            problem,
            body_start: start(body),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the answer has no content"),
            Self::NotJson => f.write_str("the answer is no JSON"),
            Self::Malformed { path, line, column } => {
                f.write_str("the answer is not what the contract says")?;
                if !path.is_empty() && path != "." {
                    write!(f, ", at {path}")?;
                }
                write!(f, " (line {line}, column {column})")
            }
            Self::Unusable(what) => f.write_str(what),
        }
    }
}

fn start(body: &Bytes) -> Bytes {
    // Copied, so that a large body is not kept for its beginning.
    Bytes::copy_from_slice(&body[..body.len().min(BODY_START)])
}
