//! An application that signs in with the token of another issuer: of a Kubernetes cluster, or of a pipeline.

mod assertion;
mod github_actions;

use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use msgraph_identity_core::Secret;

use self::assertion::Assertion;
use self::github_actions::GitHubActions;
use super::application::{Application, ShownTenant};
use super::authority::Authority;
use super::environment::{
    AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN, AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID,
    Environment, missing,
};
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::credential::foreign::ShownId;
use crate::{Error, TenantId};

/// An application that signs in with the token of another issuer, for example the service account token of a pod in Kubernetes.
///
/// The token comes from a file, which is read for each sign-in; or it is a text, or what a function returns; or GitHub issues it to a
/// workflow. The last of the methods counts. What is not set comes from the environment: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`, and
/// `AZURE_FEDERATED_TOKEN_FILE` or else `AZURE_FEDERATED_TOKEN`, which has the token itself. The token is sent to the authority of the
/// cloud, as a client assertion.
///
/// # Errors
///
/// [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error if a variable is missing. A file that cannot be read is an error
/// of the call. No error shows the token, not even if a variable has it in place of a path.
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
#[derive(Clone)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct WorkloadIdentity {
    tenant: Option<String>,
    client_id: Option<String>,
    source: Source,
    environment: Environment,
}

/// Where the other issuer's token comes from.
#[derive(Clone, Debug)]
enum Source {
    Environment,
    GitHubActions,
    Known(Assertion),
}

impl WorkloadIdentity {
    pub(super) fn in_environment(environment: Environment) -> Self {
        Self {
            tenant: None,
            client_id: None,
            source: Source::Environment,
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
        self.source = Source::Known(Assertion::File(token_file.into()));
        self
    }

    /// The other issuer's token itself. It is used for each sign-in, so the program must end before the token does.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.source = Source::Known(Assertion::Text(token.into()));
        self
    }

    /// The other issuer's token from a function, which is called for each sign-in. Its error may not show a secret.
    ///
    /// ```
    /// use msgraph_identity::credential;
    /// use msgraph_identity::generated::core::Secret;
    ///
    /// # async fn from_vault() -> Result<Secret, std::io::Error> { unimplemented!() }
    /// let credential = credential::workload_identity().token_from(|| async {
    ///     let token = from_vault().await?;
    ///     Ok(token)
    /// });
    /// ```
    pub fn token_from<F, R>(mut self, function: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Secret, Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        let function = Arc::new(move || -> assertion::TokenFuture { Box::pin(function()) });
        self.source = Source::Known(Assertion::Function(function));
        self
    }

    /// The token that GitHub issues to a workflow with the permission `id-token: write`. It is asked for at each sign-in, at the address
    /// in `ACTIONS_ID_TOKEN_REQUEST_URL`, with the token in `ACTIONS_ID_TOKEN_REQUEST_TOKEN`, for the audience of the cloud:
    /// `api://AzureADTokenExchange` in the global one.
    ///
    /// See [OpenID Connect in Azure](https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure).
    pub fn github_actions(mut self) -> Self {
        self.source = Source::GitHubActions;
        self
    }

    fn required(&self, own: Option<&String>, variable: &str) -> Result<String, Error> {
        match own {
            Some(own) => Ok(own.clone()),
            None => self.environment.required(variable, "the workload identity"),
        }
    }

    fn assertion(&self, context: &CredentialContext<'_>) -> Result<Assertion, Error> {
        match &self.source {
            Source::Known(assertion) => Ok(assertion.clone()),
            Source::GitHubActions => {
                let github = GitHubActions::in_environment(&self.environment, context)?;
                Ok(Assertion::GitHubActions(Arc::new(github)))
            }
            Source::Environment => {
                if let Some(file) = self.environment.path(AZURE_FEDERATED_TOKEN_FILE) {
                    return Ok(Assertion::File(file));
                }
                let token = self.environment.text(AZURE_FEDERATED_TOKEN)?;
                token
                    .map(|token| Assertion::Text(token.into()))
                    .ok_or_else(|| {
                        let variables =
                            format!("{AZURE_FEDERATED_TOKEN_FILE} or {AZURE_FEDERATED_TOKEN}");
                        missing(&variables, "the workload identity")
                    })
            }
        }
    }
}

impl fmt::Debug for WorkloadIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkloadIdentity")
            .field("tenant", &self.tenant.as_deref().map(ShownTenant))
            .field("client_id", &self.client_id.as_deref().map(ShownId))
            .field("source", &self.source)
            .finish_non_exhaustive()
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

    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        let application = Application::new(
            self.required(self.tenant.as_ref(), AZURE_TENANT_ID)?,
            self.required(self.client_id.as_ref(), AZURE_CLIENT_ID)?,
        );
        let assertion = self.assertion(context)?;
        let authority = Authority::of(&application, context)?;
        authority.provider_with(context, "workload_identity", application, assertion)
    }
}
