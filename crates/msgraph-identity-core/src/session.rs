//! What every request goes through: the hooks of the generated clients call this and nothing else.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::no_content::write_null_for_no_content;
use crate::service_root::has_user_info;
use crate::{AccessTokenProvider, Secret, ServiceRoot};

/// Sent by the generator's client on every request; Graph does not know it.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");
/// Names the request in Graph's logs and in its response.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Authorised access to one service root. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

struct Shared {
    service_root: ServiceRoot,
    access_token_provider: Arc<dyn AccessTokenProvider>,
}

impl Session {
    /// A session that sends tokens of this provider to this service root, and to no other place.
    pub fn new(
        service_root: ServiceRoot,
        access_token_provider: Arc<dyn AccessTokenProvider>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                service_root,
                access_token_provider,
            }),
        }
    }

    /// Where this session's requests go: the base URL of the generated client.
    pub fn service_root(&self) -> &ServiceRoot {
        &self.shared.service_root
    }

    /// Makes a request fit to be sent: the hook `pre`.
    ///
    /// Sets `Authorization`, adds `client-request-id` where there is none, and removes the generator's `api-version`.
    ///
    /// # Errors
    ///
    /// [`AuthorizeError`] where the request leaves the service root, before the provider is asked for a token, or where there is
    /// no usable token. The request then has none.
    pub async fn authorize(&self, request: &mut reqwest::Request) -> Result<(), AuthorizeError> {
        request.headers_mut().remove(AUTHORIZATION);
        self.check_destination(request)?;
        let token = self
            .shared
            .access_token_provider
            .access_token()
            .await
            .map_err(AuthorizeError::NoToken)?;
        let authorization = bearer(&token)?;

        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization);
        headers.remove(API_VERSION);
        add_client_request_id(headers);
        Ok(())
    }

    /// Sends an authorised request: the hook `exec`.
    ///
    /// One request, one attempt. Attempts are made here and nowhere else, because the generated code keeps neither status nor
    /// `Retry-After` of a response that it cannot read.
    ///
    /// A response without content (204, 205) gets the body `null`: generated code reads it as `None` where the service may answer
    /// an update with or without the entity. Status and headers stay.
    ///
    /// # Errors
    ///
    /// That of [`reqwest::Client::execute`].
    pub async fn execute(
        &self,
        client: &reqwest::Client,
        request: reqwest::Request,
    ) -> reqwest::Result<reqwest::Response> {
        let response = client.execute(request).await?;
        Ok(write_null_for_no_content(response))
    }

    fn check_destination(&self, request: &reqwest::Request) -> Result<(), AuthorizeError> {
        let (service_root, url) = (self.service_root(), request.url());
        if !service_root.has_origin_of(url) {
            return Err(AuthorizeError::ForeignOrigin {
                origin: url.origin().ascii_serialization(),
                service_root: service_root.as_str().to_owned(),
            });
        }
        if has_user_info(url) {
            return Err(AuthorizeError::UserInfo);
        }
        if !service_root.has_path_of(url) {
            return Err(AuthorizeError::OutsideServiceRoot {
                service_root: service_root.as_str().to_owned(),
            });
        }
        if url.path().ends_with('/') || url.path().contains("//") {
            return Err(AuthorizeError::EmptySegment);
        }
        Ok(())
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("service_root", &self.service_root().as_str())
            .finish_non_exhaustive()
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, AuthorizeError> {
    if token.expose().is_empty() {
        return Err(AuthorizeError::UnusableToken);
    }
    let text = Zeroizing::new(format!("Bearer {}", token.expose()));
    let mut value = HeaderValue::from_str(&text).map_err(|_| AuthorizeError::UnusableToken)?;
    value.set_sensitive(true);
    Ok(value)
}

fn add_client_request_id(headers: &mut HeaderMap) {
    let mut buffer = Uuid::encode_buffer();
    let id = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.entry(CLIENT_REQUEST_ID).or_insert(id);
    }
}

/// Why a request was not authorised.
#[derive(Debug)]
#[non_exhaustive]
pub enum AuthorizeError {
    /// The request goes to another scheme, host or port than the service root.
    ForeignOrigin {
        /// Scheme, host and port of the request.
        origin: String,
        /// The service root of the session.
        service_root: String,
    },
    /// The URL of the request has user info.
    UserInfo,
    /// The path of the request is not below the service root.
    OutsideServiceRoot {
        /// The service root of the session.
        service_root: String,
    },
    /// The path of the request has an empty segment. An id that is empty, `.` or `..` leaves one, and the request would go to a
    /// collection in place of one of its entities.
    EmptySegment,
    /// The provider had no token; this is its reason.
    NoToken(Box<dyn Error + Send + Sync>),
    /// The token is empty or has characters that no header can carry.
    UnusableToken,
}

impl fmt::Display for AuthorizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignOrigin {
                origin,
                service_root,
            } => write!(
                f,
                "a request to {origin} was not sent: the access token goes to {service_root} only"
            ),
            Self::UserInfo => f.write_str(
                "a request was not sent: its URL has user info, which Microsoft Graph does not use",
            ),
            Self::OutsideServiceRoot { service_root } => write!(
                f,
                "a request was not sent: its path is not below the service root {service_root}"
            ),
            Self::EmptySegment => f.write_str(
                "a request was not sent: its path has an empty segment; an id must not be empty, `.` or `..`",
            ),
            // The generated clients keep only this text, so it holds the reason, and `source` does not repeat it.
            Self::NoToken(reason) => write!(f, "no access token: {reason}"),
            Self::UnusableToken => f.write_str(
                "the access token is empty or cannot be sent in a header; check where it comes from",
            ),
        }
    }
}

impl Error for AuthorizeError {}
