//! The head of a response.

use std::fmt;
use std::str::FromStr;

use http::header::DATE;
use http::{HeaderMap, StatusCode};

/// The status and the headers of a response: the ids that Microsoft's support asks for, and how close the client is to being
/// throttled. See [`Request::with_response_head`](crate::Request::with_response_head) and [`Page::head`](crate::Page::head).
///
/// `Debug` shows the status and the names of the headers.
///
/// See [Microsoft Graph throttling guidance](https://learn.microsoft.com/graph/throttling).
#[derive(Clone, Default)]
pub struct ResponseHead {
    status: StatusCode,
    headers: HeaderMap,
}

impl ResponseHead {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Graph's id of the request, which Microsoft's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.text("request-id")
    }

    /// The client's id of the request, as Graph repeats it.
    pub fn client_request_id(&self) -> Option<&str> {
        self.text("client-request-id")
    }

    /// The time of the response, as an HTTP date.
    pub fn date(&self) -> Option<&str> {
        self.text(DATE.as_str())
    }

    /// The number of resource units that the request cost (`x-ms-resource-unit`).
    pub fn resource_units(&self) -> Option<u32> {
        self.number("x-ms-resource-unit")
    }

    /// The part of the limit that is used up (`x-ms-throttle-limit-percentage`): 0.8 to 1.8. Graph sends it only above 0.8.
    pub fn throttle_limit_percentage(&self) -> Option<f64> {
        self.number("x-ms-throttle-limit-percentage")
    }

    fn number<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.trim().parse().ok()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

// Written by hand because the value of a header may be a secret.
impl fmt::Debug for ResponseHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHead")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
