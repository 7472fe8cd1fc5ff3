//! The options of a request beyond its operation, and what every call of the request gets.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use msgraph_identity_core::CallOptions;

use crate::error::invalid_argument;
use crate::{Error, ResponseHead};

/// The options of a request, or the reason why they cannot be sent. Awaiting the request returns the reason, so that a chain of calls
/// needs no `?`.
#[derive(Clone, Default)]
pub(crate) struct RequestOptions {
    context: CallContext,
    refused: Option<&'static str>,
}

/// Headers that frame the message, manage the connection or route the request, beside those that begin with [`FRAMING_PREFIXES`].
const FRAMING: [&str; 14] = [
    "accept-encoding",
    "connection",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "max-forwards",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
];
const FRAMING_PREFIXES: [&str; 2] = ["content-", "proxy-"];

impl RequestOptions {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let name = HeaderName::from_bytes(name.as_bytes());
        match (name, HeaderValue::from_str(value)) {
            (Ok(AUTHORIZATION), _) => self.refuse(
                "the header `Authorization` is set by the credential; make a client with another credential",
            ),
            (Ok(name), _) if is_framing(&name) => self.refuse(
                "a header that frames, routes or describes the request itself, such as `Host` or `Content-Length`, is set by the client",
            ),
            (Ok(name), Ok(value)) => {
                self.context.options.headers.insert(name, value);
            }
            _ => self.refuse(
                "a header has a name or a value that cannot be sent, such as a name with a space or a value with a line break",
            ),
        }
    }

    pub(crate) fn query(&mut self, name: &str, value: &str) {
        if name.trim().is_empty() {
            self.refuse("the name of a query option is blank");
        }
        let option = (name.to_owned(), value.to_owned());
        self.context.options.query.push(option);
    }

    pub(crate) fn timeout(&mut self, timeout: Duration) {
        self.context.options.timeout = Some(timeout);
    }

    /// Lets the timeout hold for all calls together.
    pub(crate) fn share_timeout(&mut self) {
        self.context.end.get_or_insert_default();
    }

    /// Refuses the request for this reason, unless there is one already.
    pub(crate) fn refuse(&mut self, reason: &'static str) {
        self.refused.get_or_insert(reason);
    }

    pub(crate) fn into_context(self) -> Result<CallContext, Error> {
        match self.refused {
            None => Ok(self.context),
            Some(reason) => Err(invalid_argument(reason)),
        }
    }
}

fn is_framing(name: &HeaderName) -> bool {
    let name = name.as_str();
    FRAMING.contains(&name)
        || FRAMING_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

impl From<CallContext> for RequestOptions {
    fn from(context: CallContext) -> Self {
        Self {
            context,
            refused: None,
        }
    }
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.options.fmt(f)
    }
}

/// The options of a call, and a place to put the head of its response if the caller wants it.
#[derive(Clone, Default)]
pub(crate) struct CallContext {
    pub(crate) options: CallOptions,
    head: Option<Arc<Mutex<ResponseHead>>>,
    /// When the timeout ends that several calls share. The first of them sets it. `None` inside: too late for an `Instant`.
    end: Option<Arc<OnceLock<Option<Instant>>>>,
}

impl CallContext {
    /// How long the next call may take, if the caller has set a timeout.
    pub(crate) fn time_left(&self, now: Instant) -> Option<Duration> {
        let timeout = self.options.timeout?;
        let Some(end) = &self.end else {
            return Some(timeout);
        };
        let end = end.get_or_init(|| now.checked_add(timeout));
        Some(end.map_or(timeout, |end| end.saturating_duration_since(now)))
    }

    /// The options of the next call.
    pub(crate) fn options_at(&self, now: Instant) -> CallOptions {
        CallOptions {
            timeout: self.time_left(now),
            ..self.options.clone()
        }
    }

    /// Keeps the head of a response, in place of that of an earlier call.
    pub(crate) fn keep_head(&self, status: StatusCode, headers: &HeaderMap) {
        if let Some(head) = &self.head {
            *head.lock().unwrap_or_else(PoisonError::into_inner) =
                ResponseHead::new(status, headers.clone());
        }
    }

    /// Keeps the heads of responses from now on, in the second value.
    pub(crate) fn keeping_head(mut self) -> (Self, Arc<Mutex<ResponseHead>>) {
        let head = self.head.get_or_insert_default().clone();
        (self, head)
    }
}

/// Returns the head that was kept last.
pub(crate) fn last_head(head: &Mutex<ResponseHead>) -> ResponseHead {
    head.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
