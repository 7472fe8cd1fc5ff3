//! Where access tokens come from.
//!
//! | credential | for | cloud |
//! |---|---|---|
//! | [`client_secret`], [`client_certificate`] | an application that has a secret or a private key | each |
//! | [`workload_identity`] | a pod of Kubernetes, a pipeline: an application with the token of another issuer | each |
//! | [`managed_identity`] | a machine or a service of Azure | the one it runs in |
//! | [`azure_cli`] | the account that is signed in with `az login` | the one of `az cloud set` |
//! | [`from_env`] | one of these, as variables of the environment select | |
//! | [`token_credential`] | any other credential of the Azure SDK | the one it was made for |
//! | [`static_token`], [`Credential::from_provider`], [`Credential::from_fn`] | tokens that you get yourself | |
//!
//! All but the last row need the feature `azure-identity`, which is on by default. A token is requested when the first request is sent,
//! and kept until it expires.
//!
//! No error and no `Debug` shows a secret. Values of the environment, of files, of programs and of token endpoints are shown only if
//! their form says that they are no secrets, as with a GUID, a host or a short path. Otherwise the text says what they look like.
//!
//! See [authentication and authorization basics](https://learn.microsoft.com/graph/auth/auth-concepts).

#[cfg(feature = "azure-identity")]
mod azure;
mod context;
#[cfg_attr(not(any(feature = "azure-identity", test)), expect(dead_code))]
pub(crate) mod foreign;
mod own_provider;

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::AccessTokenProvider;

#[cfg(feature = "azure-identity")]
pub use self::azure::{
    AzureCli, ClientCertificate, ManagedIdentity, TokenCredential, WorkloadIdentity, azure_cli,
    client_certificate, client_secret, from_env, managed_identity, token_credential,
    workload_identity,
};
#[cfg(feature = "azure-identity")]
pub(crate) use self::azure::{Environment, cloud_in_environment, in_environment};
pub use self::context::CredentialContext;
pub use self::own_provider::static_token;
use crate::{Error, TenantId};

/// How a [`Graph`](crate::Graph) gets its access tokens. Cloning is cheap. `Debug` shows no secret.
#[derive(Clone)]
pub struct Credential {
    pub(crate) kind: Arc<dyn CredentialKind>,
}

/// The provider of a credential, or why the client cannot be built with it.
pub(crate) type Provided = Result<Arc<dyn AccessTokenProvider>, Error>;

/// A kind of credential, which is not yet for a certain cloud.
pub(crate) trait CredentialKind: fmt::Debug + Send + Sync {
    /// The tenant of the tokens, if it is known by its id.
    fn tenant_id(&self) -> Option<TenantId> {
        None
    }

    /// The provider of tokens for this client. Nothing is sent yet.
    fn provider(&self, context: &CredentialContext<'_>) -> Provided;
}

impl Credential {
    pub(crate) fn new(kind: impl CredentialKind + 'static) -> Self {
        Self {
            kind: Arc::new(kind),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.kind).finish()
    }
}
