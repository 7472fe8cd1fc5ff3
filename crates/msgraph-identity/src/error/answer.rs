//! What an answer says that is no success, or a success with something else than the contract says.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{ODataError, claims_challenge, retry_after};

/// How much of a body is kept for a person to look at.
const BODY_START: usize = 512;

/// The head of an answer, as far as it is of use to whoever looks into it.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) request_id: Option<String>,
    pub(crate) client_request_id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

impl Head {
    fn new(status: StatusCode, headers: &HeaderMap) -> Self {
        let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        Self {
            status,
            request_id: text("request-id"),
            client_request_id: text("client-request-id"),
            date: text(DATE.as_str()),
            content_type: text(CONTENT_TYPE.as_str()),
            retry_after: retry_after(headers, SystemTime::now()),
        }
    }
}

/// An answer that is no success.
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) error: Option<ODataError>,
    pub(crate) claims: Option<String>,
    pub(crate) body_start: Bytes,
    /// What the token says that it allows, where the answer is 403.
    pub(crate) granted: Option<Vec<String>>,
}

impl Answer {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Self {
        Self {
            head: Head::new(status, headers),
            error: ODataError::parse(body),
            claims: (status == StatusCode::UNAUTHORIZED)
                .then(|| claims_challenge(headers))
                .flatten(),
            body_start: start(body),
            granted: None,
        }
    }
}

/// A success whose content is not what the contract says.
pub(crate) struct Content {
    pub(crate) head: Head,
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
    pub(crate) fn new(
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
        problem: Problem,
    ) -> Self {
        Self {
            head: Head::new(status, headers),
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

/// Whether a content type is that of JSON, or there is none to go by.
pub(crate) fn may_be_json(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let text = content_type.to_str().unwrap_or_default();
    let media_type = text.split(';').next().unwrap_or_default().trim();
    let subtype = media_type
        .split_once('/')
        .map_or("", |(_, subtype)| subtype);
    subtype.eq_ignore_ascii_case("json")
        || subtype
            .rsplit_once('+')
            .is_some_and(|(_, suffix)| suffix.eq_ignore_ascii_case("json"))
}
