//! Asks the token endpoint of an authority, or of a managed identity, on behalf of azure_identity.
//!
//! azure_identity gets to see good tokens only. What it would make of other answers is worse than the answers: it reads
//! descriptions without escapes alone, takes a success without a token for one, and waits for as long as it is told to.

mod answer;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use azure_core::error::ErrorKind;
use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, Body, HttpClient, Method, Request};
use http::StatusCode;
use msgraph_identity_core::{
    AuthenticationError, Clock, HttpTransport, Random, RetryPolicy, Transport, TransportError,
    TransportErrorKind,
};

use self::answer::Answer;
use super::CredentialContext;
use crate::transient::{is_transient_failure, is_transient_status};

/// No attempt begins later than this after the first one.
const BUDGET: Duration = Duration::from_secs(30);
/// Tokens take some kilobytes.
const MAX_BODY_BYTES: usize = 1 << 20;

/// What gives out tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Authority,
    ManagedIdentity,
}

/// A token endpoint, asked as often as it takes.
pub(super) struct TokenEndpoint {
    kind: Kind,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    retry: RetryPolicy,
    random: Random,
}

impl TokenEndpoint {
    /// That of the authority, by the client's connections.
    pub(super) fn of_authority(context: &CredentialContext<'_>) -> Self {
        Self::new(Kind::Authority, context.http, context)
    }

    /// That of a managed identity, by connections of its own.
    pub(super) fn of_managed_identity(
        http: &reqwest::Client,
        context: &CredentialContext<'_>,
    ) -> Self {
        Self::new(Kind::ManagedIdentity, http, context)
    }

    fn new(kind: Kind, http: &reqwest::Client, context: &CredentialContext<'_>) -> Self {
        let transport = HttpTransport::new(http.clone()).max_body_bytes(MAX_BODY_BYTES);
        Self {
            kind,
            transport: Arc::new(transport),
            clock: context.clock.clone(),
            retry: context.retry.clone(),
            random: context.random.clone(),
        }
    }

    /// The canonical form of the answer with a token.
    async fn ask(&self, request: &Request) -> Result<Vec<u8>, AuthenticationError> {
        let start = self.clock.now();
        let mut attempts = 0;
        loop {
            let error = match self.ask_once(request).await {
                Ok(token) => return Ok(token),
                Err(error) if !error.is_transient() => return Err(error),
                Err(error) => error,
            };
            attempts += 1;
            let wait = self
                .retry
                .next_wait(attempts, error.retry_after(), &self.random);
            let spent = self.clock.now().saturating_duration_since(start);
            match wait {
                Some(wait) if spent.saturating_add(wait) < BUDGET => self.clock.sleep(wait).await,
                _ => return Err(error),
            }
        }
    }

    async fn ask_once(&self, request: &Request) -> Result<Vec<u8>, AuthenticationError> {
        let place = place(request);
        let request = convert(request)
            .ok_or_else(|| AuthenticationError::new("the token request cannot be sent"))?;
        let response = self.transport.send(request).await;
        let response = response.map_err(|error| self.no_answer(&place, error))?;
        let answer = Answer::new(&place, &response, self.clock.system_time());
        answer.into_token().map_err(|error| {
            let status = response.status();
            // https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#retry-guidance
            let is_updating = self.kind == Kind::ManagedIdentity
                && matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
            if is_updating || is_transient_status(status) {
                error.transient()
            } else {
                error
            }
        })
    }

    fn no_answer(&self, place: &str, error: TransportError) -> AuthenticationError {
        let is_absent =
            self.kind == Kind::ManagedIdentity && error.kind() == TransportErrorKind::Connect;
        let is_transient = is_transient_failure(error.kind());
        let described = if is_absent {
            AuthenticationError::new(format!(
                "no managed identity at {place}: {error}; is this a machine or a service of Azure that has one?"
            ))
        } else {
            AuthenticationError::new(format!("{place}: {error}"))
        };
        let described = described.with_source(error);
        if is_transient && !is_absent {
            described.transient()
        } else {
            described
        }
    }
}

#[async_trait::async_trait]
impl HttpClient for TokenEndpoint {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        match self.ask(request).await {
            Ok(token) => {
                let ok = azure_core::http::StatusCode::Ok;
                Ok(AsyncRawResponse::from_bytes(ok, Headers::new(), token))
            }
            // Of a kind that azure_core does not repeat: that has been done.
            Err(error) => Err(azure_core::Error::new(ErrorKind::Other, error)),
        }
    }
}

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TokenEndpoint").field(&self.kind).finish()
    }
}

/// Host and port, for messages.
fn place(request: &Request) -> String {
    let host = request.url().host_str().unwrap_or("the token endpoint");
    match request.url().port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn convert(request: &Request) -> Option<reqwest::Request> {
    let method = match request.method() {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        _ => return None,
    };
    let Body::Bytes(body) = request.body() else {
        return None;
    };
    let mut converted = reqwest::Request::new(method, request.url().clone());
    for (name, value) in request.headers().iter() {
        let name = http::HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
        let mut value = http::HeaderValue::from_str(value.as_str()).ok()?;
        value.set_sensitive(true);
        converted.headers_mut().insert(name, value);
    }
    if !body.is_empty() {
        *converted.body_mut() = Some(body.clone().into());
    }
    Some(converted)
}
