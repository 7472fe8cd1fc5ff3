//! Where access tokens come from. [`TokenCache`](crate::TokenCache) keeps what a provider returns.

use std::error::Error;
use std::pin::Pin;
use std::time::SystemTime;

use crate::Secret;

/// An access token, and until when it is good.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    expires_on: Option<SystemTime>,
}

impl AccessToken {
    /// A token that is good until the service rejects it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            expires_on: None,
        }
    }

    /// The same token, good until then.
    #[must_use]
    pub fn expires_on(mut self, expires_on: SystemTime) -> Self {
        self.expires_on = Some(expires_on);
        self
    }

    pub(crate) fn into_parts(self) -> (Secret, Option<SystemTime>) {
        (self.secret, self.expires_on)
    }
}

/// Why a provider is asked for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRequest {
    /// There is no token, or it is about to expire.
    Needed,
    /// The service has rejected the token that the provider returned last, so that one must not come from a cache again.
    Rejected,
}

/// The future of an access token, or of why there is none.
pub type AccessTokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<AccessToken, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// A source of access tokens for Microsoft Graph. What it returns is kept, so it is asked seldom, and never twice at once.
pub trait AccessTokenProvider: Send + Sync {
    /// The token to send as `Authorization: Bearer …`, without the word `Bearer`.
    ///
    /// # Errors
    ///
    /// Whatever kept the provider from a token. It ends up in errors and logs: neither its `Display` nor its `Debug` may show a
    /// secret.
    fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_>;
}

/// A provider of one token, given beforehand and never refreshed: for tests and for programs shorter than a token's life.
#[derive(Clone, Debug)]
pub struct StaticToken(Secret);

impl StaticToken {
    /// A provider of this token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

impl AccessTokenProvider for StaticToken {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async { Ok(AccessToken::new(self.0.clone())) })
    }
}
