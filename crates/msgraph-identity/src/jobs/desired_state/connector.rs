//! An API connector in a desired state.

use msgraph_identity_core::TargetUrl;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{ApiConnectorUpdate, ConnectorAuth, Error};

/// How an API connector should be. What is left out is not owned.
///
/// A desired state deletes no connectors, because user flows may use them: see
/// [`delete_if_unused`](crate::ApiConnectorHandle::delete_if_unused). It has no passwords and no certificates either: see
/// [`DesiredState::connector_auth`](super::DesiredState::connector_auth).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[must_use]
pub struct DesiredConnector {
    #[serde(deserialize_with = "read_url", skip_serializing_if = "Option::is_none")]
    pub(super) target_url: Option<TargetUrl>,
    #[serde(
        rename = "authenticationConfiguration",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) basic: Option<Basic>,
    #[serde(skip)]
    pub(super) auth: Option<ConnectorAuth>,
}

impl DesiredConnector {
    /// A connector that should exist, and of which nothing else is owned.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the URL that is called.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if it is not an absolute http or https URL.
    pub fn target_url(mut self, target_url: &str) -> Result<Self, Error> {
        // The update checks it.
        let _ = ApiConnectorUpdate::new().target_url(target_url)?;
        self.target_url = Some(target_url.into());
        Ok(self)
    }

    /// The connector should have basic authentication with this user name.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.basic = Some(Basic {
            odata_type: BasicType::default(),
            username: username.into(),
            password: NoPassword,
        });
        self
    }

    /// Sets how Microsoft Entra authenticates: [`DesiredState::connector_auth`](super::DesiredState::connector_auth).
    pub fn auth(mut self, auth: ConnectorAuth) -> Self {
        self.auth = Some(auth);
        self
    }
}

/// Basic authentication as Graph writes it, without the password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basic {
    #[serde(rename = "@odata.type", default)]
    odata_type: BasicType,
    pub(super) username: String,
    #[serde(default, skip_serializing)]
    password: NoPassword,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
enum BasicType {
    #[default]
    #[serde(rename = "#microsoft.graph.basicAuthentication")]
    Basic,
}

/// Refuses a password, without its value in the error.
#[derive(Clone, Debug, Default, PartialEq)]
struct NoPassword;

impl<'de> Deserialize<'de> for NoPassword {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom(
            "a desired state has no passwords; pass it with `connector_auth`",
        ))
    }
}

fn read_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TargetUrl>, D::Error> {
    let url = String::deserialize(deserializer)?;
    let checked = DesiredConnector::new().target_url(&url);
    let checked = checked.map_err(serde::de::Error::custom)?;
    Ok(checked.target_url)
}
