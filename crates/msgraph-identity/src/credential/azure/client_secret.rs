//! An application that signs in with a secret.

use azure_core::credentials::Secret as AzureSecret;
use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use msgraph_identity_core::Secret;

use super::application::{Application, unusable};
use super::authority::Authority;
use super::token_credential::provider;
use super::{Credential, CredentialContext, CredentialKind, Provided};
use crate::TenantId;

/// An application that signs in with a client secret, at the authority of the cloud: see
/// [`CredentialContext::login_host`](super::CredentialContext::login_host). No variable of the environment is read.
///
/// The tenant is its id or one of its domains. If it is the id, the client refuses it as a partner of itself. The secret is its *value*,
/// not its id.
///
/// # Errors
///
/// [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error if the tenant, the client id or the secret cannot be used. The
/// error of a call has the code of Microsoft Entra, such as `AADSTS7000215` for a wrong secret. No error shows the secret, not even if
/// the authority sends it back.
///
/// ```
/// use msgraph_identity::{Graph, credential};
///
/// let tenant = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01";
/// let credential = credential::client_secret(tenant, "22222222-2222-4222-8222-222222222222", "the-secret");
/// let graph = Graph::builder(credential).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
///
/// See [application registration](https://learn.microsoft.com/graph/auth-register-app-v2).
pub fn client_secret(
    tenant: impl Into<String>,
    client_id: impl Into<String>,
    secret: impl Into<Secret>,
) -> Credential {
    Credential::new(ClientSecret {
        application: Application::new(tenant, client_id),
        secret: secret.into(),
    })
}

#[derive(Clone, Debug)]
struct ClientSecret {
    application: Application,
    secret: Secret,
}

impl CredentialKind for ClientSecret {
    fn tenant_id(&self) -> Option<TenantId> {
        self.application.tenant_id()
    }

    fn provider(&self, context: &CredentialContext<'_>) -> Provided {
        let Authority { client_options, .. } = Authority::of(&self.application, context)?;
        let secret = self.secret.expose();
        if secret.is_empty() || secret.contains(char::is_control) {
            return Err(unusable(
                "the client secret is empty or has a line break; pass its value alone",
            ));
        }
        let Self {
            application,
            secret,
        } = self.clone();
        provider(context, "client_secret", move || {
            let options = ClientSecretCredentialOptions {
                client_options: client_options.clone(),
            };
            let credential = ClientSecretCredential::new(
                &application.tenant,
                application.client_id.clone(),
                AzureSecret::new(secret.expose().to_owned()),
                Some(options),
            )?;
            Ok(credential)
        })
    }
}
