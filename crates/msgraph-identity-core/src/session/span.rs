//! The tracing span of an attempt, with OpenTelemetry's names for HTTP clients. It contains no headers and no query.

use bytes::Bytes;
use reqwest::Request;
use tracing::field::Empty;
use tracing::{Span, debug_span};

use crate::TransportError;

/// Creates the span of one attempt. See OpenTelemetry's
/// [semantic conventions for HTTP spans](https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
pub(super) fn of_attempt(request: &Request, repetitions: u32) -> Span {
    let url = request.url();
    let span = debug_span!(
        "http.client.request",
        otel.name = request.method().as_str(),
        otel.kind = "client",
        http.request.method = request.method().as_str(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        url.path = url.path(),
        error.type = Empty,
    );
    if repetitions > 0 {
        span.record("http.request.resend_count", repetitions);
    }
    span
}

/// Records the result of the attempt.
pub(super) fn record(span: &Span, result: &Result<http::Response<Bytes>, TransportError>) {
    if span.is_disabled() {
        return;
    }
    match result {
        Ok(response) => {
            let status = response.status();
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                span.record("error.type", status.as_str());
            }
        }
        Err(error) => {
            span.record("error.type", tracing::field::debug(error.kind()));
        }
    }
}
