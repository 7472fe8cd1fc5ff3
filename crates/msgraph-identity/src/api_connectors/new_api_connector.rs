//! An API connector to create.

use msgraph_identity_core::TargetUrl;

use super::{ConnectorAuth, target_url};
use crate::Error;
use crate::error::refuse_blank;
use crate::update::from_reference;

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
    /// A connector with everything that the service needs: the name by which people find it, the URL that is called, and how to
    /// authenticate there.
    ///
    /// Microsoft advises https. With an http URL, passwords are sent in the clear; it is accepted, with a `tracing` event of level
    /// `WARN`.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if the name is blank, or the URL is not an absolute http or https URL.
    pub fn new(
        display_name: impl Into<String>,
        target_url: &str,
        auth: ConnectorAuth,
    ) -> Result<Self, Error> {
        let display_name = display_name.into();
        refuse_blank("the display name", &display_name)?;
        Ok(Self {
            display_name,
            target_url: target_url::parse(target_url)?,
            auth,
        })
    }
}

from_reference!(NewApiConnector);
