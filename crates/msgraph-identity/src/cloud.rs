//! The clouds that Microsoft Graph runs in, and their service roots.

use msgraph_identity_core::{ServiceRoot, ServiceRootError};

use crate::Error;
use crate::error::Kind;

/// The cloud that the tenant is in. Access tokens of one cloud are of no use in another.
///
/// API connectors are documented for [`Global`](Self::Global) and [`China`](Self::China) only, cross-tenant synchronization for all.
///
/// See [national cloud deployments](https://learn.microsoft.com/graph/deployments).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cloud {
    /// The global service, GCC included: `https://graph.microsoft.com`.
    #[default]
    Global,
    /// Microsoft Graph for US Government L4 (GCC High): `https://graph.microsoft.us`.
    UsGovernmentL4,
    /// Microsoft Graph for US Government L5 (DoD): `https://dod-graph.microsoft.us`.
    UsGovernmentDod,
    /// Microsoft Graph China operated by 21Vianet: `https://microsoftgraph.chinacloudapi.cn`.
    China,
    /// Another root: a test server, or a gateway in front of Microsoft Graph.
    Custom(CustomCloud),
}

impl Cloud {
    pub(crate) fn into_service_roots(self) -> Result<ServiceRoots, Error> {
        let root = match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGovernmentL4 => "https://graph.microsoft.us",
            Self::UsGovernmentDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
            Self::Custom(custom) => return Ok(*custom.service_roots),
        };
        ServiceRoots::below(root, ServiceRoot::parse)
    }
}

impl From<CustomCloud> for Cloud {
    fn from(custom: CustomCloud) -> Self {
        Self::Custom(custom)
    }
}

/// A cloud with a root of its own, below which `/v1.0` and `/beta` are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomCloud {
    service_roots: Box<ServiceRoots>,
}

impl CustomCloud {
    /// A cloud with this root, over `https`.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where the root is no absolute `https` URL of scheme, host, optional port and path, or names a
    /// version.
    ///
    /// ```
    /// use msgraph_identity::{CustomCloud, Graph, credential};
    ///
    /// let gateway = CustomCloud::parse("https://gateway.example/graph")?;
    /// let graph = Graph::builder(credential::static_token("eyJ0eXAi")).cloud(gateway).build()?;
    /// assert_eq!(graph.v1().service_root(), "https://gateway.example/graph/v1.0");
    ///
    /// assert!(CustomCloud::parse("http://gateway.example/graph").is_err());
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
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

    fn parse_with(root: &str, parse: Parse) -> Result<Self, Error> {
        let root = parse(root).map_err(Kind::UnusableRoot)?;
        let root = root.as_str();
        if root.ends_with("/v1.0") || root.ends_with("/beta") {
            let root = root.to_owned();
            return Err(Kind::RootWithVersion { root }.into());
        }
        let service_roots = Box::new(ServiceRoots::below(root, parse)?);
        Ok(Self { service_roots })
    }
}

/// [`ServiceRoot::parse`], or the one that allows plain http on loopback.
type Parse = fn(&str) -> Result<ServiceRoot, ServiceRootError>;

/// The two service roots of a cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceRoots {
    pub(crate) v1: ServiceRoot,
    pub(crate) beta: ServiceRoot,
}

impl ServiceRoots {
    /// Those below the root of a cloud, which has no slash at its end.
    fn below(root: &str, parse: Parse) -> Result<Self, Error> {
        let parse = |text: String| parse(&text).map_err(Kind::UnusableRoot);
        Ok(Self {
            v1: parse(format!("{root}/v1.0"))?,
            beta: parse(format!("{root}/beta"))?,
        })
    }
}
