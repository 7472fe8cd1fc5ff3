//! Errors in the shape of Microsoft Graph: <https://learn.microsoft.com/graph/errors>.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::clock;
use crate::fake_response::FakeResponse;

/// The challenge of a 401.
const CHALLENGE: &str = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
    client_id=\"00000003-0000-0000-c000-000000000000\"";

/// The challenge of a 401 that asks for a token with these claims.
pub(crate) fn claims_challenge(claims: &str) -> String {
    let claims = STANDARD.encode(claims);
    format!("{CHALLENGE}, error=\"insufficient_claims\", claims=\"{claims}\"")
}

/// The start of a text of the client for an error. It may be megabytes long.
pub(crate) fn shorten(text: &str) -> String {
    text.chars().take(64).collect()
}

/// An error without the ids of its request.
#[derive(Debug, PartialEq)]
pub(crate) struct GraphError {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
    pub(crate) message: String,
    /// The code of `innerError`.
    inner_code: Option<&'static str>,
    details: Vec<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// The request, for `innerError` and the headers.
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

    /// 400: the body or a value in it is invalid.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// 400: the gateway refuses the request (path, query options, JSON).
    pub(crate) fn refused_early(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// 406: `Accept` or `$format` asks for something else than JSON.
    pub(crate) fn not_acceptable() -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "NotAcceptable",
            "A supported MIME type could not be found that matches the acceptable MIME types for the request. Results \
             are 'application/json' with odata.metadata=none, minimal or full.",
        )
    }

    pub(crate) fn not_found(code: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    /// 404 as Microsoft Graph answers for an entity.
    pub(crate) fn absent(code: &str, id: &str) -> Self {
        let id = shorten(id);
        Self::not_found(
            code,
            format!(
                "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
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

    pub(crate) fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    pub(crate) fn with_inner_code(mut self, code: &'static str) -> Self {
        self.inner_code = Some(code);
        self
    }

    pub(crate) fn into_response(self, ids: &RequestIds) -> FakeResponse {
        let mut error = json!({
            "code": self.code,
            "message": self.message,
            "innerError": {
                "date": clock::date_time(ids.now),
                "request-id": ids.request_id,
                // Graph repeats its own id if the client sent none.
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
        let mut answer = FakeResponse::plain_json(self.status, &json!({ "error": error }));
        answer.headers.extend(self.headers);
        answer
    }
}
