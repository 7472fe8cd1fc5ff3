//! Where access tokens come from.
//!
//! See [authentication and authorization basics](https://learn.microsoft.com/graph/auth/auth-concepts).

mod static_token;

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::AccessTokenProvider;

pub use self::static_token::static_token;
use crate::cloud::Endpoints;
use crate::{Error, TenantId};

/// What a [`Graph`](crate::Graph) gets its access tokens with. Its `Debug` shows no secret.
#[derive(Clone)]
pub struct Credential {
    kind: Arc<dyn CredentialKind>,
}

/// A kind of credential, before it is known which cloud it is for.
pub(crate) trait CredentialKind: fmt::Debug + Send + Sync {
    /// The tenant of the tokens, where it is known by its id.
    fn tenant_id(&self) -> Option<TenantId> {
        None
    }

    /// What returns tokens, in the cloud of this context. Nothing is sent yet.
    fn provider(
        &self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error>;
}

/// What a credential gets to know of the client that it is for.
pub(crate) struct CredentialContext<'a> {
    /// Where tokens come from, and what they are for.
    #[cfg_attr(
        not(feature = "azure-identity"),
        expect(dead_code, reason = "no credential asks for a token")
    )]
    pub(crate) endpoints: &'a Endpoints,
    /// What to ask for them with.
    #[cfg_attr(
        not(feature = "azure-identity"),
        expect(dead_code, reason = "no credential asks for a token")
    )]
    pub(crate) http: &'a reqwest::Client,
}

impl Credential {
    pub(crate) fn new(kind: impl CredentialKind + 'static) -> Self {
        Self {
            kind: Arc::new(kind),
        }
    }

    /// A credential of one's own.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use msgraph_identity::generated::core::{AccessToken, AccessTokenFuture, AccessTokenProvider, TokenRequest};
    /// use msgraph_identity::{Graph, credential::Credential};
    ///
    /// struct Vault;
    ///
    /// impl AccessTokenProvider for Vault {
    ///     fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
    ///         Box::pin(async { Ok(AccessToken::new("eyJ0eXAi")) })
    ///     }
    /// }
    ///
    /// let graph = Graph::builder(Credential::from_provider(Arc::new(Vault))).build()?;
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
    pub fn from_provider(provider: Arc<dyn AccessTokenProvider>) -> Self {
        Self::new(OwnProvider(provider))
    }

    pub(crate) fn tenant_id(&self) -> Option<TenantId> {
        self.kind.tenant_id()
    }

    pub(crate) fn into_provider(
        self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        self.kind.provider(context)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.kind).finish()
    }
}

struct OwnProvider(Arc<dyn AccessTokenProvider>);

impl CredentialKind for OwnProvider {
    fn provider(&self, _: &CredentialContext<'_>) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        Ok(self.0.clone())
    }
}

impl fmt::Debug for OwnProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnProvider")
    }
}
