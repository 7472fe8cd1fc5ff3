//! The entry: from a credential to the two versions of Microsoft Graph.

use msgraph_identity_core::Session;

use crate::credential::Credential;
use crate::http_client::build_http_client;
use crate::version::{Beta, Connection, V1};
use crate::{Cloud, Error};

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
    v1: V1,
    beta: Beta,
}

impl Graph {
    /// Starts with a credential. The cloud is the global one, unless [`GraphBuilder::cloud`] says otherwise.
    pub fn builder(credential: Credential) -> GraphBuilder {
        GraphBuilder {
            credential,
            cloud: Cloud::Global,
        }
    }

    /// The version `v1.0`.
    pub fn v1(&self) -> V1 {
        self.v1.clone()
    }

    /// The version `beta`.
    pub fn beta(&self) -> Beta {
        self.beta.clone()
    }
}

/// What a [`Graph`] is made of.
#[derive(Clone, Debug)]
#[must_use = "nothing is made before `build`"]
pub struct GraphBuilder {
    credential: Credential,
    cloud: Cloud,
}

impl GraphBuilder {
    /// The cloud that the tenant is in.
    pub fn cloud(mut self, cloud: impl Into<Cloud>) -> Self {
        self.cloud = cloud.into();
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_configuration`] where the credential cannot be used, [`Error::is_tls_setup`] where this machine has no CA
    /// certificates to trust.
    pub fn build(self) -> Result<Graph, Error> {
        let service_roots = self.cloud.into_service_roots()?;
        let provider = self.credential.into_provider()?;
        let http = build_http_client(&service_roots.v1)?;
        let connect = |service_root| Connection {
            session: Session::new(service_root, provider.clone()),
            http: http.clone(),
        };
        Ok(Graph {
            v1: V1(connect(service_roots.v1)),
            beta: Beta(connect(service_roots.beta)),
        })
    }
}
