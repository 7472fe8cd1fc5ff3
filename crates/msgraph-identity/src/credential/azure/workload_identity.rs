//! An application that signs in with the token of another issuer: of a Kubernetes cluster, of a pipeline.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use azure_core::error::ErrorKind;
use azure_core::http::ClientMethodOptions;
use azure_identity::ClientAssertion;
use msgraph_identity_core::{AccessTokenProvider, AuthenticationError};

use super::application::Application;
use super::authority::Authority;
use super::client_assertion::provider_with;
use super::environment::{
    AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID, Environment,
};
use super::{Credential, CredentialContext, CredentialKind};
use crate::{Error, TenantId};

/// An application that signs in with the token of another issuer, which a file holds: the service account token of a pod in
/// Kubernetes, for example. The file is read anew for each sign-in.
///
/// What is not set comes from the environment: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, `AZURE_FEDERATED_TOKEN_FILE`.
///
/// ```
/// use msgraph_identity::{Graph, credential};
///
/// let credential = credential::workload_identity()
///     .tenant("contoso.onmicrosoft.com")
///     .client_id("22222222-2222-4222-8222-222222222222")
///     .token_file("/var/run/secrets/azure/tokens/azure-identity-token");
/// let graph = Graph::builder(credential).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
///
/// See [workload identity federation](https://learn.microsoft.com/entra/workload-id/workload-identity-federation).
pub fn workload_identity() -> WorkloadIdentity {
    WorkloadIdentity::in_environment(Environment::process())
}

/// A workload identity: see [`workload_identity`].
#[derive(Clone, Debug)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct WorkloadIdentity {
    tenant: Option<String>,
    client_id: Option<String>,
    token_file: Option<PathBuf>,
    environment: Environment,
}

impl WorkloadIdentity {
    pub(super) fn in_environment(environment: Environment) -> Self {
        Self {
            tenant: None,
            client_id: None,
            token_file: None,
            environment,
        }
    }

    /// The tenant, by its id or one of its domains.
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }

    /// The application (client) id.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = Some(client_id.into());
        self
    }

    /// The file with the other issuer's token.
    pub fn token_file(mut self, token_file: impl Into<PathBuf>) -> Self {
        self.token_file = Some(token_file.into());
        self
    }

    fn required(&self, own: Option<&String>, variable: &str) -> Result<String, Error> {
        match own {
            Some(own) => Ok(own.clone()),
            None => self.environment.required(variable, "the workload identity"),
        }
    }
}

impl From<WorkloadIdentity> for Credential {
    fn from(workload_identity: WorkloadIdentity) -> Self {
        Self::new(workload_identity)
    }
}

impl CredentialKind for WorkloadIdentity {
    fn tenant_id(&self) -> Option<TenantId> {
        let tenant = self.required(self.tenant.as_ref(), AZURE_TENANT_ID);
        tenant.ok()?.parse().ok()
    }

    fn provider(
        &self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        let application = Application::new(
            self.required(self.tenant.as_ref(), AZURE_TENANT_ID)?,
            self.required(self.client_id.as_ref(), AZURE_CLIENT_ID)?,
        );
        let Authority { client_options, .. } = Authority::of(&application, context)?;
        let token_file = match &self.token_file {
            Some(token_file) => token_file.clone(),
            None => self
                .environment
                .required_path(AZURE_FEDERATED_TOKEN_FILE, "the workload identity")?,
        };
        provider_with(context, application, client_options, TokenFile(token_file))
    }
}

/// The token of the other issuer, read when it is needed: issuers replace it within the hour.
#[derive(Clone, Debug)]
struct TokenFile(PathBuf);

#[async_trait::async_trait]
impl ClientAssertion for TokenFile {
    async fn secret(&self, _: Option<ClientMethodOptions<'_>>) -> azure_core::Result<String> {
        let token = read_token(&self.0).await;
        token.map_err(|error| azure_core::Error::new(ErrorKind::Other, error))
    }
}

async fn read_token(path: &Path) -> Result<String, AuthenticationError> {
    let failed = |reason: &str| {
        let path = path.display();
        AuthenticationError::new(format!(
            "the token file {path} of the workload identity {reason}"
        ))
    };
    let text = tokio::fs::read_to_string(path)
        .await
        .map_err(|error| failed(&format!("cannot be read: {error}")).with_source(error))?;
    match text.trim_ascii() {
        "" => Err(failed("is empty")),
        token => Ok(token.to_owned()),
    }
}
