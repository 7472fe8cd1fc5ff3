//! A fault: what goes wrong, for which calls, and how often.

use std::fmt;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use super::fault_json;
use crate::fake_response::CutPoint;
use crate::graph_error::claims_challenge;
use crate::graph_operation::Operation;

/// Something that goes wrong. Faults wait in a queue, and a request takes the first one for its operation.
///
/// The JSON form is the same for `/__fake/faults` and for [`Switches::faults`](crate::Switches::faults) in a seed.
///
/// ```
/// use msgraph_identity_fake::{Fault, Operation};
///
/// let throttled = Fault::throttled("0.249").on(Operation::GetApiConnector).times(2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The operation whose calls fail, or `None` for all operations.
    #[serde(default)]
    pub operation: Option<Operation>,
    /// How many calls succeed before the first one fails.
    #[serde(default)]
    pub skip: u32,
    /// How many calls fail, or `None` for all calls until the fault is cleared.
    #[serde(default = "once")]
    pub times: Option<u32>,
}

fn once() -> Option<u32> {
    Some(1)
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FaultKind {
    /// An error as the service shapes it, with a content type, request ids and `innerError`. Token endpoints answer in their
    /// own shape. The operation does not happen.
    Error {
        /// The status, from 400 to 599.
        status: u16,
        /// The error code. Without it, the error has the usual code for its status.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// The message. Without it, the error has a message of the fake.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// Further headers, such as `Retry-After`. They replace headers that the error has anyway.
        #[serde(default, with = "fault_json::headers")]
        headers: Vec<(String, String)>,
    },
    /// Any other response, as given here. Its `Content-Length` may be wrong. The operation does not happen.
    Answer {
        /// The status, from 200 to 599.
        status: u16,
        /// The headers. A name may occur several times.
        #[serde(default, with = "fault_json::headers")]
        headers: Vec<(String, String)>,
        /// The body.
        #[serde(default, with = "fault_json::body")]
        body: Vec<u8>,
    },
    /// The operation happens later, in real time.
    Delay {
        /// How many milliseconds later.
        milliseconds: u64,
    },
    /// The connection ends before the whole response was sent. That of an item of a batch is the connection of the batch.
    Cut {
        /// Where it ends.
        at: CutPoint,
        /// Whether the operation happens nevertheless.
        #[serde(default = "yes")]
        effect: bool,
    },
    /// The response arrives in small pieces.
    Dribble {
        /// The size of a piece in bytes.
        bytes: usize,
        /// The pause between two pieces in milliseconds.
        milliseconds: u64,
    },
    /// The response has this content type, whatever its body is.
    ContentType(String),
    /// The body ends halfway, and `Content-Length` is that of the half.
    MalformedJson,
    /// The body is compressed, even if the client does not accept that.
    Gzip,
}

fn yes() -> bool {
    true
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

    /// Another response, without headers and body. Add them with [`Fault::header`] and [`Fault::body`].
    pub fn answer(status: u16) -> Self {
        Self::new(FaultKind::Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        })
    }

    /// An error in the shape of the service: see [`FaultKind::Error`].
    pub fn error(status: u16, code: &str) -> Self {
        Self::new(FaultKind::Error {
            status,
            code: Some(code.to_owned()),
            message: None,
            headers: Vec::new(),
        })
    }

    /// 429 with this `Retry-After`.
    pub fn throttled(retry_after: &str) -> Self {
        Self::error(429, "TooManyRequests").header("Retry-After", retry_after)
    }

    /// 401 that asks for a token with these claims, given as JSON (continuous access evaluation).
    pub fn claims_challenge(claims: &str) -> Self {
        Self::error(401, "InvalidAuthenticationToken")
            .header("WWW-Authenticate", &claims_challenge(claims))
    }

    /// A redirect to another URL.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::answer(status).header("Location", location)
    }

    /// The operation happens, and its response never arrives.
    pub fn lost_answer() -> Self {
        Self::cut(CutPoint::BeforeHead)
    }

    /// The operation happens, and its response ends here.
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

    /// Adds a header to an error or another response. Other faults have no headers.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let FaultKind::Answer { headers, .. } | FaultKind::Error { headers, .. } = &mut self.kind
        {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body of a response, which is no longer in the shape of the service then. Other faults have no body.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        self.kind = match self.kind {
            FaultKind::Answer {
                status, headers, ..
            }
            | FaultKind::Error {
                status, headers, ..
            } => FaultKind::Answer {
                status,
                headers,
                body: bytes,
            },
            other => other,
        };
        self
    }

    /// Only calls of this operation fail.
    pub fn on(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// This many calls succeed first.
    pub fn after(mut self, calls: u32) -> Self {
        self.skip = calls;
        self
    }

    /// This many calls fail.
    pub fn times(mut self, calls: u32) -> Self {
        self.times = Some(calls);
        self
    }

    /// All calls fail until the fault is cleared.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Whether calls of this operation fail.
    pub(super) fn is_for(&self, operation: Option<Operation>) -> bool {
        self.operation.is_none() || self.operation == operation
    }

    pub(super) fn check(&self) -> Result<(), FaultError> {
        let (status, statuses, headers) = match &self.kind {
            FaultKind::Error {
                status, headers, ..
            } => (status, 400..=599, headers),
            FaultKind::Answer {
                status, headers, ..
            } => (status, 200..=599, headers),
            FaultKind::ContentType(value) => {
                return match HeaderValue::try_from(value) {
                    Ok(_) => Ok(()),
                    Err(_) => Err(FaultError::new(
                        "the content type can't be sent in a header",
                    )),
                };
            }
            _ => return Ok(()),
        };
        if !statuses.contains(status) {
            return Err(FaultError::new(format!(
                "the status {status} is not allowed here: use {} to {}",
                statuses.start(),
                statuses.end()
            )));
        }
        for (name, value) in headers {
            let is_length = name.eq_ignore_ascii_case("content-length");
            let good = HeaderName::try_from(name).is_ok()
                && HeaderValue::try_from(value).is_ok()
                && (!is_length || value.parse::<u64>().is_ok());
            if !good {
                return Err(FaultError::new(format!(
                    "the header '{}' can't be sent",
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
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}
