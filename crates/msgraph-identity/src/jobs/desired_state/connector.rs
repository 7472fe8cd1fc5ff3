//! An API connector in a desired state.

use std::collections::BTreeMap;

use msgraph_identity_core::TargetUrl;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::unique_keys;
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
        deserialize_with = "read_basic",
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

/// An object. The error of anything else shows no value, unlike that of serde: a URL or a text in its place may be a secret.
struct Object<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            object @ Value::Object(_) => {
                let object = T::deserialize(object).map_err(D::Error::custom)?;
                Ok(Self(object))
            }
            _ => Err(D::Error::custom("expected an object")),
        }
    }
}

/// Reads connectors by their names.
pub(super) fn read_all<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, DesiredConnector>, D::Error> {
    let connectors = unique_keys::read::<String, Object<DesiredConnector>, D>(deserializer)?;
    let connectors = connectors.into_iter();
    Ok(connectors
        .map(|(name, Object(connector))| (name, connector))
        .collect())
}

fn read_basic<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Basic>, D::Error> {
    let basic: Option<Object<Basic>> = Deserialize::deserialize(deserializer)?;
    Ok(basic.map(|Object(basic)| basic))
}

/// Refuses a password, without its value in the error.
#[derive(Clone, Debug, Default, PartialEq)]
struct NoPassword;

impl<'de> Deserialize<'de> for NoPassword {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(
            "a desired state has no passwords; pass it with `connector_auth`",
        ))
    }
}

fn read_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TargetUrl>, D::Error> {
    let url = String::deserialize(deserializer)?;
    let checked = DesiredConnector::new().target_url(&url);
    let checked = checked.map_err(D::Error::custom)?;
    Ok(checked.target_url)
}
