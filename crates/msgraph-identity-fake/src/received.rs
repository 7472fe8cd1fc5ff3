//! A request as it came from the network, with its whole body.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};

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

    /// The names of all parameters of the query, decoded.
    pub(crate) fn query_parameters(&self) -> Vec<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .map(|(name, _)| name.into_owned())
            .collect()
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
