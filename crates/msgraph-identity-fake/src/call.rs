//! A request to Microsoft Graph as the operations see it: from the network or from a batch.

use axum::http::{HeaderMap, header};
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
        let essence = value
            .to_str()
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        if essence.eq_ignore_ascii_case("application/json") {
            return Ok(());
        }
        Err(GraphError::new(
            axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Request_BadRequest",
            "The content type of the request is not supported: application/json is expected.",
        ))
    }
}
