//! The paths of the login service and of managed identities, beside those of Microsoft Graph.

use super::{managed_identity, openid_configuration, token_endpoint};
use crate::answer::Answer;
use crate::operation::Operation;
use crate::received::Received;
use crate::segments;
use crate::service::Service;

/// An endpoint that is none of Microsoft Graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoginTarget {
    /// `/{tenant}/oauth2/v2.0/token`
    Token(String),
    /// `/{tenant}/v2.0/.well-known/openid-configuration`
    OpenIdConfiguration(String),
    /// `/{tenant}/discovery/v2.0/keys`
    Keys,
    /// `/common/discovery/instance`
    InstanceDiscovery,
    /// App Service: what `IDENTITY_ENDPOINT` names.
    AppService,
    /// Virtual machines: IMDS.
    InstanceMetadata,
}

impl LoginTarget {
    pub(crate) fn find(path: &str) -> Option<Self> {
        let segments = segments::decode(path).ok()?;
        let lower: Vec<String> = segments
            .iter()
            .map(|segment| segment.to_ascii_lowercase())
            .collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match lower.as_slice() {
            [tenant, "oauth2", "v2.0", "token"] => Some(Self::Token((*tenant).to_owned())),
            [tenant, "v2.0", ".well-known", "openid-configuration"] => {
                Some(Self::OpenIdConfiguration((*tenant).to_owned()))
            }
            [_, "discovery", "v2.0", "keys"] => Some(Self::Keys),
            ["common", "discovery", "instance"] => Some(Self::InstanceDiscovery),
            ["msi", "token"] => Some(Self::AppService),
            ["metadata", "identity", "oauth2", "token"] => Some(Self::InstanceMetadata),
            _ => None,
        }
    }

    /// The operation, for what has one.
    pub(crate) fn operation(&self) -> Option<Operation> {
        match self {
            Self::Token(_) => Some(Operation::RequestToken),
            Self::AppService | Self::InstanceMetadata => {
                Some(Operation::RequestManagedIdentityToken)
            }
            Self::OpenIdConfiguration(_) | Self::Keys | Self::InstanceDiscovery => None,
        }
    }

    pub(crate) fn answer(&self, service: &Service, request: &Received) -> Answer {
        match self {
            Self::Token(tenant) => token_endpoint::answer(service, request, tenant),
            Self::OpenIdConfiguration(tenant) => {
                openid_configuration::answer(service, request, tenant)
            }
            Self::Keys => openid_configuration::keys(),
            Self::InstanceDiscovery => openid_configuration::instance_discovery(request),
            Self::AppService => managed_identity::app_service(service, request),
            Self::InstanceMetadata => managed_identity::instance_metadata(service, request),
        }
    }
}
