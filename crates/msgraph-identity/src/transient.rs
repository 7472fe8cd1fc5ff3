//! Failures that may go away by themselves. The rules are the same for the service and for token endpoints.

use http::StatusCode;
use msgraph_identity_core::TransportErrorKind;

/// Whether another attempt may get another response.
pub(crate) fn is_transient_status(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether another attempt may get a response.
pub(crate) fn is_transient_failure(kind: TransportErrorKind) -> bool {
    use TransportErrorKind::{BodyCut, Connect, Reset, TimedOut, Tls};
    matches!(kind, Connect | Tls | Reset | TimedOut | BodyCut)
}
