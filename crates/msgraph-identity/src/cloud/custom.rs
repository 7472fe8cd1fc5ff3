//! A cloud with a root that is not Microsoft's.

use std::fmt;

use msgraph_identity_core::ServiceRoot;

use super::{Endpoints, Parse};
use crate::Error;
use crate::error::Configuration;

/// A cloud with another root than Microsoft's, and `/v1.0` and `/beta` below it: a test server or a gateway.
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
#[derive(Clone, PartialEq, Eq)]
pub struct CustomCloud {
    endpoints: Box<Endpoints>,
}

impl CustomCloud {
    /// A cloud with this root, over `https`.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] if the root is not an absolute `https` URL of scheme, host, optional port and path, or names a
    /// version.
    pub fn parse(root: &str) -> Result<Self, Error> {
        Self::parse_with(root, ServiceRoot::parse)
    }

    /// A cloud with this root, over `https`, or over plain `http` on the loopback interface of this machine. It is for test servers.
    ///
    /// With plain `http`, no proxy is used even if the environment names one, so that the access token does not leave the machine.
    ///
    /// # Errors
    ///
    /// Those of [`parse`](Self::parse), but `http` is accepted for `localhost`, `127.0.0.0/8` and `[::1]`.
    pub fn parse_allowing_insecure_loopback(root: &str) -> Result<Self, Error> {
        Self::parse_with(root, ServiceRoot::parse_allowing_insecure_loopback)
    }

    /// Sets the host that access tokens come from: scheme, host and optional port, such as `https://login.microsoftonline.com`.
    /// Credentials that request tokens need it.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] if it is not an absolute `https` URL, or has more than scheme, host and port.
    pub fn login_host(mut self, login_host: &str) -> Result<Self, Error> {
        let host = ServiceRoot::parse(login_host).map_err(Configuration::UnusableLoginHost)?;
        if !host.is_origin() {
            return Err(Configuration::LoginHostWithPath.into());
        }
        self.endpoints.login_host = Some(host.as_str().to_owned());
        Ok(self)
    }

    /// Sets the scope of access tokens. The default is the root followed by `/.default`. A blank scope is refused by
    /// [`GraphBuilder::build`](crate::GraphBuilder::build).
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.endpoints.scope = scope.into();
        self
    }

    pub(super) fn into_endpoints(self) -> Result<Endpoints, Error> {
        if self.endpoints.scope.trim().is_empty() {
            return Err(Configuration::BlankScope.into());
        }
        Ok(*self.endpoints)
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

impl fmt::Debug for CustomCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoints = &*self.endpoints;
        f.debug_struct("CustomCloud")
            .field("v1", &endpoints.v1.as_str())
            .field("beta", &endpoints.beta.as_str())
            .field("login_host", &endpoints.login_host)
            .field("scope", &endpoints.scope)
            .finish()
    }
}
