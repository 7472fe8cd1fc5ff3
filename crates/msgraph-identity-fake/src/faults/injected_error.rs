//! An error that a fault injects, before it has the shape of an endpoint.

use std::collections::HashSet;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;

const MESSAGE: &str = "This error was injected by a test.";

#[derive(Debug)]
pub(crate) struct InjectedError {
    pub(crate) status: StatusCode,
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    headers: Vec<(String, String)>,
}

impl InjectedError {
    pub(super) fn new(
        status: u16,
        code: Option<String>,
        message: Option<String>,
        headers: Vec<(String, String)>,
    ) -> Self {
        Self {
            status: self::status(status),
            code,
            message: message.unwrap_or_else(|| MESSAGE.to_owned()),
            headers,
        }
    }

    /// The error as Microsoft Graph would send it.
    pub(crate) fn to_graph_error(&self) -> GraphError {
        let code = self.code.clone();
        let code = code.unwrap_or_else(|| usual_code(self.status));
        let message = self.message.as_str();
        match self.status {
            StatusCode::UNAUTHORIZED => GraphError::unauthorized(message).with_code(code),
            StatusCode::TOO_MANY_REQUESTS => {
                GraphError::new(self.status, code, message).with_inner_code("429")
            }
            _ => GraphError::new(self.status, code, message),
        }
    }

    /// Adds the headers of the fault, in place of others with the same names.
    pub(crate) fn add_headers(&self, mut response: FakeResponse) -> FakeResponse {
        let names: HashSet<&String> = self.headers.iter().map(|(name, _)| name).collect();
        for name in names {
            response.headers.remove(name.as_str());
        }
        append(&mut response.headers, &self.headers);
        response
    }
}

/// A status that [`Fault::check`](super::Fault::check) has accepted.
pub(super) fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Appends headers that [`Fault::check`](super::Fault::check) has accepted.
pub(super) fn append(to: &mut HeaderMap, headers: &[(String, String)]) {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            to.append(name, value);
        }
    }
}

/// The code that Microsoft Graph usually sends with a status: <https://learn.microsoft.com/graph/errors>.
fn usual_code(status: StatusCode) -> String {
    let code = match status {
        StatusCode::UNAUTHORIZED => "InvalidAuthenticationToken",
        StatusCode::FORBIDDEN => "Authorization_RequestDenied",
        StatusCode::NOT_FOUND => "Request_ResourceNotFound",
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::UNSUPPORTED_MEDIA_TYPE => "Request_BadRequest",
        StatusCode::CONFLICT => "Request_MultipleObjectsWithSameKeyValue",
        other => {
            let words = other.canonical_reason().unwrap_or("UnknownError");
            return words.chars().filter(char::is_ascii_alphabetic).collect();
        }
    };
    code.to_owned()
}
