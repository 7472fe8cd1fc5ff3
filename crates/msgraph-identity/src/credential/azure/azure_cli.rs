//! Whoever has signed in to the Azure CLI.

use std::sync::Arc;

use azure_identity::{AzureCliCredential, AzureCliCredentialOptions};
use msgraph_identity_core::AccessTokenProvider;

use super::application::check_tenant;
use super::token_credential::provider;
use super::{Credential, CredentialContext, CredentialKind};
use crate::{Error, TenantId};

/// Whoever has signed in with `az login`: runs `az account get-access-token`, of version 2.54 or newer.
///
/// For people this is mostly a 403: the application of the Azure CLI has few permissions for Microsoft Graph, and none of those
/// that this crate's operations need. It works where an application has signed in, by `az login --service-principal`. The cloud of
/// `az` must be that of the client: see `az cloud set`.
///
/// ```
/// use msgraph_identity::{Graph, credential};
///
/// let graph = Graph::builder(credential::azure_cli().tenant("contoso.onmicrosoft.com")).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
///
/// See [az account get-access-token](https://learn.microsoft.com/cli/azure/account#az-account-get-access-token).
pub fn azure_cli() -> AzureCli {
    AzureCli { tenant: None }
}

/// The Azure CLI as a credential: see [`azure_cli`].
#[derive(Clone, Debug)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct AzureCli {
    tenant: Option<String>,
}

impl AzureCli {
    /// The tenant to get a token for, by its id or one of its domains; that of the current subscription, unless said otherwise.
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }
}

impl From<AzureCli> for Credential {
    fn from(azure_cli: AzureCli) -> Self {
        Self::new(azure_cli)
    }
}

impl CredentialKind for AzureCli {
    fn tenant_id(&self) -> Option<TenantId> {
        self.tenant.as_ref()?.parse().ok()
    }

    fn provider(
        &self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        if let Some(tenant) = &self.tenant {
            check_tenant(tenant)?;
        }
        let tenant_id = self.tenant.clone();
        provider(context, move || {
            let options = AzureCliCredentialOptions {
                tenant_id: tenant_id.clone(),
                ..AzureCliCredentialOptions::default()
            };
            let credential = AzureCliCredential::new(Some(options))?;
            Ok(credential)
        })
    }
}
