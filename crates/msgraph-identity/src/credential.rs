//! Where access tokens come from.
//!
//! | credential | for | in the cloud |
//! |---|---|---|
//! | [`client_secret`], [`client_certificate`] | an application that keeps a secret or a private key | everywhere |
//! | [`workload_identity`] | a pod of Kubernetes, a pipeline: the token of another issuer in a file | everywhere |
//! | [`managed_identity`] | a machine or a service of Azure | where it runs |
//! | [`azure_cli`] | whoever has signed in with `az login` | as `az cloud set` says |
//! | [`from_env`] | one of these, as the environment says | |
//! | [`token_credential`] | any other credential of the Azure SDK | as it was made |
//! | [`static_token`], [`Credential::from_provider`], [`Credential::from_fn`] | tokens of one's own | |
//!
//! All but the last row need the feature `azure-identity`, which is on unless it is turned off. A token is asked for when the first
//! request is sent, and kept for as long as it is good.
//!
//! See [authentication and authorization basics](https://learn.microsoft.com/graph/auth/auth-concepts).

#[cfg(feature = "azure-identity")]
mod azure;
mod context;
mod own_provider;
mod static_token;

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
pub use self::static_token::static_token;
use crate::{Error, TenantId};

/// What a [`Graph`](crate::Graph) gets its access tokens with. Cheap to clone; its `Debug` shows no secret.
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

    /// What returns tokens for this client. Nothing is sent yet.
    fn provider(
        &self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error>;
}

impl Credential {
    pub(crate) fn new(kind: impl CredentialKind + 'static) -> Self {
        Self {
            kind: Arc::new(kind),
        }
    }

    pub(crate) fn tenant_id(&self) -> Option<TenantId> {
        self.kind.tenant_id()
    }

    pub(crate) fn provider(
        &self,
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
