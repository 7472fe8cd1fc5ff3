//! The entry: from a credential to the two versions of Microsoft Graph.

#[cfg(feature = "azure-identity")]
use crate::Error;
use crate::credential::Credential;
#[cfg(feature = "azure-identity")]
use crate::credential::{self, Environment};
use crate::version::{Beta, V1};
use crate::{GraphBuilder, View};

/// A client for Microsoft Graph: one credential, one cloud, one pool of connections. Cheap to clone, and clones share all of it.
///
/// ```
/// use msgraph_identity::{Cloud, Graph, credential};
///
/// let graph = Graph::builder(credential::static_token("eyJ0eXAi"))
///     .cloud(Cloud::China)
///     .build()?;
/// assert_eq!(graph.beta().service_root(), "https://microsoftgraph.chinacloudapi.cn/beta");
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Graph {
    pub(crate) v1: View<V1>,
    pub(crate) beta: View<Beta>,
}

impl Graph {
    /// Starts with a credential. The cloud is the global one, unless [`GraphBuilder::cloud`] says otherwise.
    pub fn builder(credential: impl Into<Credential>) -> GraphBuilder {
        GraphBuilder::new(credential.into())
    }

    /// A client as the environment says: with the credential of [`credential::from_env`](crate::credential::from_env), for the
    /// cloud that `MSGRAPH_CLOUD` names: `global`, `us-government-l4`, `us-government-dod` or `china`. Without it, the global one.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where the environment says too little, or contradicts itself. The text says what was looked for.
    ///
    /// ```no_run
    /// let graph = msgraph_identity::Graph::from_env()?;
    /// # Ok::<(), msgraph_identity::Error>(())
    /// ```
    #[cfg(feature = "azure-identity")]
    pub fn from_env() -> Result<Self, Error> {
        Self::in_environment(&Environment::process())
    }

    #[cfg(feature = "azure-identity")]
    pub(crate) fn in_environment(environment: &Environment) -> Result<Self, Error> {
        let cloud = credential::cloud_in_environment(environment)?;
        let credential = credential::in_environment(environment)?;
        Self::builder(credential).cloud(cloud).build()
    }

    /// The version `v1.0`.
    pub fn v1(&self) -> View<V1> {
        self.v1.clone()
    }

    /// The version `beta`.
    pub fn beta(&self) -> View<Beta> {
        self.beta.clone()
    }
}
