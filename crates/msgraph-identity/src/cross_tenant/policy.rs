//! The synchronization policy of a partner, as the service shows it.

use std::fmt;

use msgraph_identity_core::AdditionalProperties;
use serde::Serialize;

use super::{Access, TenantId, access};
use crate::debug::DebugPresent;

/// The policy for what a partner tenant may synchronize into this one, in `v1.0`.
///
/// serde reads and writes it as Graph does: `{"tenantId": …, "displayName": …, "userSyncInbound": {"isSyncAllowed": true}}`. A response
/// of Graph can be read, and so can what was written. Properties that are not in the contract are read and not written. A policy
/// without a tenant id is refused.
///
/// ```
/// use msgraph_identity::{Access, SyncPolicy};
///
/// let json = r#"{"tenantId":"9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01","displayName":null,"userSyncInbound":{"isSyncAllowed":true}}"#;
/// let policy: SyncPolicy = serde_json::from_str(json)?;
/// assert_eq!(policy.users(), Some(Access::Allow));
/// assert_eq!(serde_json::to_string(&policy)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner).
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncPolicy {
    pub(crate) tenant_id: TenantId,
    pub(crate) display_name: Option<String>,
    #[serde(rename = "userSyncInbound", serialize_with = "access::write")]
    pub(crate) users: Option<Access>,
    #[serde(skip)]
    pub(crate) additional_properties: AdditionalProperties,
}

impl SyncPolicy {
    /// The tenant id of the partner.
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    /// The name of the policy. It is `None` if it is null or was not selected.
    pub fn display_name(&self) -> Option<&str> {
        self.display_name.as_deref()
    }

    /// Whether the partner may synchronize users into this tenant. It is `None` if it is null or was not selected.
    pub fn users(&self) -> Option<Access> {
        self.users
    }

    /// The properties and annotations that are not in the contract, `@odata.etag` included.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        &self.additional_properties
    }
}

/// The policy for what a partner tenant may synchronize into this one, in beta.
///
/// serde reads and writes it as Graph does, like [`SyncPolicy`], with `groupSyncInbound` and the other properties of beta.
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner?view=graph-rest-beta).
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BetaSyncPolicy {
    #[serde(flatten)]
    pub(crate) common: SyncPolicy,
    #[serde(rename = "groupSyncInbound", serialize_with = "access::write")]
    pub(crate) groups: Option<Access>,
    #[serde(
        rename = "roleEnabledGroupSyncInbound",
        serialize_with = "access::write"
    )]
    pub(crate) role_enabled_groups: Option<Access>,
    pub(crate) external_cloud_authorized_application_id: Option<String>,
    pub(crate) deleted_date_time: Option<String>,
}

impl BetaSyncPolicy {
    /// The tenant id of the partner.
    pub fn tenant_id(&self) -> TenantId {
        self.common.tenant_id
    }

    /// The name of the policy. It is `None` if it is null or was not selected.
    pub fn display_name(&self) -> Option<&str> {
        self.common.display_name()
    }

    /// Whether the partner may synchronize users into this tenant. It is `None` if it is null or was not selected.
    pub fn users(&self) -> Option<Access> {
        self.common.users
    }

    /// Whether the partner may synchronize groups into this tenant. It is `None` if it is null or was not selected.
    pub fn groups(&self) -> Option<Access> {
        self.groups
    }

    /// Not documented by Microsoft. Judging by the name, whether the partner may synchronize groups that directory roles can be
    /// assigned to.
    pub fn role_enabled_groups(&self) -> Option<Access> {
        self.role_enabled_groups
    }

    /// Not documented by Microsoft. Judging by the name, the id of an application that another cloud has authorized.
    pub fn external_cloud_authorized_application_id(&self) -> Option<&str> {
        self.external_cloud_authorized_application_id.as_deref()
    }

    /// The time at which the policy was deleted, in ISO 8601. It is `None` if the policy is not deleted.
    pub fn deleted_date_time(&self) -> Option<&str> {
        self.deleted_date_time.as_deref()
    }

    /// The properties and annotations that are not in the contract, `@odata.etag` included.
    pub fn additional_properties(&self) -> &AdditionalProperties {
        self.common.additional_properties()
    }
}

/// What the policies of both versions have.
impl AsRef<SyncPolicy> for SyncPolicy {
    fn as_ref(&self) -> &SyncPolicy {
        self
    }
}

/// What `v1.0` has of the policy.
impl AsRef<SyncPolicy> for BetaSyncPolicy {
    fn as_ref(&self) -> &SyncPolicy {
        &self.common
    }
}

impl SyncPolicy {
    fn debug<'a, 'b>(&self, f: DebugPresent<'a, 'b>) -> DebugPresent<'a, 'b> {
        f.property("tenant_id", Some(self.tenant_id))
            .property("display_name", self.display_name())
            .property("users", self.users)
    }
}

impl fmt::Debug for SyncPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug(DebugPresent::new(f, "SyncPolicy"))
            .additional(&self.additional_properties)
            .finish()
    }
}

impl fmt::Debug for BetaSyncPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let application = self.external_cloud_authorized_application_id();
        self.common
            .debug(DebugPresent::new(f, "BetaSyncPolicy"))
            .property("groups", self.groups)
            .property("role_enabled_groups", self.role_enabled_groups)
            .property("external_cloud_authorized_application_id", application)
            .property("deleted_date_time", self.deleted_date_time())
            .additional(self.additional_properties())
            .finish()
    }
}
