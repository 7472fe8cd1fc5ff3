//! The cross-tenant access policy.

use super::handle::handle;
use super::{ListPartners, Partner};
use crate::VersionedClient;
use crate::cross_tenant::TenantId;
use crate::version::{V1, Version};

/// The tenant's policy for access from and to other tenants. Get it with [`VersionedClient::cross_tenant_access`]. Cloning is cheap.
///
/// [`create_partner`](Self::create_partner), [`allowed_clouds`](Self::allowed_clouds), [`allow_cloud`](Self::allow_cloud) and
/// [`set_allowed_clouds`](Self::set_allowed_clouds) make requests, which are sent when they are awaited. [`partners`](Self::partners)
/// is a list, which is requested when it is awaited or read. The other methods return handles and send nothing.
///
/// ```
/// # use msgraph_identity::{Error, Graph, NewPartner};
/// # async fn example(graph: Graph) -> Result<(), Error> {
/// let access = graph.v1().cross_tenant_access();
/// let partner = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
/// access.create_partner(NewPartner::new(partner)).await?;
/// println!("{} partners", access.partners().await?.len());
/// println!("{:?}", access.partner(partner).get().await?.settings.inbound_trust);
/// println!("{:?}", access.default_settings().get().await?.settings.inbound_trust);
/// println!("{:?}", access.allowed_clouds().await?);
/// # Ok(())
/// # }
/// ```
///
/// Every method that sends a request names the permission that it needs, or its handle does.
///
/// See [crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy).
pub struct CrossTenantAccess<V = V1> {
    client: VersionedClient<V>,
}

impl<V: Version> VersionedClient<V> {
    /// The tenant's policy for access from and to other tenants. No request is sent.
    pub fn cross_tenant_access(&self) -> CrossTenantAccess<V> {
        CrossTenantAccess {
            client: self.clone(),
        }
    }
}

impl<V: Version> CrossTenantAccess<V> {
    /// A handle for the partner with this tenant id. No request is sent.
    ///
    /// For synchronization into this tenant, the partner is the *source* tenant, whose users are synchronized into this one.
    pub fn partner(&self, tenant_id: TenantId) -> Partner<V> {
        Partner::new(self.client.clone(), tenant_id)
    }

    pub(super) fn client(&self) -> &VersionedClient<V> {
        &self.client
    }

    /// Lists the partners.
    ///
    /// Needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, delegated or application, and of a signed-in
    /// user the role Security Reader or Global Reader.
    ///
    /// ```
    /// # use msgraph_identity::{Access, CrossTenantAccess, Error};
    /// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
    /// let mut partners = access.partners().with_synchronization().items();
    /// while let Some(partner) = partners.next().await.transpose()? {
    ///     let users = partner.synchronization.as_ref().and_then(|policy| policy.users());
    ///     println!("{}: {}", partner.tenant_id, users == Some(Access::Allow));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// See [List partners](https://learn.microsoft.com/graph/api/crosstenantaccesspolicy-list-partners).
    pub fn partners(&self) -> ListPartners<V> {
        ListPartners::new(self.client.clone())
    }
}

handle!(CrossTenantAccess { client } as client);
