//! A request as it came from the network, and as the operations of Microsoft Graph see it.

use std::ops::Deref;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use crate::graph_error::GraphError;
use crate::graph_version::GraphVersion;

/// A request whose version is known.
pub(crate) struct GraphRequest {
    pub(crate) version: GraphVersion,
    pub(crate) received: Received,
}

impl Deref for GraphRequest {
    type Target = Received;

    fn deref(&self) -> &Received {
        &self.received
    }
}

impl GraphRequest {
    /// The service root, such as `http://127.0.0.1:8080/v1.0`.
    pub(crate) fn service_root(&self) -> String {
        format!("{}/{}", self.origin, self.version)
    }

    /// `@odata.context` with this fragment.
    pub(crate) fn context(&self, fragment: &str) -> String {
        format!("{}/$metadata#{fragment}", self.service_root())
    }

    /// The JSON body of a request that must have one.
    pub(crate) fn json(&self) -> Result<Value, GraphError> {
        self.check_content_type()?;
        serde_json::from_slice(&self.body).map_err(|_| {
            GraphError::refused_early(
                "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of \
                 valid JSON format.",
            )
        })
    }

    fn check_content_type(&self) -> Result<(), GraphError> {
        let Some(value) = self.headers.get(header::CONTENT_TYPE) else {
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
        let encoding = self.headers.get(header::CONTENT_ENCODING);
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

#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) method: Method,
    /// Not decoded.
    pub(crate) path: String,
    /// Not decoded, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The root that the client called, such as `https://localhost:8080`. Links in responses begin with it.
    pub(crate) origin: String,
}

impl Received {
    /// A parameter of the query, decoded.
    pub(crate) fn query_parameter(&self, name: &str) -> Option<String> {
        parameter(self.query.as_bytes(), name)
    }

    /// A parameter of the form in the body, decoded.
    pub(crate) fn form_parameter(&self, name: &str) -> Option<String> {
        parameter(&self.body, name)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

fn parameter(form: &[u8], name: &str) -> Option<String> {
    let found = form_urlencoded::parse(form).find(|(known, _)| known == name);
    found
        .map(|(_, value)| value.into_owned())
        .filter(|value| !value.is_empty())
}
