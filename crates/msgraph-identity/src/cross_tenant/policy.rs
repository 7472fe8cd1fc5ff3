//! The synchronization policy of a partner, as the service shows it.

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

use super::{Access, TenantId};

/// The policy for what a partner tenant may synchronize into this one, in `v1.0`.
///
/// It can be stored with serde. Properties that are not in the contract are not written.
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncPolicy {
    pub(crate) tenant_id: TenantId,
    #[serde(default)]
    pub(crate) display_name: Option<String>,
    #[serde(default)]
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
/// It can be stored with serde. Properties that are not in the contract are not written.
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner?view=graph-rest-beta).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BetaSyncPolicy {
    #[serde(flatten)]
    pub(crate) common: SyncPolicy,
    #[serde(default)]
    pub(crate) groups: Option<Access>,
    #[serde(default)]
    pub(crate) role_enabled_groups: Option<Access>,
    #[serde(default)]
    pub(crate) external_cloud_authorized_application_id: Option<String>,
    #[serde(default)]
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
