//! An application that signs in with an assertion of who it is: its own, or another issuer's.

use std::sync::Arc;

use azure_core::http::ClientOptions;
use azure_identity::{
    ClientAssertion, ClientAssertionCredential, ClientAssertionCredentialOptions,
};
use msgraph_identity_core::AccessTokenProvider;

use super::CredentialContext;
use super::application::Application;
use super::token_credential::provider;
use crate::Error;

/// A provider that signs the application in with this assertion.
pub(super) fn provider_with<A: ClientAssertion + Clone + 'static>(
    context: &CredentialContext<'_>,
    kind: &'static str,
    application: Application,
    client_options: ClientOptions,
    assertion: A,
) -> Result<Arc<dyn AccessTokenProvider>, Error> {
    provider(context, kind, move || {
        let options = ClientAssertionCredentialOptions {
            client_options: client_options.clone(),
        };
        let credential = ClientAssertionCredential::new(
            application.tenant.clone(),
            application.client_id.clone(),
            assertion.clone(),
            Some(options),
        )?;
        Ok(credential)
    })
}
