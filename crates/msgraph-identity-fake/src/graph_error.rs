//! Errors in the shape Microsoft Graph gives them: <https://learn.microsoft.com/graph/errors>.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clock;

/// What a 401 asks for.
const CHALLENGE: &str = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
    client_id=\"00000003-0000-0000-c000-000000000000\"";

/// The challenge of a 401 that asks for a token with these claims.
pub(crate) fn claims_challenge(claims: &str) -> String {
    let claims = STANDARD.encode(claims);
    format!("{CHALLENGE}, error=\"insufficient_claims\", claims=\"{claims}\"")
}

/// A refusal, before it knows which request it answers.
#[derive(Debug, PartialEq)]
pub(crate) struct GraphError {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
    pub(crate) message: String,
    /// The code of `innerError`, where it says more.
    inner_code: Option<&'static str>,
    details: Vec<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What `innerError` and the headers say about the request.
pub(crate) struct RequestIds {
    pub(crate) request_id: String,
    pub(crate) client_request_id: Option<HeaderValue>,
    pub(crate) now: i64,
}

impl GraphError {
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            inner_code: None,
            details: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// 400: the body or a value in it is wrong.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// 400: the request was refused before it reached a service (path, query options, JSON).
    pub(crate) fn refused_early(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn not_found(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    /// 409 as policies answer it, with the detail `ConflictingObjects`.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        let mut error = Self::new(
            StatusCode::CONFLICT,
            "Request_MultipleObjectsWithSameKeyValue",
            message,
        );
        error.details.push(json!({
            "code": "ConflictingObjects",
            "message": "The object conflicts with an existing object.",
            "target": "tenantId"
        }));
        error
    }

    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            message,
        )
        .with_header(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(CHALLENGE),
        )
    }

    /// 401 that asks for a token with these claims, which are JSON:
    /// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.
    pub(crate) fn claims_challenge(claims: &str) -> Self {
        let mut error = Self::unauthorized(
            "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: \
             TokenIssuedBeforeRevocationTimestamp",
        );
        // Base64 is text.
        if let Ok(challenge) = HeaderValue::try_from(claims_challenge(claims)) {
            error.headers = vec![(header::WWW_AUTHENTICATE, challenge)];
        }
        error
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn with_inner_code(mut self, code: &'static str) -> Self {
        self.inner_code = Some(code);
        self
    }

    pub(crate) fn into_answer(self, ids: &RequestIds) -> Answer {
        let mut error = json!({
            "code": self.code,
            "message": self.message,
            "innerError": {
                "date": clock::date_time(ids.now),
                "request-id": ids.request_id,
                // Graph takes its own id where the client sent none.
                "client-request-id": ids
                    .client_request_id
                    .as_ref()
                    .map_or(ids.request_id.clone().into(), |id| String::from_utf8_lossy(id.as_bytes())),
            }
        });
        if let Some(code) = self.inner_code {
            error["innerError"]["code"] = code.into();
        }
        if !self.details.is_empty() {
            error["details"] = Value::Array(self.details);
        }
        let mut answer = Answer::plain_json(self.status, &json!({ "error": error }));
        answer.headers.extend(self.headers);
        answer
    }
}
