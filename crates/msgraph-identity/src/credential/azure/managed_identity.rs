//! The identity that Azure gives to a machine or a service.

use std::sync::Arc;
use std::time::Duration;

use azure_identity::{ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId};
use msgraph_identity_core::AccessTokenProvider;

use super::application::unusable;
use super::authority::sending_with;
use super::token_credential::provider;
use super::token_endpoint::TokenEndpoint;
use super::{Credential, CredentialContext, CredentialKind};
use crate::Error;
use crate::http_client;

/// The endpoint is on the machine, or next to it: it answers the connection at once, or is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The managed identity of a machine or a service of Azure: virtual machines, App Service, Functions, Container Apps, Container
/// Instances. The one that the system assigns, unless one of the methods names another.
///
/// Off Azure the first call ends in an error after some seconds. Azure Arc, Cloud Shell, Machine Learning and Service Fabric
/// are refused: azure_identity does not support them. In Kubernetes, see [`workload_identity`](super::workload_identity).
///
/// ```
/// use msgraph_identity::{Graph, credential};
///
/// let credential = credential::managed_identity().client_id("22222222-2222-4222-8222-222222222222");
/// let graph = Graph::builder(credential).build()?;
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
///
/// See [managed identities](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview), and
/// [how one gets application permissions](https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity).
pub fn managed_identity() -> ManagedIdentity {
    ManagedIdentity {
        user_assigned: None,
    }
}

/// A managed identity: see [`managed_identity`].
#[derive(Clone, Debug)]
#[must_use = "it becomes a credential by `Graph::builder`"]
pub struct ManagedIdentity {
    user_assigned: Option<UserAssignedId>,
}

impl ManagedIdentity {
    /// The user-assigned identity with this client id.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.user_assigned = Some(UserAssignedId::ClientId(client_id.into()));
        self
    }

    /// The user-assigned identity with this object (principal) id.
    pub fn object_id(mut self, object_id: impl Into<String>) -> Self {
        self.user_assigned = Some(UserAssignedId::ObjectId(object_id.into()));
        self
    }

    /// The user-assigned identity with this resource id, `/subscriptions/…/userAssignedIdentities/…`. On virtual machines only:
    /// azure_identity does not support it elsewhere.
    pub fn resource_id(mut self, resource_id: impl Into<String>) -> Self {
        self.user_assigned = Some(UserAssignedId::ResourceId(resource_id.into()));
        self
    }
}

impl From<ManagedIdentity> for Credential {
    fn from(managed_identity: ManagedIdentity) -> Self {
        Self::new(managed_identity)
    }
}

impl CredentialKind for ManagedIdentity {
    fn provider(
        &self,
        context: &CredentialContext<'_>,
    ) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        use UserAssignedId::{ClientId, ObjectId, ResourceId};
        if let Some(ClientId(id) | ObjectId(id) | ResourceId(id)) = &self.user_assigned
            && id.trim().is_empty()
        {
            return Err(unusable("the id of the user-assigned identity is empty"));
        }
        let http = http_client::for_plain_http(CONNECT_TIMEOUT)?;
        let endpoint = TokenEndpoint::of_managed_identity(&http, context);
        let options = ManagedIdentityCredentialOptions {
            user_assigned_id: self.user_assigned.clone(),
            client_options: sending_with(endpoint),
        };
        provider(context, move || {
            let credential = ManagedIdentityCredential::new(Some(options.clone()))?;
            Ok(credential)
        })
    }
}
