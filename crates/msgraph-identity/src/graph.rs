//! The entry point: from a credential to the two versions of Microsoft Graph.

#[cfg(feature = "azure-identity")]
use crate::Error;
use crate::credential::Credential;
#[cfg(feature = "azure-identity")]
use crate::credential::{self, Environment};
use crate::version::{Beta, V1};
use crate::{GraphBuilder, VersionedClient};

/// A client for Microsoft Graph: one credential, one cloud, one pool of connections. Cloning is cheap, and clones share all of them.
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
    pub(crate) v1: VersionedClient<V1>,
    pub(crate) beta: VersionedClient<Beta>,
}

impl Graph {
    /// Starts with a credential. [`GraphBuilder::cloud`] sets the cloud; the default is the global one.
    pub fn builder(credential: impl Into<Credential>) -> GraphBuilder {
        GraphBuilder::new(credential.into())
    }

    /// A client that is configured by the environment: with the credential of
    /// [`credential::from_env`](crate::credential::from_env), for the cloud in `MSGRAPH_CLOUD`: `global`, `us-government-l4`,
    /// `us-government-dod` or `china`. Without the variable, it is the global one.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] if variables are missing or contradict each other. The text names the variables.
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

    /// Drops the access token, so that the next request gets a new one. Call it after a permission was granted: the token until then
    /// does not have the permission, and lives for about an hour. All clones of this client share the token.
    ///
    /// Requests in flight are not affected. [`static_token`](crate::credential::static_token) has only one token. Azure may return the
    /// token of a managed identity from a cache of its own.
    ///
    /// ```no_run
    /// # async fn list(graph: msgraph_identity::Graph) -> Result<(), msgraph_identity::Error> {
    /// let connectors = graph.v1().api_connectors();
    /// if let Err(error) = connectors.list().all().await {
    ///     println!("{error}\nGrant the permission, then press Enter.");
    ///     std::io::stdin().read_line(&mut String::new()).ok();
    ///     graph.forget_token();
    ///     connectors.list().all().await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// See [troubleshooting authorization errors](https://learn.microsoft.com/graph/resolve-auth-errors).
    pub fn forget_token(&self) {
        self.v1.session().pipeline().tokens().forget();
    }

    /// The client for `v1.0`.
    pub fn v1(&self) -> VersionedClient<V1> {
        self.v1.clone()
    }

    /// The client for beta.
    pub fn beta(&self) -> VersionedClient<Beta> {
        self.beta.clone()
    }
}
