//! The session that sends every request. The hooks of the generated clients call it and nothing else.

mod attempts;
mod carried;
mod span;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use uuid::Uuid;

use crate::destination::{check_next_link, check_request};
use crate::odata_query::write_plainly;
use crate::refused_request::check_body;
use crate::{Call, NextLink, Pipeline, RefusedRequest, SendError, ServiceRoot};

/// The generated code sends this header, which Graph does not have.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");
/// Identifies the request in Graph's logs and in its response.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Authorized access to one service root. Cloning is cheap.
#[derive(Clone)]
pub struct Session {
    service_root: Arc<ServiceRoot>,
    pipeline: Pipeline,
    call: Option<Arc<Call>>,
}

impl Session {
    /// Creates a session that sends requests only to URLs under this service root.
    pub fn new(service_root: ServiceRoot, pipeline: Pipeline) -> Self {
        Self {
            service_root: Arc::new(service_root),
            pipeline,
            call: None,
        }
    }

    /// Returns the same session for one call: it uses the call's options and writes its record.
    #[must_use]
    pub fn with_call(&self, call: Arc<Call>) -> Self {
        Self {
            call: Some(call),
            ..self.clone()
        }
    }

    /// Returns the service root, which is the base URL of the generated client.
    pub fn service_root(&self) -> &ServiceRoot {
        &self.service_root
    }

    /// Returns the pipeline, which sessions may share.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// Prepares a request of the generated client: the hook `pre`.
    ///
    /// It adds the options of the call, and `client-request-id` if there is none. It writes the query as Microsoft's pages do, and
    /// removes the header `api-version` of the generated code.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] if the URL is not under the service root or has an empty path segment, or the body is too large.
    pub fn prepare(&self, request: &mut Request) -> Result<(), RefusedRequest> {
        if let Some(call) = &self.call {
            for (name, value) in &call.options().query {
                request.url_mut().query_pairs_mut().append_pair(name, value);
            }
        }
        write_plainly(request.url_mut());
        request.headers_mut().remove(API_VERSION);
        self.write_headers(request);
        check_request(request.url(), &self.service_root)
            .and_then(|()| check_body(request.body()))
            .inspect_err(|refused| {
                self.record_failure(&Arc::new(refused.clone().into()));
            })
    }

    /// Returns the request for the next page of a collection. The path of the collection is relative to the service root.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] if the link does not lead to this collection.
    pub fn next_page(&self, link: &NextLink, path: &str) -> Result<Request, RefusedRequest> {
        let collection = format!("{}{path}", self.service_root.path());
        let url = check_next_link(link.as_str(), &collection, &self.service_root)?;
        let mut request = Request::new(Method::GET, url);
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(reqwest::header::ACCEPT, json);
        self.write_headers(&mut request);
        Ok(request)
    }

    /// Sends a request, retries it if that is safe, and returns the response with any status.
    ///
    /// All retries are made here: the generated code keeps neither the status nor the `Retry-After` of a response that it cannot
    /// read. All attempts have the same body and the same `client-request-id`. Each has the access token that is valid at that time.
    ///
    /// # Errors
    ///
    /// [`SendError`] if the last attempt has no response.
    pub async fn send(&self, request: Request) -> Result<http::Response<Bytes>, SendError> {
        self.send_within(request).await
    }

    /// Sends a request of the generated client: the hook `exec`.
    ///
    /// A response without content (204, 205) gets the body `null`. The service may respond to an update with or without the entity,
    /// and generated code reads `null` as `None`. Status and headers are not changed.
    ///
    /// # Errors
    ///
    /// An error of the HTTP client whose source is a [`SendError`].
    pub async fn execute(&self, request: Request) -> reqwest::Result<reqwest::Response> {
        match self.send(request).await {
            Ok(mut response) => {
                if response.status().as_u16() == 204 || response.status().as_u16() == 205 {
                    *response.body_mut() = Bytes::from_static(b"null");
                }
                Ok(response.into())
            }
            Err(error) => {
                let error = Arc::new(error);
                self.record_failure(&error);
                carried::carry(error).await
            }
        }
    }

    fn write_headers(&self, request: &mut Request) {
        let headers = request.headers_mut();
        headers.remove(AUTHORIZATION);
        let own = self.call.as_ref().map(|call| &call.options().headers);
        for (name, value) in own.into_iter().flatten() {
            headers.insert(name, value.clone());
        }
        add_client_request_id(headers);
        if let Some(call) = &self.call {
            let mut record = call.record();
            record.method = Some(request.method().clone());
            request.url().path().clone_into(&mut record.path);
            record.client_request_id = text(request.headers(), &CLIENT_REQUEST_ID);
        }
    }

    fn record_failure(&self, failure: &Arc<SendError>) {
        if let Some(call) = &self.call {
            call.record().failure = Some(failure.clone());
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("service_root", &self.service_root.as_str())
            .finish_non_exhaustive()
    }
}

fn add_client_request_id(headers: &mut HeaderMap) {
    let mut buffer = Uuid::encode_buffer();
    let id = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.entry(CLIENT_REQUEST_ID).or_insert(id);
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}
