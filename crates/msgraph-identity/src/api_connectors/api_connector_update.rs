//! An update of an API connector.

use std::fmt;

use msgraph_identity_core::{Nullable, TargetUrl};

use super::{ApiConnector, ConnectorAuth, target_url};
use crate::Error;
use crate::debug::DebugPresent;
use crate::error::{refuse_blank_value, refuse_empty};
use crate::update::{from_reference, text_setting, unless_so};

/// An update of an API connector. Properties that are not set keep their values.
///
/// ```
/// use msgraph_identity::{ApiConnectorUpdate, ConnectorAuth};
///
/// let update = ApiConnectorUpdate::new()
///     .display_name("Vet guests")
///     .auth(ConnectorAuth::basic("svc", "new password"));
/// ```
///
/// serde neither reads nor writes it, because it may have a secret.
///
/// See [Update identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-update).
#[derive(Clone, Default, PartialEq)]
#[must_use]
pub struct ApiConnectorUpdate {
    pub(crate) display_name: Option<Nullable<String>>,
    pub(crate) target_url: Option<Nullable<TargetUrl>>,
    pub(crate) auth: Option<Nullable<ConnectorAuth>>,
}

impl ApiConnectorUpdate {
    /// An update that sets nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    text_setting! {
        /// Sets the name by which people find the connector. A blank name is refused when the update is sent.
        display_name,
        /// Sets the name to null.
        clear_display_name,
        /// The name to set, or null to clear it. It is `None` if the name is left as it is.
        new_display_name,
    }

    /// Sets the URL that is called. An http URL is accepted with a `tracing` event of level `WARN`.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if it is not an absolute http or https URL.
    pub fn target_url(mut self, target_url: &str) -> Result<Self, Error> {
        self.target_url = Some(Nullable::Value(target_url::parse(target_url)?));
        Ok(self)
    }

    /// Sets the URL to null.
    pub fn clear_target_url(mut self) -> Self {
        self.target_url = Some(Nullable::Null);
        self
    }

    /// Sets how to authenticate. This replaces all earlier settings: a certificate replaces all certificates. To add one, upload
    /// it.
    pub fn auth(mut self, auth: ConnectorAuth) -> Self {
        self.auth = Some(Nullable::Value(auth));
        self
    }

    /// Sets the authentication to null.
    pub fn clear_auth(mut self) -> Self {
        self.auth = Some(Nullable::Null);
        self
    }

    /// Whether the update sets nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The URL to set, or null to clear it. It is `None` if the URL is left as it is.
    pub fn new_target_url(&self) -> Option<Nullable<&TargetUrl>> {
        self.target_url.as_ref().map(Nullable::as_ref)
    }

    /// Whether the authentication is set or cleared. What it is set to cannot be read, because it is a secret.
    pub fn changes_auth(&self) -> bool {
        self.auth.is_some()
    }

    /// Returns the settings that this connector does not have yet. The authentication stays: the service does not show its secret,
    /// so nobody can tell whether it differs.
    pub fn difference_from(&self, connector: &ApiConnector) -> Self {
        Self {
            display_name: unless_so(&self.display_name, connector.display_name.as_ref()),
            target_url: unless_so(&self.target_url, connector.target_url.as_ref()),
            auth: self.auth.clone(),
        }
    }

    /// The authentication to set.
    pub(crate) fn new_auth(&self) -> Option<&ConnectorAuth> {
        match &self.auth {
            Some(Nullable::Value(auth)) => Some(auth),
            _ => None,
        }
    }

    /// Refuses values that the service would reject or misunderstand, before anything is sent.
    pub(crate) fn check(&self) -> Result<(), Error> {
        refuse_empty(self.is_empty())?;
        refuse_blank_value("the display name", &self.display_name)?;
        self.new_auth().map_or(Ok(()), ConnectorAuth::check)
    }
}

from_reference!(ApiConnectorUpdate);

impl fmt::Debug for ApiConnectorUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DebugPresent::new(f, "ApiConnectorUpdate")
            .setting("display_name", &self.display_name)
            .setting("target_url", &self.target_url)
            .setting("auth", &self.auth)
            .finish()
    }
}
