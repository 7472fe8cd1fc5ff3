//! What may come out otherwise when it is tried again, of the service and of token endpoints alike.

use http::StatusCode;
use msgraph_identity_core::TransportErrorKind;

/// Whether another attempt may have another answer.
pub(crate) fn is_transient_status(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether another attempt may have an answer.
pub(crate) fn is_transient_failure(kind: TransportErrorKind) -> bool {
    use TransportErrorKind::{BodyCut, Connect, Reset, TimedOut, Tls};
    matches!(kind, Connect | Tls | Reset | TimedOut | BodyCut)
}
