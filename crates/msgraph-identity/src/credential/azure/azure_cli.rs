//! The account that is signed in to the Azure CLI.

mod output;
mod process;

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::{AccessTokenFuture, AccessTokenProvider, Clock, TokenRequest};
use tokio::process::Command;

use super::application::{ShownTenant, check_tenant};
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::TenantId;

/// What the program is called.
pub(super) const PROGRAM: &str = if cfg!(windows) { "az.cmd" } else { "az" };

/// The account that is signed in with `az login`: runs `az account get-access-token`, of version 2.54 or newer.
///
/// For users, Microsoft Graph mostly answers 403: the application of the Azure CLI has few permissions for Microsoft Graph, and none
/// of those that this crate's operations need. It works if an application is signed in, with `az login --service-principal`. The cloud
/// of `az` must be that of the client: see `az cloud set`.
///
/// # Errors
///
/// The error of a call has the text that `az` writes to its standard error, without what looks like a secret. What it writes to its
/// standard output is never shown. If `az` takes longer than 13 seconds, it is killed, and the error is
/// [transient](crate::Error::is_transient). If it writes more than 1 MiB, it is killed, too. Processes that it has started may go on.
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
#[derive(Clone)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct AzureCli {
    tenant: Option<String>,
}

impl AzureCli {
    /// The tenant to get a token for, by its id or one of its domains. Without it, that of the current subscription.
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }
}

impl fmt::Debug for AzureCli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenant = self.tenant.as_deref().map(ShownTenant);
        f.debug_struct("AzureCli").field("tenant", &tenant).finish()
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

    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        if let Some(tenant) = &self.tenant {
            check_tenant(tenant)?;
        }
        Ok(Arc::new(Provider {
            tenant: self.tenant.clone(),
            scope: context.scope().to_owned(),
            clock: context.clock().clone(),
        }))
    }
}

struct Provider {
    tenant: Option<String>,
    scope: String,
    clock: Arc<dyn Clock>,
}

impl Provider {
    fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args([
            "account",
            "get-access-token",
            "-o",
            "json",
            "--scope",
            &self.scope,
        ]);
        if let Some(tenant) = &self.tenant {
            command.args(["--tenant", tenant]);
        }
        // No colours around the JSON, and no program of the current folder.
        command.env("AZURE_CORE_NO_COLOR", "true");
        if cfg!(unix) {
            command.current_dir("/");
        }
        command
    }
}

impl AccessTokenProvider for Provider {
    fn access_token(&self, _: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async {
            let output = process::run(self.command(), &*self.clock).await?;
            Ok(output::token(&output)?)
        })
    }

    fn kind(&self) -> &str {
        "azure_cli"
    }
}
