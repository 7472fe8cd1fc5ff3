//! The authority that gives out tokens, as azure_identity has to know it.

use std::sync::Arc;

use azure_core::cloud::{CloudConfiguration, CustomConfiguration};
use azure_core::http::{ClientOptions, RetryOptions, Transport};
use azure_identity::{
    ClientAssertion, ClientAssertionCredential, ClientAssertionCredentialOptions,
};

use super::application::{Application, unusable};
use super::claims::AddClaims;
use super::token_credential::provider;
use super::token_endpoint::{Kind, TokenEndpoint};
use super::{CredentialContext, Provided};
use crate::Error;

/// Where an application signs in, and with which connections.
pub(super) struct Authority {
    /// Scheme, host and port.
    pub(super) login_host: String,
    pub(super) client_options: ClientOptions,
}

impl Authority {
    /// The authority of the cloud, for an application that may sign in there. azure_identity would use the one in the environment.
    pub(super) fn of(
        application: &Application,
        context: &CredentialContext<'_>,
    ) -> Result<Self, Error> {
        application.check()?;
        let login_host = context.login_host().ok_or_else(|| {
            unusable(
                "the custom cloud has no login host, which this credential needs; set it with CustomCloud::login_host",
            )
        })?;
        let mut cloud = CustomConfiguration::default();
        cloud.authority_host = login_host.to_owned();
        let endpoint = TokenEndpoint::new(Kind::Authority, context.http, context);
        Ok(Self {
            login_host: login_host.to_owned(),
            client_options: ClientOptions {
                cloud: Some(Arc::new(CloudConfiguration::Custom(cloud))),
                per_call_policies: vec![Arc::new(AddClaims)],
                transport: Some(Transport::new(Arc::new(endpoint))),
                // The endpoint repeats requests itself.
                retry: RetryOptions::none(),
                ..ClientOptions::default()
            },
        })
    }

    /// A provider that signs the application in with this assertion.
    pub(super) fn provider_with<A: ClientAssertion + Clone + 'static>(
        self,
        context: &CredentialContext<'_>,
        kind: &'static str,
        application: Application,
        assertion: A,
    ) -> Provided {
        provider(context, kind, move || {
            let options = ClientAssertionCredentialOptions {
                client_options: self.client_options.clone(),
            };
            let Application { tenant, client_id } = application.clone();
            let (assertion, options) = (assertion.clone(), Some(options));
            Ok(ClientAssertionCredential::new(
                tenant, client_id, assertion, options,
            )?)
        })
    }
}
