//! The cross-tenant access policy, as far as it is kept: what partner tenants may synchronize into this one.

mod access;
mod policy;
mod property;
mod synchronization;
mod tenant_id;
mod update;
mod upsert;

use std::fmt;

pub use self::access::Access;
pub use self::policy::{BetaSyncPolicy, SyncPolicy};
pub use self::property::{BetaSyncProperty, SyncProperty};
pub use self::synchronization::{IdentitySynchronization, SyncSelection};
pub use self::tenant_id::TenantId;
pub(crate) use self::update::UpdateModel;
pub use self::update::{BetaSyncUpdate, SyncUpdate};
pub use self::upsert::Upserted;
use crate::View;
use crate::version::{V1, Version};

/// The tenant's policy for access from and to other tenants. Cheap to clone.
///
/// See [crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy).
pub struct CrossTenantAccess<V = V1> {
    view: View<V>,
}

impl<V: Version> CrossTenantAccess<V> {
    pub(crate) fn new(view: View<V>) -> Self {
        Self { view }
    }

    /// The partner with this tenant id: for synchronization, the *source* tenant, whose users come into this one. Nothing is sent.
    pub fn partner(&self, tenant_id: TenantId) -> Partner<V> {
        Partner {
            view: self.view.clone(),
            tenant_id,
        }
    }
}

/// A partner tenant in the cross-tenant access policy, by its tenant id. Cheap to clone.
///
/// See
/// [crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner).
pub struct Partner<V = V1> {
    view: View<V>,
    tenant_id: TenantId,
}

impl<V: Version> Partner<V> {
    /// The tenant id of the partner.
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    /// What the partner may synchronize into this tenant.
    pub fn identity_synchronization(&self) -> IdentitySynchronization<V> {
        IdentitySynchronization::new(self.view.clone(), self.tenant_id)
    }
}

// By hand: no version has to be cloned for a handle to be.
impl<V> Clone for CrossTenantAccess<V> {
    fn clone(&self) -> Self {
        Self {
            view: self.view.clone(),
        }
    }
}

impl<V> fmt::Debug for CrossTenantAccess<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CrossTenantAccess")
            .field(&self.view)
            .finish()
    }
}

impl<V> Clone for Partner<V> {
    fn clone(&self) -> Self {
        Self {
            view: self.view.clone(),
            tenant_id: self.tenant_id,
        }
    }
}

impl<V> fmt::Debug for Partner<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partner").field(&self.tenant_id).finish()
    }
}
