//! An API connector as the service shows it.

use msgraph_identity_core::{AdditionalProperties, TargetUrl};
use serde::{Deserialize, Serialize};

use super::{ApiConnectorId, Authentication};

/// An API connector as the service shows it: without passwords, and not to be sent back. Changes are an
/// [`ApiConnectorUpdate`](crate::ApiConnectorUpdate).
///
/// It can be stored with serde, in the names of Graph and without secrets: the target URL is written without its query, and what
/// the contract does not know is not written.
///
/// See [identityApiConnector](https://learn.microsoft.com/graph/api/resources/identityapiconnector).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiConnector {
    pub(crate) id: ApiConnectorId,
    #[serde(default)]
    pub(crate) display_name: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "super::target_url::serialize"
    )]
    pub(crate) target_url: Option<TargetUrl>,
    #[serde(
        rename = "authenticationConfiguration",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) authentication: Option<Authentication>,
    #[serde(skip)]
    pub(crate) additional_properties: AdditionalProperties,
}

impl ApiConnector {
    /// The id, which the service has chosen.
    pub fn id(&self) -> &ApiConnectorId {
        &self.id
    }

    /// The name by which people find the connector; `None` where it is null or was not selected.
    pub fn display_name(&self) -> Option<&str> {
        self.display_name.as_deref()
    }

    /// The URL that is called; `None` where it is null or was not selected. Its query often holds a key.
    pub fn target_url(&self) -> Option<&TargetUrl> {
        self.target_url.as_ref()
    }

    /// How Microsoft Entra authenticates to the web API; `None` where it is null or was not selected.
    pub fn authentication(&self) -> Option<&Authentication> {
        self.authentication.as_ref()
    }

    /// What the answer has beyond this, `@odata.etag` included.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
    }
}
