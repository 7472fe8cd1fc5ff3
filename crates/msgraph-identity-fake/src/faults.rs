//! Faults on request: what goes wrong for the next calls of an operation.

pub(crate) mod apply;
mod json;
mod mix;
pub(crate) mod queue;

use std::fmt;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::graph_error::claims_challenge;
use crate::operation::Operation;

pub use mix::{FaultMix, MixedFault};

/// Something that goes wrong. Faults wait in a queue; a request takes the first one that is for its operation.
///
/// ```
/// use msgraph_identity_fake::{Fault, Operation};
///
/// let throttled = Fault::throttled("0.249").on(Operation::GetApiConnector).times(2);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Whose calls it is for; none: those of every operation.
    #[serde(default)]
    pub operation: Option<Operation>,
    /// How many calls go by before it begins.
    #[serde(default)]
    pub skip: u32,
    /// For how many calls it lasts; none: until it is taken back.
    #[serde(default = "once")]
    pub times: Option<u32>,
}

fn once() -> Option<u32> {
    Some(1)
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FaultKind {
    /// Another answer; the operation does not happen.
    Answer {
        /// Any status from 200 to 599.
        status: u16,
        /// Its headers, some perhaps several times.
        #[serde(default, with = "json::headers")]
        headers: Vec<(String, String)>,
        /// Its body, of any content.
        #[serde(default, with = "json::body")]
        body: Vec<u8>,
    },
    /// The operation happens this much later, in real time.
    Delay {
        /// How much later.
        milliseconds: u64,
    },
    /// The connection ends without the whole answer.
    Cut {
        /// Where.
        at: CutPoint,
        /// Whether the operation happens all the same.
        #[serde(default = "yes")]
        effect: bool,
    },
    /// The answer comes in small pieces.
    Dribble {
        /// How many bytes at a time.
        bytes: usize,
        /// How long after one another.
        milliseconds: u64,
    },
    /// The answer says that it is of another content type.
    ContentType(String),
    /// The answer's body ends halfway, and its length says that this is all.
    MalformedJson,
    /// The answer is compressed, whether or not the client takes that.
    Gzip,
}

fn yes() -> bool {
    true
}

/// Where a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutPoint {
    /// Not a byte of the answer arrives.
    BeforeHead,
    /// In the middle of the status line.
    InHead,
    /// Behind the head; of the body nothing arrives.
    AfterHead,
    /// In the middle of the body.
    InBody,
    /// Behind the whole answer, although it promised to keep the connection.
    AfterBody,
}

impl Fault {
    /// A fault for the next call of any operation.
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            operation: None,
            skip: 0,
            times: once(),
        }
    }

    /// Another answer, without headers and body.
    pub fn answer(status: u16) -> Self {
        Self::new(FaultKind::Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        })
    }

    /// An error in the shape of Microsoft Graph.
    pub fn error(status: u16, code: &str) -> Self {
        let body = json!({ "error": { "code": code, "message": "A fault that was asked for." } });
        Self::answer(status)
            .header("Content-Type", "application/json")
            .body(body.to_string())
    }

    /// 429 in the shape of Microsoft Graph, with this `Retry-After`.
    pub fn throttled(retry_after: &str) -> Self {
        Self::error(429, "TooManyRequests").header("Retry-After", retry_after)
    }

    /// 401 that asks for a token with these claims, which are JSON: continuous access evaluation.
    pub fn claims_challenge(claims: &str) -> Self {
        Self::error(401, "InvalidAuthenticationToken")
            .header("WWW-Authenticate", &claims_challenge(claims))
    }

    /// A redirect to another place.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::answer(status).header("Location", location)
    }

    /// The operation happens, its answer never arrives.
    pub fn lost_answer() -> Self {
        Self::cut(CutPoint::BeforeHead)
    }

    /// The operation happens, its answer is cut off here.
    pub fn cut(at: CutPoint) -> Self {
        Self::new(FaultKind::Cut { at, effect: true })
    }

    /// The connection ends before the operation happens.
    pub fn lost_request() -> Self {
        Self::new(FaultKind::Cut {
            at: CutPoint::BeforeHead,
            effect: false,
        })
    }

    /// The operation happens this much later, in real time.
    pub fn delay(by: Duration) -> Self {
        let milliseconds = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        Self::new(FaultKind::Delay { milliseconds })
    }

    /// Adds a header to another answer, also one that it has already; other faults have none.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let FaultKind::Answer { headers, .. } = &mut self.kind {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body of another answer; other faults have none.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        if let FaultKind::Answer { body, .. } = &mut self.kind {
            *body = bytes.into();
        }
        self
    }

    /// Only for calls of this operation.
    pub fn on(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Only after this many calls went by.
    pub fn after(mut self, calls: u32) -> Self {
        self.skip = calls;
        self
    }

    /// For this many calls.
    pub fn times(mut self, calls: u32) -> Self {
        self.times = Some(calls);
        self
    }

    /// For all calls until it is taken back.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Whether it is for calls of this operation.
    fn is_for(&self, operation: Option<Operation>) -> bool {
        self.operation.is_none() || self.operation == operation
    }

    pub(crate) fn check(&self) -> Result<(), FaultError> {
        let FaultKind::Answer {
            status, headers, ..
        } = &self.kind
        else {
            return Ok(());
        };
        if !(200..=599).contains(status) || StatusCode::from_u16(*status).is_err() {
            return Err(FaultError::new(format!(
                "{status} is no status of an answer: 200 to 599"
            )));
        }
        for (name, value) in headers {
            let good = HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok();
            if !good {
                return Err(FaultError::new(format!(
                    "'{}' is no header that can be sent",
                    name.escape_debug()
                )));
            }
        }
        Ok(())
    }
}

/// Why a fault is impossible.
#[derive(Debug)]
pub struct FaultError(String);

impl FaultError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}
