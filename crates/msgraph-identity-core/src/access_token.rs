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

    /// Whether the token has the form of a bearer token: letters, digits and `-._~+/`, then any number of `=` (RFC 6750, section
    /// 2.1). Another one is never sent.
    ///
    /// ```
    /// use msgraph_identity_core::AccessToken;
    ///
    /// assert!(AccessToken::new("eyJ0eXAi.e30.c2ln").is_well_formed());
    /// assert!(!AccessToken::new("Bearer eyJ0eXAi.e30.c2ln").is_well_formed());
    /// ```
    pub fn is_well_formed(&self) -> bool {
        let unpadded = self.secret.expose().trim_end_matches('=');
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
        !unpadded.is_empty() && unpadded.bytes().all(is_inside)
    }

    pub(crate) fn into_parts(self) -> (Secret, Option<SystemTime>) {
        (self.secret, self.expires_on)
    }
}

/// Why a provider is asked for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenRequest {
    /// There is no token, or it is about to expire.
    Needed,
    /// The token that the provider returned last is not used any more: the service has rejected it, or the caller has dropped it. So
    /// that one must not come from a cache again.
    Rejected,
    /// The service has rejected the token, and wants one with these claims, a JSON object for the token endpoint.
    ///
    /// Most challenges want a token that was issued later (`nbf`), which any new token is. See
    /// [claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge).
    ClaimsChallenge(String),
}

impl TokenRequest {
    /// The claims that the service wants in the token, as JSON for the token endpoint.
    ///
    /// ```
    /// use msgraph_identity_core::TokenRequest;
    ///
    /// let request = TokenRequest::ClaimsChallenge(r#"{"access_token":{}}"#.to_owned());
    /// assert_eq!(request.claims(), Some(r#"{"access_token":{}}"#));
    /// assert!(request.must_be_new());
    /// assert_eq!(TokenRequest::Rejected.claims(), None);
    /// ```
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::ClaimsChallenge(claims) => Some(claims),
            Self::Needed | Self::Rejected => None,
        }
    }

    /// Whether a token from a cache of the provider is of no use.
    pub fn must_be_new(&self) -> bool {
        *self != Self::Needed
    }
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

    /// What kind of provider this is, for errors. The default is the name of its type.
    fn kind(&self) -> &str {
        std::any::type_name::<Self>()
    }
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

    fn kind(&self) -> &str {
        "static_token"
    }
}
