//! The outcome of an attempt, and whether the request may be sent again. The documentation of
//! [`RetryPolicy`](crate::RetryPolicy) has the table.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::retry_after::{retry_after, says_how_long};
use crate::{ODataError, TransportError, TransportErrorKind};

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    /// What happened, for logs.
    pub(crate) reason: &'static str,
    /// How long the service asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the service refuses all requests to this workload for a while.
    pub(crate) is_throttled: bool,
    /// Whether the service may have acted on the request.
    pub(crate) may_have_taken_effect: bool,
    is_transient: bool,
}

impl Outcome {
    /// The outcome of an attempt with this result at this time of day.
    pub(crate) fn of(
        result: &Result<http::Response<Bytes>, TransportError>,
        now: SystemTime,
    ) -> Self {
        match result {
            Ok(response) => Self::of_response(response, now),
            Err(error) => Self::of_error(error.kind()),
        }
    }

    fn of_response(response: &http::Response<Bytes>, now: SystemTime) -> Self {
        let retry_after = retry_after(response.headers(), now);
        let reason = match response.status() {
            StatusCode::REQUEST_TIMEOUT => Some("408"),
            StatusCode::TOO_MANY_REQUESTS => Some("429"),
            status if status.is_client_error() && is_concurrency_violation(response.body()) => {
                Some("concurrency violation")
            }
            StatusCode::INTERNAL_SERVER_ERROR => Some("500"),
            StatusCode::BAD_GATEWAY => Some("502"),
            StatusCode::SERVICE_UNAVAILABLE => Some("503"),
            StatusCode::GATEWAY_TIMEOUT => Some("504"),
            _ => None,
        };
        Self {
            reason: reason.unwrap_or("final"),
            retry_after,
            is_throttled: response.status() == StatusCode::TOO_MANY_REQUESTS
                || (response.status() == StatusCode::SERVICE_UNAVAILABLE && retry_after.is_some()),
            may_have_taken_effect: may_have_taken_effect(
                response.status(),
                response.headers(),
                now,
            ),
            is_transient: reason.is_some(),
        }
    }

    fn of_error(kind: TransportErrorKind) -> Self {
        let (reason, is_transient) = match kind {
            TransportErrorKind::Connect => ("no connection", true),
            TransportErrorKind::Tls => ("no TLS", true),
            TransportErrorKind::Reset => ("reset", true),
            TransportErrorKind::TimedOut => ("timeout", true),
            TransportErrorKind::BodyCut => ("body cut", true),
            TransportErrorKind::Request
            | TransportErrorKind::ProxyAuthentication
            | TransportErrorKind::Certificate
            | TransportErrorKind::UnreadableHead
            | TransportErrorKind::BodyTooLarge => ("final", false),
        };
        Self {
            reason,
            retry_after: None,
            is_throttled: false,
            may_have_taken_effect: !matches!(
                kind,
                TransportErrorKind::Connect
                    | TransportErrorKind::ProxyAuthentication
                    | TransportErrorKind::Tls
                    | TransportErrorKind::Certificate
                    | TransportErrorKind::Request
            ),
            is_transient,
        }
    }

    /// Whether the request may be sent again: it certainly had no effect, or two have the same effect as one.
    pub(crate) fn may_be_repeated(self, method: &Method) -> bool {
        self.is_transient && (!self.may_have_taken_effect || is_idempotent(method))
    }
}

/// Whether the service may have acted on a request that was answered with this status and these headers.
///
/// Only a refusal proves that it did not: 4xx other than 408, and 503 if each `Retry-After` says how long to wait.
pub(crate) fn may_have_taken_effect(
    status: StatusCode,
    headers: &HeaderMap,
    now: SystemTime,
) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT => true,
        StatusCode::SERVICE_UNAVAILABLE => !says_how_long(headers, now),
        status => !status.is_client_error(),
    }
}

fn is_concurrency_violation(body: &Bytes) -> bool {
    ODataError::parse(body).is_some_and(|error| error.is_concurrency_violation())
}

fn is_idempotent(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::PUT | Method::DELETE | Method::PATCH
    )
}
