//! What every request goes through: the hooks of the generated clients call this and nothing else.

mod attempts;
mod carried;
mod span;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use uuid::Uuid;

use crate::odata_query::write_plainly;
use crate::refused_request::{check_body, check_next_link, check_request};
use crate::{Call, NextLink, Pipeline, RefusedRequest, SendError, ServiceRoot};

/// Sent by the generator's client on every request; Graph does not know it.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");
/// Names the request in Graph's logs and in its response.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Authorised access to one service root. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    service_root: Arc<ServiceRoot>,
    pipeline: Pipeline,
    call: Option<Arc<Call>>,
}

impl Session {
    /// A session that sends requests below this service root, and to no other place.
    pub fn new(service_root: ServiceRoot, pipeline: Pipeline) -> Self {
        Self {
            service_root: Arc::new(service_root),
            pipeline,
            call: None,
        }
    }

    /// The same session for one call, which gets to know what happens.
    #[must_use]
    pub fn with_call(&self, call: Arc<Call>) -> Self {
        Self {
            call: Some(call),
            ..self.clone()
        }
    }

    /// Where this session's requests go: the base URL of the generated client.
    pub fn service_root(&self) -> &ServiceRoot {
        &self.service_root
    }

    /// What this session shares with others.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// Makes a request of the generated client fit to be sent: the hook `pre`.
    ///
    /// Adds what the call asks for, and `client-request-id` where there is none; writes the query as Graph's pages do; removes the
    /// generator's `api-version`.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] where the request would leave the service root, or go to a collection in place of an entity.
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

    /// The request for the next page of a collection, by the link as it came.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] where the link leads anywhere but to more of the collection with this path, which is appended to the
    /// service root.
    pub fn next_page(&self, link: &NextLink, path: &str) -> Result<Request, RefusedRequest> {
        let collection = format!("{}{path}", self.service_root.path());
        let url = check_next_link(link.as_str(), &collection, &self.service_root)?;
        let mut request = Request::new(Method::GET, url);
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(reqwest::header::ACCEPT, json);
        self.write_headers(&mut request);
        Ok(request)
    }

    /// Sends a request, as often as it takes, and reads the answer: whatever its status.
    ///
    /// Attempts are made here and nowhere else, because the generated code keeps neither status nor `Retry-After` of a response
    /// that it cannot read. All attempts have the same body and the same `client-request-id`; each has the token that is good then.
    ///
    /// # Errors
    ///
    /// [`SendError`] where there is no answer in the end.
    pub async fn send(&self, request: Request) -> Result<http::Response<Bytes>, SendError> {
        self.send_within(request).await
    }

    /// Sends a request of the generated client: the hook `exec`.
    ///
    /// A response without content (204, 205) gets the body `null`: generated code reads it as `None` where the service may answer
    /// an update with or without the entity. Status and headers stay.
    ///
    /// # Errors
    ///
    /// What the HTTP client said, or an error whose source is a [`SendError`].
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
