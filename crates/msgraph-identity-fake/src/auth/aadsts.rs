//! Errors of the token endpoint: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use crate::clock;
use crate::fake_response::FakeResponse;
use crate::faults::InjectedError;

#[derive(Debug, PartialEq)]
pub(crate) struct Aadsts {
    status: StatusCode,
    /// The error of OAuth 2.0, such as `invalid_client`.
    error: &'static str,
    code: u32,
    message: String,
}

impl Aadsts {
    /// 400 `invalid_request`.
    pub(crate) fn invalid_request(code: u32, message: impl Into<String>) -> Self {
        Self::bad_request("invalid_request", code, message)
    }

    pub(crate) fn bad_request(error: &'static str, code: u32, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            code,
            message: message.into(),
        }
    }

    /// 401 `invalid_client`: the client could not prove its identity.
    pub(crate) fn invalid_client(code: u32, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            code,
            message: message.into(),
        }
    }

    pub(crate) fn into_response(self, now: i64, correlation_id: Option<&str>) -> FakeResponse {
        write(
            self.status,
            self.error,
            &format!("AADSTS{}: {}", self.code, self.message),
            Some(self.code),
            (now, correlation_id),
        )
    }
}

/// An injected error. Its code is an error of OAuth 2.0, or the number of an error of Entra ID such as `AADSTS50034`.
pub(super) fn injected(
    error: &InjectedError,
    now: i64,
    correlation_id: Option<&str>,
) -> FakeResponse {
    let code = error.code.as_deref();
    let number = code.and_then(|code| code.strip_prefix("AADSTS")?.parse().ok());
    let message = match number {
        Some(number) => format!("AADSTS{number}: {}", error.message),
        None => error.message.clone(),
    };
    let name = oauth_error(error.status, code.filter(|_| number.is_none()));
    write(error.status, name, &message, number, (now, correlation_id))
}

/// The given error of OAuth 2.0, or the usual one for a status.
pub(super) fn oauth_error(status: StatusCode, code: Option<&str>) -> &str {
    code.unwrap_or(match status {
        StatusCode::UNAUTHORIZED => "invalid_client",
        StatusCode::FORBIDDEN => "access_denied",
        status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
            "invalid_request"
        }
        _ => "temporarily_unavailable",
    })
}

fn write(
    status: StatusCode,
    error: &str,
    message: &str,
    number: Option<u32>,
    (now, correlation_id): (i64, Option<&str>),
) -> FakeResponse {
    let trace_id = Uuid::new_v4().to_string();
    let correlation_id = correlation_id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
    let timestamp = format!("{}Z", clock::date_time(now).replace('T', " "));
    // Real descriptions have several lines, with carriage returns, which some parsers do not accept.
    let description = format!(
        "{message}\r\nTrace ID: {trace_id}\r\nCorrelation ID: {correlation_id}\r\nTimestamp: {timestamp}"
    );
    let mut body = json!({
        "error": error,
        "error_description": description,
        "error_codes": [],
        "timestamp": timestamp,
        "trace_id": trace_id,
        "correlation_id": correlation_id,
    });
    if let Some(number) = number {
        body["error_codes"] = json!([number]);
        let uri = format!("https://login.microsoftonline.com/error?code={number}");
        body["error_uri"] = uri.into();
    }
    FakeResponse::plain_json(status, &body)
}
