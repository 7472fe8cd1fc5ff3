//! Asks for tokens: the token endpoint of an authority on behalf of azure_identity, a managed identity, and the issuer of GitHub.
//!
//! azure_identity only sees responses with a token. It reads descriptions without escapes alone, takes a success without a token for a
//! token, and waits for as long as it is told to.

mod answer;
mod expiry;
mod request_secrets;
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
use reqwest::Url;

pub(super) use self::answer::Answer;
use self::request_secrets::RequestSecrets;
use super::CredentialContext;
use crate::credential::foreign::is_host;
use crate::transient::{is_transient_failure, is_transient_status};

/// No attempt begins later than this after the first one.
const BUDGET: Duration = Duration::from_secs(30);
/// A managed identity that answers 410 is being updated, which takes up to 70 seconds:
/// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#retry-guidance>.
const UPDATE: Duration = Duration::from_secs(70);
/// Only a random wait of almost no length, again and again, makes more attempts than this in that time.
const MAX_ATTEMPTS_IN_UPDATE: u32 = 100;
/// Tokens take some kilobytes.
const MAX_BODY_BYTES: usize = 1 << 20;

/// What gives out tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Authority,
    /// The endpoint of a machine, which only Azure has.
    VirtualMachine,
    /// The endpoint of a service, which the environment names.
    Service,
    GitHub,
}

impl Kind {
    fn is_managed_identity(self) -> bool {
        matches!(self, Self::VirtualMachine | Self::Service)
    }
}

/// A token endpoint. A request is sent again if another attempt may have a token.
pub(super) struct TokenEndpoint {
    kind: Kind,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    retry: RetryPolicy,
    random: Random,
}

impl TokenEndpoint {
    /// An endpoint that is reached by these connections.
    pub(super) fn new(kind: Kind, http: &reqwest::Client, context: &CredentialContext<'_>) -> Self {
        let transport = HttpTransport::new(http.clone()).max_body_bytes(MAX_BODY_BYTES);
        Self {
            kind,
            transport: Arc::new(transport),
            clock: context.clock.clone(),
            retry: context.retry.clone(),
            random: context.random.clone(),
        }
    }

    /// What `read` takes from the response to a request without a body.
    pub(super) async fn ask<T>(
        &self,
        request: &reqwest::Request,
        read: fn(&Answer<'_>) -> Result<T, AuthenticationError>,
    ) -> Result<T, AuthenticationError> {
        let start = self.clock.now();
        let mut attempts = 0;
        loop {
            let error = match self.ask_once(request, read).await {
                Ok(token) => return Ok(token),
                Err(error) if !error.is_transient() => return Err(error),
                Err(error) => error,
            };
            attempts += 1;
            let spent = self.clock.now().saturating_duration_since(start);
            match self.next_wait(&error, attempts, spent) {
                Some(wait) => self.clock.sleep(wait).await,
                None => return Err(error),
            }
        }
    }

    /// How long to wait before the next attempt, if there is one.
    fn next_wait(
        &self,
        error: &AuthenticationError,
        attempts: u32,
        spent: Duration,
    ) -> Option<Duration> {
        let next_wait = |attempts| {
            let retry_after = error.retry_after();
            self.retry.next_wait(attempts, retry_after, &self.random)
        };
        let is_updating =
            self.kind.is_managed_identity() && error.status() == Some(StatusCode::GONE);
        if is_updating && spent < UPDATE && attempts < MAX_ATTEMPTS_IN_UPDATE {
            // With the longest waits that the policy has, until the last attempt is late enough.
            return next_wait(attempts).or_else(|| {
                let longest = (1..attempts).rev().find_map(next_wait)?;
                Some(longest.min(UPDATE - spent))
            });
        }
        next_wait(attempts).filter(|wait| spent.saturating_add(*wait) < BUDGET)
    }

    async fn ask_once<T>(
        &self,
        request: &reqwest::Request,
        read: fn(&Answer<'_>) -> Result<T, AuthenticationError>,
    ) -> Result<T, AuthenticationError> {
        let place = place(request.url());
        let secrets = RequestSecrets::of(request);
        let request = request
            .try_clone()
            .ok_or_else(|| AuthenticationError::new("the token request cannot be sent"))?;
        let response = self.transport.send(request).await;
        let response = response.map_err(|error| self.no_answer(&place, error))?;
        let answer = Answer::new(&place, &response, self.clock.system_time(), &secrets);
        read(&answer).map_err(|error| {
            let status = response.status();
            let is_settling = self.kind.is_managed_identity()
                && (matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
                    || answer.says_that_there_is_no_identity());
            if is_settling || is_transient_status(status) {
                error.transient()
            } else {
                error
            }
        })
    }

    fn no_answer(&self, place: &str, error: TransportError) -> AuthenticationError {
        let is_connect = error.kind() == TransportErrorKind::Connect;
        let is_absent = is_connect && self.kind == Kind::VirtualMachine;
        let is_transient = is_transient_failure(error.kind()) && !is_absent;
        let text = match self.kind {
            Kind::VirtualMachine if is_connect => format!(
                "no managed identity at {place}: {error}; is this a machine or a service of Azure that has one?"
            ),
            Kind::Service if is_connect => format!(
                "no managed identity at {place}: {error}; IDENTITY_ENDPOINT names it, so the platform may still be starting"
            ),
            _ => format!("{place}: {error}"),
        };
        let described = AuthenticationError::new(text).with_source(error);
        if is_transient {
            described.transient()
        } else {
            described
        }
    }
}

#[async_trait::async_trait]
impl HttpClient for TokenEndpoint {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let outcome = match convert(request) {
            Some(request) => self.ask(&request, |answer| answer.token()).await,
            None => Err(AuthenticationError::new("the token request cannot be sent")),
        };
        match outcome {
            Ok(token) => {
                let ok = azure_core::http::StatusCode::Ok;
                let body = token.into_canonical();
                Ok(AsyncRawResponse::from_bytes(ok, Headers::new(), body))
            }
            // azure_core does not repeat this kind. The request has been repeated here.
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
fn place(url: &Url) -> String {
    let host = url.host_str().filter(|host| is_host(host));
    let host = host.unwrap_or("the token endpoint");
    match url.port() {
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
