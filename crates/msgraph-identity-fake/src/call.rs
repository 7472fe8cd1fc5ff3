//! A request to Microsoft Graph as the operations see it: from the network or from a batch.

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use crate::api_version::ApiVersion;
use crate::graph_error::GraphError;
use crate::received::Received;

pub(crate) struct Call {
    pub(crate) version: ApiVersion,
    request: Received,
}

impl Call {
    pub(crate) fn new(version: ApiVersion, request: Received) -> Self {
        Self { version, request }
    }

    /// The raw query, without the question mark.
    pub(crate) fn query(&self) -> &str {
        &self.request.query
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    pub(crate) fn origin(&self) -> &str {
        &self.request.origin
    }

    /// The service root of the call, `http://127.0.0.1:8080/v1.0`.
    pub(crate) fn service_root(&self) -> String {
        format!("{}/{}", self.request.origin, self.version)
    }

    /// `@odata.context` for something in the service's metadata.
    pub(crate) fn context(&self, of: &str) -> String {
        format!("{}/$metadata#{of}", self.service_root())
    }

    /// The JSON body of a request that must have one.
    pub(crate) fn json(&self) -> Result<Value, GraphError> {
        self.check_content_type()?;
        serde_json::from_slice(&self.request.body).map_err(|_| {
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
            // Microsoft's SDK for Go compresses at first, and takes this as a request not to.
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
