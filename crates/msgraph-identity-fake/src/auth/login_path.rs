//! The paths of the login service and of managed identities.

use super::EndpointVersion;
use super::{aadsts, managed_identity, openid_configuration, token_endpoint};
use crate::fake_response::FakeResponse;
use crate::faults::InjectedError;
use crate::graph_operation::Operation;
use crate::graph_path;
use crate::graph_request::Received;
use crate::state::FakeState;

/// An endpoint that does not belong to Microsoft Graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoginPath {
    /// `/{tenant}/oauth2/v2.0/token`, or `/{tenant}/oauth2/token` of v1.0
    Token(String, EndpointVersion),
    /// `/{tenant}/v2.0/.well-known/openid-configuration`, or without `v2.0`
    OpenIdConfiguration(String, EndpointVersion),
    /// `/{tenant}/discovery/v2.0/keys`
    Keys,
    /// `/common/discovery/instance`
    InstanceDiscovery,
    /// App Service: what `IDENTITY_ENDPOINT` names.
    AppService,
    /// Virtual machines: IMDS.
    InstanceMetadata,
}

impl LoginPath {
    pub(crate) fn find(path: &str) -> Option<Self> {
        let segments = graph_path::segments(path).ok()?;
        let lower: Vec<String> = segments
            .iter()
            .map(|segment| segment.to_ascii_lowercase())
            .collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match lower.as_slice() {
            [tenant, "oauth2", "v2.0", "token"] => {
                Some(Self::Token((*tenant).to_owned(), EndpointVersion::V2))
            }
            [tenant, "oauth2", "token"] => {
                Some(Self::Token((*tenant).to_owned(), EndpointVersion::V1))
            }
            [tenant, "v2.0", ".well-known", "openid-configuration"] => Some(
                Self::OpenIdConfiguration((*tenant).to_owned(), EndpointVersion::V2),
            ),
            [tenant, ".well-known", "openid-configuration"] => Some(Self::OpenIdConfiguration(
                (*tenant).to_owned(),
                EndpointVersion::V1,
            )),
            [_, "discovery", "v2.0", "keys"] | [_, "discovery", "keys"] => Some(Self::Keys),
            ["common", "discovery", "instance"] => Some(Self::InstanceDiscovery),
            ["msi", "token"] => Some(Self::AppService),
            ["metadata", "identity", "oauth2", "token"] => Some(Self::InstanceMetadata),
            _ => None,
        }
    }

    /// The operation, if the endpoint has one.
    pub(crate) fn operation(&self) -> Option<Operation> {
        match self {
            Self::Token(..) => Some(Operation::RequestToken),
            Self::AppService | Self::InstanceMetadata => {
                Some(Operation::RequestManagedIdentityToken)
            }
            Self::OpenIdConfiguration(..) | Self::Keys | Self::InstanceDiscovery => None,
        }
    }

    pub(crate) fn respond(&self, state: &FakeState, request: &Received) -> FakeResponse {
        match self {
            Self::Token(tenant, version) => {
                token_endpoint::respond(state, request, tenant, *version)
            }
            Self::OpenIdConfiguration(tenant, version) => {
                openid_configuration::respond(state, request, tenant, *version)
            }
            Self::Keys => openid_configuration::keys(),
            Self::InstanceDiscovery => openid_configuration::instance_discovery(request),
            Self::AppService => managed_identity::app_service(state, request),
            Self::InstanceMetadata => managed_identity::instance_metadata(state, request),
        }
    }

    /// An injected error in the shape of the endpoint.
    pub(crate) fn injected(
        &self,
        state: &FakeState,
        request: &Received,
        error: &InjectedError,
    ) -> FakeResponse {
        match self {
            Self::AppService => managed_identity::app_service_error(error.status, &error.message),
            Self::InstanceMetadata => {
                let code = aadsts::oauth_error(error.status, error.code.as_deref());
                managed_identity::instance_metadata_error(error.status, code, &error.message)
            }
            _ => aadsts::injected(
                error,
                state.clock.now(),
                request.header("client-request-id"),
            ),
        }
    }
}
