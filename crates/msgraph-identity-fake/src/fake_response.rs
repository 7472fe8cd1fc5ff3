//! A response on its way to the client: operations make it, faults change it.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::odata_result::ODataResult;
use crate::representation::Representation;

#[derive(Clone, Debug)]
pub(crate) struct FakeResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// An OData result that has not been rendered to `body` yet.
    result: Option<Box<ODataResult>>,
}

impl FakeResponse {
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
            result: None,
        }
    }

    pub(crate) fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// An OData result; [`FakeResponse::render`] writes its body.
    pub(crate) fn odata(status: StatusCode, result: ODataResult) -> Self {
        Self {
            result: Some(Box::new(result)),
            ..Self::empty(status)
        }
    }

    /// JSON that is not an OData result: errors, tokens, the control endpoint.
    pub(crate) fn plain_json(status: StatusCode, body: &impl Serialize) -> Self {
        // Serializing fails only for maps whose keys are not strings. There are none.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self::with_body(status, "application/json", body)
    }

    pub(crate) fn text(status: StatusCode, text: impl Into<String>) -> Self {
        Self::with_body(status, "text/plain", text.into().into_bytes())
    }

    fn with_body(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut response = Self::empty(status);
        response
            .headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        response.body = body;
        response
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Writes the body of an OData result in the representation that the client asked for.
    pub(crate) fn render(mut self, representation: Representation) -> Self {
        let Some(result) = self.result.take() else {
            return self;
        };
        self.body = result.into_bytes(representation);
        self.with_header(header::CONTENT_TYPE, &representation.content_type())
            .with_header(HeaderName::from_static("odata-version"), "4.0")
    }
}

/// Where a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CutPoint {
    /// Before the first byte of the response.
    BeforeHead,
    /// In the middle of the status line.
    InHead,
    /// After the head, before the first byte of the body.
    AfterHead,
    /// In the middle of the body.
    InBody,
    /// After the whole response, although it promised to keep the connection open.
    AfterBody,
}

/// How a response goes wrong on the network.
#[derive(Clone, Debug)]
pub(crate) enum WireFault {
    Cut(CutPoint),
    Dribble { bytes: usize, pause: Duration },
}

/// A response, and the network fault that it meets.
pub(crate) struct Delivery {
    pub(crate) response: FakeResponse,
    pub(crate) wire: Option<WireFault>,
}

impl Delivery {
    pub(crate) fn whole(response: FakeResponse) -> Self {
        Self {
            response,
            wire: None,
        }
    }
}
