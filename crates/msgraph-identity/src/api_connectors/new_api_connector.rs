//! An API connector to create.

use msgraph_identity_core::TargetUrl;

use super::{ConnectorAuth, target_url};
use crate::Error;
use crate::error::Kind;

/// An API connector to create.
///
/// See [Create identityApiConnector](https://learn.microsoft.com/graph/api/identityapiconnector-create).
#[derive(Clone, Debug, PartialEq)]
pub struct NewApiConnector {
    pub(crate) display_name: String,
    pub(crate) target_url: TargetUrl,
    pub(crate) auth: ConnectorAuth,
}

impl NewApiConnector {
    /// A connector with everything that the service needs of one: a name by which people find it, the URL that is called, and how
    /// to authenticate there.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] where the name is blank, or the URL is no absolute http or https URL. (Microsoft advises
    /// https; whether the service refuses anything else is not documented.)
    pub fn new(
        display_name: impl Into<String>,
        target_url: &str,
        auth: ConnectorAuth,
    ) -> Result<Self, Error> {
        let display_name = display_name.into();
        if display_name.trim().is_empty() {
            let reason = "the display name of an API connector is blank";
            return Err(Kind::InvalidArgument(reason.into()).into());
        }
        Ok(Self {
            display_name,
            target_url: target_url::parse(target_url)?,
            auth,
        })
    }
}
