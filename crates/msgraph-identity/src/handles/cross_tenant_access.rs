//! The cross-tenant access policy and its partners.

use std::fmt;

use super::IdentitySynchronization;
use crate::VersionedClient;
use crate::cross_tenant::TenantId;
use crate::version::{V1, Version};

/// The tenant's policy for access from and to other tenants. Creating this handle sends no request. Cloning is cheap.
///
/// See [crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy).
pub struct CrossTenantAccess<V = V1> {
    client: VersionedClient<V>,
}

impl<V: Version> VersionedClient<V> {
    /// The tenant's policy for access from and to other tenants.
    pub fn cross_tenant_access(&self) -> CrossTenantAccess<V> {
        CrossTenantAccess {
            client: self.clone(),
        }
    }
}

impl<V: Version> CrossTenantAccess<V> {
    /// A handle for the partner with this tenant id. No request is sent.
    ///
    /// For synchronization, the partner is the *source* tenant, whose users are synchronized into this one.
    pub fn partner(&self, tenant_id: TenantId) -> Partner<V> {
        Partner {
            client: self.client.clone(),
            tenant_id,
        }
    }
}

/// A partner tenant in the cross-tenant access policy, by its tenant id. Creating this handle sends no request. Cloning is cheap.
///
/// See
/// [crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner).
pub struct Partner<V = V1> {
    client: VersionedClient<V>,
    tenant_id: TenantId,
}

impl<V: Version> Partner<V> {
    /// The tenant id of the partner.
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    /// The policy for what the partner may synchronize into this tenant.
    pub fn identity_synchronization(&self) -> IdentitySynchronization<V> {
        IdentitySynchronization::new(self.client.clone(), self.tenant_id)
    }
}

// Written by hand because a derived impl would require `V: Clone`.
impl<V> Clone for CrossTenantAccess<V> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
        }
    }
}

impl<V> fmt::Debug for CrossTenantAccess<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CrossTenantAccess")
            .field(&self.client)
            .finish()
    }
}

impl<V> Clone for Partner<V> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            tenant_id: self.tenant_id,
        }
    }
}

impl<V> fmt::Debug for Partner<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partner").field(&self.tenant_id).finish()
    }
}
