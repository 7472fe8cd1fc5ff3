//! Errors of the token endpoint: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use crate::answer::Answer;
use crate::clock;

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

    /// 401 `invalid_client`: the client's proof is no good.
    pub(crate) fn invalid_client(code: u32, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            code,
            message: message.into(),
        }
    }

    pub(crate) fn into_answer(self, now: i64, correlation_id: Option<&str>) -> Answer {
        let trace_id = Uuid::new_v4().to_string();
        let correlation_id =
            correlation_id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
        let timestamp = format!("{}Z", clock::date_time(now).replace('T', " "));
        let Self {
            status,
            error,
            code,
            message,
        } = self;
        // Real descriptions go over lines, with the carriage returns that some parsers trip over.
        let description = format!(
            "AADSTS{code}: {message}\r\nTrace ID: {trace_id}\r\nCorrelation ID: {correlation_id}\r\nTimestamp: {timestamp}"
        );
        Answer::plain_json(
            status,
            &json!({
                "error": error,
                "error_description": description,
                "error_codes": [code],
                "timestamp": timestamp,
                "trace_id": trace_id,
                "correlation_id": correlation_id,
                "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
            }),
        )
    }
}
