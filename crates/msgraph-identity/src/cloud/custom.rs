//! A cloud with a root of its own.

use msgraph_identity_core::ServiceRoot;

use super::{Endpoints, Parse};
use crate::Error;
use crate::error::Configuration;

/// A cloud with a root of its own, below which `/v1.0` and `/beta` are: a test server, or a gateway.
///
/// ```
/// use msgraph_identity::{CustomCloud, Graph, credential};
///
/// let gateway = CustomCloud::parse("https://gateway.example/graph")?
///     .login_host("https://login.microsoftonline.com")?
///     .scope("https://graph.microsoft.com/.default");
/// let graph = Graph::builder(credential::static_token("eyJ0eXAi")).cloud(gateway).build()?;
/// assert_eq!(graph.v1().service_root(), "https://gateway.example/graph/v1.0");
///
/// assert!(CustomCloud::parse("http://gateway.example/graph").is_err());
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomCloud {
    endpoints: Box<Endpoints>,
}

impl CustomCloud {
    /// A cloud with this root, over `https`.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where the root is no absolute `https` URL of scheme, host, optional port and path, or names a
    /// version.
    pub fn parse(root: &str) -> Result<Self, Error> {
        Self::parse_with(root, ServiceRoot::parse)
    }

    /// A cloud with this root, over `https`, or over plain `http` on this machine's loopback interface: for test servers.
    ///
    /// Over plain `http` no proxy is used, whatever the environment says: the access token does not leave the machine.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse), but `http` is accepted for `localhost`, `127.0.0.0/8` and `[::1]`.
    pub fn parse_allowing_insecure_loopback(root: &str) -> Result<Self, Error> {
        Self::parse_with(root, ServiceRoot::parse_allowing_insecure_loopback)
    }

    /// Where access tokens come from: scheme, host and optional port of the authority, such as `https://login.microsoftonline.com`.
    /// Credentials that ask for tokens need it.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where it is no absolute `https` URL, or has more than scheme, host and port.
    pub fn login_host(mut self, login_host: &str) -> Result<Self, Error> {
        let host = ServiceRoot::parse(login_host).map_err(Configuration::UnusableLoginHost)?;
        if !host.is_origin() {
            return Err(Configuration::LoginHostWithPath.into());
        }
        self.endpoints.login_host = Some(host.as_str().to_owned());
        Ok(self)
    }

    /// What access tokens are for; the root followed by `/.default`, unless said otherwise.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.endpoints.scope = scope.into();
        self
    }

    pub(super) fn into_endpoints(self) -> Endpoints {
        *self.endpoints
    }

    fn parse_with(root: &str, parse: Parse) -> Result<Self, Error> {
        let root = parse(root).map_err(Configuration::UnusableRoot)?;
        let root = root.as_str();
        if root.ends_with("/v1.0") || root.ends_with("/beta") {
            let root = root.to_owned();
            return Err(Configuration::RootWithVersion { root }.into());
        }
        Ok(Self {
            endpoints: Box::new(Endpoints::below(root, parse)?),
        })
    }
}
