//! The variables that credentials and clouds are read from: those of Azure and GitHub, and two of our own.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::application::unusable;
use crate::Error;

pub(super) const ACTIONS_ID_TOKEN_REQUEST_TOKEN: &str = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
pub(super) const ACTIONS_ID_TOKEN_REQUEST_URL: &str = "ACTIONS_ID_TOKEN_REQUEST_URL";
pub(super) const AZURE_AUTHORITY_HOST: &str = "AZURE_AUTHORITY_HOST";
pub(super) const AZURE_CLIENT_CERTIFICATE_PASSWORD: &str = "AZURE_CLIENT_CERTIFICATE_PASSWORD";
pub(super) const AZURE_CLIENT_CERTIFICATE_PATH: &str = "AZURE_CLIENT_CERTIFICATE_PATH";
pub(super) const AZURE_CLIENT_ID: &str = "AZURE_CLIENT_ID";
pub(super) const AZURE_CLIENT_SECRET: &str = "AZURE_CLIENT_SECRET";
pub(super) const AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: &str = "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN";
pub(super) const AZURE_FEDERATED_TOKEN: &str = "AZURE_FEDERATED_TOKEN";
pub(super) const AZURE_FEDERATED_TOKEN_FILE: &str = "AZURE_FEDERATED_TOKEN_FILE";
pub(super) const AZURE_TENANT_ID: &str = "AZURE_TENANT_ID";
pub(super) const IDENTITY_ENDPOINT: &str = "IDENTITY_ENDPOINT";
pub(super) const IDENTITY_HEADER: &str = "IDENTITY_HEADER";
pub(super) const IDENTITY_SERVER_THUMBPRINT: &str = "IDENTITY_SERVER_THUMBPRINT";
pub(super) const IMDS_ENDPOINT: &str = "IMDS_ENDPOINT";
pub(super) const MSGRAPH_CLOUD: &str = "MSGRAPH_CLOUD";
pub(super) const MSGRAPH_CREDENTIAL: &str = "MSGRAPH_CREDENTIAL";
pub(super) const MSI_ENDPOINT: &str = "MSI_ENDPOINT";
pub(super) const MSI_SECRET: &str = "MSI_SECRET";

/// Where variables are looked up. A variable that is empty counts as not set.
#[derive(Clone)]
pub(crate) struct Environment(Arc<Find>);

type Find = dyn Fn(&str) -> Option<OsString> + Send + Sync;

impl Environment {
    /// The variables of this process.
    pub(crate) fn process() -> Self {
        Self::new(|name| env::var_os(name))
    }

    pub(crate) fn new(find: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    pub(super) fn is_set(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        let text = self.raw(name).map(OsString::into_string).transpose();
        text.map_err(|_| unusable(format!("the variable {name} is not Unicode")))
    }

    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.raw(name).map(PathBuf::from)
    }

    /// A variable that must be set.
    pub(super) fn required(&self, name: &str, needed_for: &str) -> Result<String, Error> {
        self.text(name)?.ok_or_else(|| missing(name, needed_for))
    }

    /// The value as the system has it.
    pub(super) fn raw(&self, name: &str) -> Option<OsString> {
        (self.0)(name).filter(|value| !value.is_empty())
    }
}

/// The error of a variable that must be set.
pub(super) fn missing(name: &str, needed_for: &str) -> Error {
    unusable(format!(
        "{needed_for} needs the variable {name}, which is not set"
    ))
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
