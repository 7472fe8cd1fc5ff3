//! A request to Microsoft Graph as the operations see it: from the network or from a batch.

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;
use crate::received::Received;

pub(crate) struct GraphRequest {
    pub(crate) version: GraphVersion,
    received: Received,
}

impl GraphRequest {
    pub(crate) fn new(version: GraphVersion, received: Received) -> Self {
        Self { version, received }
    }

    /// The raw query, without the question mark.
    pub(crate) fn query(&self) -> &str {
        &self.received.query
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    pub(crate) fn origin(&self) -> &str {
        &self.received.origin
    }

    /// The service root, such as `http://127.0.0.1:8080/v1.0`.
    pub(crate) fn service_root(&self) -> String {
        format!("{}/{}", self.received.origin, self.version)
    }

    /// `@odata.context` with this fragment.
    pub(crate) fn context(&self, fragment: &str) -> String {
        format!("{}/$metadata#{fragment}", self.service_root())
    }

    /// The JSON body of a request that must have one.
    pub(crate) fn json(&self) -> Result<Value, GraphError> {
        self.check_content_type()?;
        serde_json::from_slice(&self.received.body).map_err(|_| {
            GraphError::refused_early(
                "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of \
                 valid JSON format.",
            )
        })
    }

    fn check_content_type(&self) -> Result<(), GraphError> {
        let Some(value) = self.headers().get(header::CONTENT_TYPE) else {
            return Err(GraphError::refused_early(
                "Write requests (excluding DELETE) must contain the Content-Type header declaration.",
            ));
        };
        let essence = value.to_str().unwrap_or_default().split(';').next();
        let is_json = essence.is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(unsupported(
                "The content type of the request is not supported: application/json is expected.",
            ));
        }
        let encoding = self.headers().get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            // Microsoft's SDK for Go compresses the first request, and sends it again uncompressed after a 415.
            return Err(unsupported(
                "The content encoding of the request is not supported.",
            ));
        }
        Ok(())
    }
}

fn unsupported(message: &str) -> GraphError {
    GraphError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "Request_BadRequest",
        message,
    )
}
