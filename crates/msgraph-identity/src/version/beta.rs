//! Microsoft Graph beta.

#[path = "models.rs"]
#[allow(
    clippy::duplicate_mod,
    reason = "each version compiles it with its own types"
)]
pub(super) mod models;

use msgraph_identity_beta::{Client, types};
use msgraph_identity_core::Nullable;

use self::models::{read_users, update_users, users};
use self::types::CrossTenantGroupSyncInbound;
use super::{Operations, Version, shared_types};
use crate::cross_tenant::{
    Access, BetaSyncPolicy, BetaSyncProperty, BetaSyncUpdate, SyncPolicy, TenantId,
};

/// Microsoft Graph beta, which may change at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beta {}

impl Version for Beta {}

impl Operations for Beta {
    type SyncPolicy = BetaSyncPolicy;
    type SyncUpdate = BetaSyncUpdate;
    type SyncProperty = BetaSyncProperty;

    shared_types!();

    fn read_synchronization(policy: Self::Synchronization, tenant_id: TenantId) -> BetaSyncPolicy {
        BetaSyncPolicy {
            common: SyncPolicy {
                tenant_id,
                display_name: policy.display_name,
                users: read_users(policy.user_sync_inbound),
                additional_properties: policy.additional_properties,
            },
            groups: policy.group_sync_inbound.and_then(read_groups),
            role_enabled_groups: policy.role_enabled_group_sync_inbound.and_then(read_groups),
            external_cloud_authorized_application_id: policy
                .external_cloud_authorized_application_id,
            deleted_date_time: policy.deleted_date_time,
        }
    }

    fn new_synchronization(update: &BetaSyncUpdate) -> Self::Synchronization {
        let groups_of =
            |access: Option<Nullable<Access>>| access.and_then(Nullable::into_option).map(groups);
        let application = update.external_cloud_authorized_application_id.clone();
        Self::Synchronization {
            display_name: update.display_name.clone().and_then(Nullable::into_option),
            user_sync_inbound: update.users.and_then(Nullable::into_option).map(users),
            group_sync_inbound: groups_of(update.groups),
            role_enabled_group_sync_inbound: groups_of(update.role_enabled_groups),
            external_cloud_authorized_application_id: application.and_then(Nullable::into_option),
            ..Default::default()
        }
    }

    fn synchronization_update(update: &BetaSyncUpdate) -> Self::SynchronizationBody {
        let groups_of = |access: Option<Nullable<Access>>| access.map(|access| access.map(groups));
        let application = update.external_cloud_authorized_application_id.clone();
        Self::SynchronizationBody {
            display_name: update.display_name.clone(),
            user_sync_inbound: update.users.map(|access| access.map(update_users)),
            group_sync_inbound: groups_of(update.groups),
            role_enabled_group_sync_inbound: groups_of(update.role_enabled_groups),
            external_cloud_authorized_application_id: application,
        }
    }
}

fn groups(access: Access) -> CrossTenantGroupSyncInbound {
    CrossTenantGroupSyncInbound {
        is_sync_allowed: Some(access.is_sync_allowed()),
        ..Default::default()
    }
}

fn read_groups(groups: CrossTenantGroupSyncInbound) -> Option<Access> {
    groups.is_sync_allowed.map(Access::from_is_sync_allowed)
}
