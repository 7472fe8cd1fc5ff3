//! What an attempt came to, and whether it may be made again: the table in the documentation of
//! [`RetryPolicy`](crate::RetryPolicy).

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Method, StatusCode};

use crate::{TransportError, TransportErrorKind};

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// An answer, or a failure, that another attempt would not change.
    Final,
    ConnectFailed,
    TlsFailed,
    Reset,
    BodyCut,
    TimedOut,
    RequestTimeout,
    TooManyRequests,
    InternalServerError,
    BadGateway,
    ServiceUnavailable {
        retry_after: bool,
    },
    GatewayTimeout,
}

impl Outcome {
    pub(crate) fn of(result: &Result<http::Response<Bytes>, TransportError>) -> Self {
        match result {
            Ok(response) => Self::of_response(response),
            Err(error) => Self::of_error(error.kind()),
        }
    }

    fn of_response(response: &http::Response<Bytes>) -> Self {
        match response.status() {
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests,
            StatusCode::INTERNAL_SERVER_ERROR => Self::InternalServerError,
            StatusCode::BAD_GATEWAY => Self::BadGateway,
            StatusCode::SERVICE_UNAVAILABLE => Self::ServiceUnavailable {
                retry_after: response.headers().contains_key(RETRY_AFTER),
            },
            StatusCode::GATEWAY_TIMEOUT => Self::GatewayTimeout,
            _ => Self::Final,
        }
    }

    fn of_error(kind: TransportErrorKind) -> Self {
        match kind {
            TransportErrorKind::Connect => Self::ConnectFailed,
            TransportErrorKind::Tls => Self::TlsFailed,
            TransportErrorKind::Reset => Self::Reset,
            TransportErrorKind::TimedOut => Self::TimedOut,
            TransportErrorKind::BodyCut => Self::BodyCut,
            TransportErrorKind::Request
            | TransportErrorKind::Certificate
            | TransportErrorKind::BodyTooLarge => Self::Final,
        }
    }

    /// Whether the request may be sent again. What was certainly not executed may always be; what may have been executed, where
    /// doing it twice comes to the same.
    pub(crate) fn may_be_repeated(self, method: &Method) -> bool {
        self != Self::Final && (!self.may_have_been_executed() || is_idempotent(method))
    }

    /// Whether the service may have done what was asked.
    pub(crate) fn may_have_been_executed(self) -> bool {
        !matches!(
            self,
            Self::ConnectFailed
                | Self::TlsFailed
                | Self::TooManyRequests
                | Self::ServiceUnavailable { retry_after: true }
        )
    }
}

fn is_idempotent(method: &Method) -> bool {
    matches!(
        *method,
        Method::GET | Method::PUT | Method::DELETE | Method::PATCH
    )
}
