//! An answer before it is sent: what operations produce and faults change.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::server::wire::WireFault;

/// Graph's content type for results; errors are plain `application/json`.
const ODATA_JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// An OData result.
    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        let mut answer = Self::plain_json(status, body);
        answer
            .headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(ODATA_JSON));
        answer.headers.insert(
            HeaderName::from_static("odata-version"),
            HeaderValue::from_static("4.0"),
        );
        answer
    }

    /// JSON that is not an OData result: errors, tokens, the control endpoint.
    pub(crate) fn plain_json(status: StatusCode, body: &impl Serialize) -> Self {
        // Only a map with keys that are no strings could fail, and there is none.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self::with_body(status, "application/json", body)
    }

    pub(crate) fn text(status: StatusCode, text: impl Into<String>) -> Self {
        Self::with_body(status, "text/plain", text.into().into_bytes())
    }

    pub(crate) fn with_body(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut answer = Self::empty(status);
        answer
            .headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        answer.body = body;
        answer
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// An answer and how it is to go wrong on its way.
pub(crate) struct Delivery {
    pub(crate) answer: Answer,
    pub(crate) wire: Option<WireFault>,
}

impl Delivery {
    pub(crate) fn whole(answer: Answer) -> Self {
        Self { answer, wire: None }
    }
}
