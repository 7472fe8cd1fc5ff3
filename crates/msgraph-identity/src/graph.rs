//! The entry: from a credential to the two versions of Microsoft Graph.

use crate::credential::Credential;
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

    /// The version `v1.0`.
    pub fn v1(&self) -> View<V1> {
        self.v1.clone()
    }

    /// The version `beta`.
    pub fn beta(&self) -> View<Beta> {
        self.beta.clone()
    }
}
