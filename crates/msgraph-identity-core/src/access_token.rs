//! Where access tokens come from. Caching and refreshing them is a provider's work, above this seam.

use std::error::Error;
use std::pin::Pin;

use crate::Secret;

/// The future of an access token, or of why there is none.
pub type AccessTokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Secret, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// A source of access tokens for Microsoft Graph.
///
/// Asked before every request: an implementation that fetches tokens keeps them while they are valid.
pub trait AccessTokenProvider: Send + Sync {
    /// The token to send as `Authorization: Bearer …`, without the word `Bearer`.
    ///
    /// # Errors
    ///
    /// Whatever kept the provider from a token. It ends up in errors and logs: neither its `Display` nor its `Debug` may show a secret.
    fn access_token(&self) -> AccessTokenFuture<'_>;
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
    fn access_token(&self) -> AccessTokenFuture<'_> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}
