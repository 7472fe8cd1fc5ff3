//! An API connector as the service shows it.

use std::fmt;

use msgraph_identity_core::{AdditionalProperties, TargetUrl};
use serde::Serialize;

use super::{ApiConnectorId, Authentication};
use crate::debug::DebugPresent;

/// An API connector as the service shows it, without passwords. It cannot be sent back; use an
/// [`ApiConnectorUpdate`](crate::ApiConnectorUpdate) to change a connector.
///
/// serde reads it from the JSON of Graph, and writes it with the names of Graph and without secrets: the target URL is written without
/// its query, and properties that are not in the contract are read and not written. A connector without a usable id is refused.
///
/// See [identityApiConnector](https://learn.microsoft.com/graph/api/resources/identityapiconnector).
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiConnector {
    pub(crate) id: ApiConnectorId,
    pub(crate) display_name: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "super::target_url::serialize"
    )]
    pub(crate) target_url: Option<TargetUrl>,
    #[serde(
        rename = "authenticationConfiguration",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) authentication: Option<Authentication>,
    #[serde(skip)]
    pub(crate) additional_properties: AdditionalProperties,
}

impl ApiConnector {
    /// The id, which the service chose.
    pub fn id(&self) -> &ApiConnectorId {
        &self.id
    }

    /// The name by which people find the connector. It is `None` if it is null or was not selected.
    pub fn display_name(&self) -> Option<&str> {
        self.display_name.as_deref()
    }

    /// The URL that is called. It is `None` if it is null or was not selected. Its query often has a key.
    pub fn target_url(&self) -> Option<&TargetUrl> {
        self.target_url.as_ref()
    }

    /// How Microsoft Entra authenticates to the web API. It is `None` if it is null or was not selected.
    pub fn authentication(&self) -> Option<&Authentication> {
        self.authentication.as_ref()
    }

    /// The properties and annotations that are not in the contract, `@odata.etag` included.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
    }
}

impl fmt::Debug for ApiConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugPresent::new(f, "ApiConnector")
            .property("id", Some(&self.id))
            .property("display_name", self.display_name.as_ref())
            .property("target_url", self.target_url.as_ref())
            .property("authentication", self.authentication.as_ref())
            .additional(&self.additional_properties)
            .finish()
    }
}
