//! Tokens that the caller gets: from a provider, or one beforehand.

use std::error;
use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::{AccessToken, AccessTokenProvider, Secret, StaticToken};

use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::error::Configuration;

impl Credential {
    /// A credential that gets its tokens from this provider.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use msgraph_identity::generated::core::{AccessToken, AccessTokenFuture, AccessTokenProvider, TokenRequest};
    /// use msgraph_identity::{Graph, credential::Credential};
    ///
    /// struct Vault;
    ///
    /// impl AccessTokenProvider for Vault {
    ///     fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_> {
    ///         Box::pin(async move {
    ///             if let Some(claims) = request.claims() {
    ///                 // Pass them to the token endpoint as the parameter `claims`.
    ///             }
    ///             if request.must_be_new() {
    ///                 // The token that was returned last is of no use any more.
    ///             }
    ///             Ok(AccessToken::new("eyJ0eXAi"))
    ///         })
    ///     }
    /// }
    ///
    /// let graph = Graph::builder(Credential::from_provider(Arc::new(Vault))).build()?;
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
    pub fn from_provider(provider: Arc<dyn AccessTokenProvider>) -> Self {
        Self::from_fn(move |_| Ok(provider.clone()))
    }

    /// A credential that gets its tokens from a provider which depends on the client: on the scope and login host of its cloud, or on its
    /// HTTP client.
    ///
    /// The function is called by [`GraphBuilder::build`](crate::GraphBuilder::build), which returns its error.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use msgraph_identity::generated::core::StaticToken;
    /// use msgraph_identity::{Cloud, Graph, credential::Credential};
    ///
    /// let credential = Credential::from_fn(|context| {
    ///     assert_eq!(context.scope(), "https://graph.microsoft.us/.default");
    ///     assert_eq!(context.login_host(), Some("https://login.microsoftonline.us"));
    ///     Ok(Arc::new(StaticToken::new("eyJ0eXAi")))
    /// });
    /// let graph = Graph::builder(credential).cloud(Cloud::UsGovernmentL4).build()?;
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
    pub fn from_fn<F>(make_provider: F) -> Self
    where
        F: Fn(
                &CredentialContext<'_>,
            )
                -> Result<Arc<dyn AccessTokenProvider>, Box<dyn error::Error + Send + Sync>>
            + Send
            + Sync
            + 'static,
    {
        Self::new(OwnProvider(Box::new(make_provider)))
    }
}

/// An access token for Microsoft Graph that is never refreshed: for tests, and for programs that end before the token does (after an
/// hour or so). It is the token itself, without the word `Bearer`.
///
/// # Errors
///
/// [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error if this cannot be a bearer token.
pub fn static_token(token: impl Into<Secret>) -> Credential {
    Credential::new(Token(token.into()))
}

#[derive(Debug)]
struct Token(Secret);

impl CredentialKind for Token {
    fn provider(&self, _: &CredentialContext<'_>) -> Provided {
        if AccessToken::new(self.0.clone()).is_well_formed() {
            Ok(Arc::new(StaticToken::new(self.0.clone())))
        } else {
            Err(Configuration::NotAToken.into())
        }
    }
}

struct OwnProvider(Box<MakeProvider>);

type MakeProvider = dyn Fn(
        &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Box<dyn error::Error + Send + Sync>>
    + Send
    + Sync;

impl CredentialKind for OwnProvider {
    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        (self.0)(context).map_err(|error| {
            let text = format!("the credential cannot be used: {error}");
            Configuration::Credential(text.into(), Some(error)).into()
        })
    }
}

impl fmt::Debug for OwnProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnProvider")
    }
}
