//! The credential that the environment selects.

mod authority_host;
mod choice;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::{
    AccessTokenFuture, AccessTokenProvider, AuthenticationError, TokenRequest,
};

use self::choice::Choice;
use super::application::unusable;
use super::environment::{AZURE_AUTHORITY_HOST, Environment, MSGRAPH_CLOUD};
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::{Cloud, Error, TenantId};

/// The credential that the environment selects.
///
/// `MSGRAPH_CREDENTIAL` names its kind. Without it, the first kind that is configured is used, in this order:
///
/// | `MSGRAPH_CREDENTIAL` | is configured by | and needs |
/// |---|---|---|
/// | `client-secret` | `AZURE_CLIENT_SECRET` | `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` |
/// | `client-certificate` | `AZURE_CLIENT_CERTIFICATE_PATH`, a file in PEM or PKCS#12, or PKCS#12 in base64 | `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`; may have `AZURE_CLIENT_CERTIFICATE_PASSWORD` for PKCS#12 and encrypted keys, and `AZURE_CLIENT_SEND_CERTIFICATE_CHAIN` (`1` or `true`) |
/// | `workload-identity` | `AZURE_FEDERATED_TOKEN_FILE`, or `AZURE_FEDERATED_TOKEN` with the token itself | `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` |
/// | `managed-identity` | `IDENTITY_ENDPOINT`; on a virtual machine by nothing, so it must be named there | may have `AZURE_CLIENT_ID`, that of a user-assigned identity |
/// | `github-actions` | `ACTIONS_ID_TOKEN_REQUEST_URL` together with `AZURE_CLIENT_ID` | `ACTIONS_ID_TOKEN_REQUEST_TOKEN`, `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` |
/// | `azure-cli` | the program `az` on `PATH` | may have `AZURE_TENANT_ID` |
///
/// There is no second choice: if the credential lacks a variable, or fails later, that is the error, and it says which credential it
/// was. `AZURE_AUTHORITY_HOST`, if it is set, must be the host or the URL of the authority of the client's cloud. A variable that is
/// empty counts as not set.
///
/// # Errors
///
/// [`Error::is_configuration`] if nothing is configured, or something is missing or cannot be used. The text says what was looked for. It
/// shows the value of a variable only if its form says that it is no secret, such as that of a path, a GUID or a host.
///
/// ```no_run
/// use msgraph_identity::{Cloud, Graph, credential};
///
/// let graph = Graph::builder(credential::from_env()?).cloud(Cloud::China).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
pub fn from_env() -> Result<Credential, Error> {
    in_environment(&Environment::process())
}

pub(crate) fn in_environment(environment: &Environment) -> Result<Credential, Error> {
    let choice = Choice::of(environment)?;
    tracing::info!(
        credential = choice.name(),
        "the environment selects the credential"
    );
    Ok(Credential::new(FromEnvironment {
        choice,
        credential: choice.credential(environment)?,
        authority_host: environment.text(AZURE_AUTHORITY_HOST)?,
    }))
}

/// The cloud that the environment names, or else the global one.
pub(crate) fn cloud_in_environment(environment: &Environment) -> Result<Cloud, Error> {
    let Some(name) = environment.text(MSGRAPH_CLOUD)? else {
        return Ok(Cloud::Global);
    };
    name.parse()
        .map_err(|error| unusable(format!("{MSGRAPH_CLOUD}: {error}")))
}

/// A credential, and the authority in the environment.
struct FromEnvironment {
    choice: Choice,
    credential: Credential,
    authority_host: Option<String>,
}

impl fmt::Debug for FromEnvironment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromEnvironment")
            .field("choice", &self.choice)
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

impl CredentialKind for FromEnvironment {
    fn tenant_id(&self) -> Option<TenantId> {
        self.credential.kind.tenant_id()
    }

    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        if let (Some(said), Some(used)) = (&self.authority_host, context.login_host()) {
            authority_host::check(said, used)?;
        }
        Ok(Arc::new(ChosenProvider {
            choice: self.choice,
            provider: self.credential.kind.provider(context)?,
        }))
    }
}

/// A provider whose errors say that the environment has selected it.
struct ChosenProvider {
    choice: Choice,
    provider: Arc<dyn AccessTokenProvider>,
}

impl AccessTokenProvider for ChosenProvider {
    fn access_token(&self, request: TokenRequest) -> AccessTokenFuture<'_> {
        Box::pin(async move {
            let token = self.provider.access_token(request).await;
            token.map_err(|error| match error.downcast::<AuthenticationError>() {
                Ok(error) => error.with_hint(self.choice.hint()).into(),
                Err(error) => error,
            })
        })
    }

    fn kind(&self) -> &str {
        self.provider.kind()
    }
}
