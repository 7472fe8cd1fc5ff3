//! The clouds that Microsoft Graph runs in.

mod custom;

use std::str::FromStr;

use msgraph_identity_core::{ServiceRoot, ServiceRootError};

pub use self::custom::CustomCloud;
use crate::Error;
use crate::error::Configuration;

/// The cloud that the tenant is in. It decides the service root, the host that access tokens come from, and their scope. A token of
/// one cloud is not valid in another.
///
/// API connectors are documented only for [`Global`](Self::Global) and [`China`](Self::China), cross-tenant synchronization for all
/// clouds.
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
    pub(crate) fn into_endpoints(self) -> Result<Endpoints, Error> {
        let (root, login_host) = match self {
            Self::Global => (
                "https://graph.microsoft.com",
                "https://login.microsoftonline.com",
            ),
            Self::UsGovernmentL4 => (
                "https://graph.microsoft.us",
                "https://login.microsoftonline.us",
            ),
            Self::UsGovernmentDod => (
                "https://dod-graph.microsoft.us",
                "https://login.microsoftonline.us",
            ),
            Self::China => (
                "https://microsoftgraph.chinacloudapi.cn",
                "https://login.chinacloudapi.cn",
            ),
            Self::Custom(custom) => return custom.into_endpoints(),
        };
        let mut endpoints = Endpoints::below(root, ServiceRoot::parse)?;
        endpoints.login_host = Some(login_host.to_owned());
        Ok(endpoints)
    }
}

/// Whether a service root is that of a national cloud, which does not have all of Microsoft Graph.
pub(crate) fn is_national(service_root: &str) -> bool {
    const ROOTS: [&str; 3] = [
        "https://graph.microsoft.us/",
        "https://dod-graph.microsoft.us/",
        "https://microsoftgraph.chinacloudapi.cn/",
    ];
    ROOTS.iter().any(|root| service_root.starts_with(root))
}

impl FromStr for Cloud {
    type Err = Error;

    /// Parses `global`, `us-government-l4`, `us-government-dod` or `china`, the values of the variable `MSGRAPH_CLOUD`.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] for every other name.
    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "global" => Ok(Self::Global),
            "us-government-l4" => Ok(Self::UsGovernmentL4),
            "us-government-dod" => Ok(Self::UsGovernmentDod),
            "china" => Ok(Self::China),
            _ => Err(Configuration::UnknownCloud.into()),
        }
    }
}

impl From<CustomCloud> for Cloud {
    fn from(custom: CustomCloud) -> Self {
        Self::Custom(custom)
    }
}

/// [`ServiceRoot::parse`], or the variant that allows plain http on loopback.
type Parse = fn(&str) -> Result<ServiceRoot, ServiceRootError>;

/// The URLs of a cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoints {
    pub(crate) v1: ServiceRoot,
    pub(crate) beta: ServiceRoot,
    /// Scheme, host and port that access tokens come from, without a slash at the end. It is `None` if a custom cloud names none.
    pub(crate) login_host: Option<String>,
    /// The scope of access tokens.
    pub(crate) scope: String,
}

impl Endpoints {
    /// The URLs below the root of a cloud, which has no slash at the end.
    fn below(root: &str, parse: Parse) -> Result<Self, Error> {
        let parse = |text: String| parse(&text).map_err(Configuration::UnusableRoot);
        Ok(Self {
            v1: parse(format!("{root}/v1.0"))?,
            beta: parse(format!("{root}/beta"))?,
            login_host: None,
            scope: format!("{root}/.default"),
        })
    }
}
