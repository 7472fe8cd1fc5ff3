//! Microsoft Graph beta.

#[path = "models.rs"]
#[allow(
    clippy::duplicate_mod,
    reason = "each version compiles it with its own types"
)]
mod models;

use msgraph_identity_beta::{Client, types};
use msgraph_identity_core::Nullable;

use self::models::{read_users, update_users, users};
use self::types::{
    CrossTenantGroupSyncInbound, CrossTenantIdentitySyncPolicyPartner,
    CrossTenantIdentitySyncPolicyPartnerUpdate, IdentityApiConnector,
};
use super::shared_operations::shared_operations;
use super::{Operations, Reply, Version};
use crate::cross_tenant::{
    Access, BetaSyncPolicy, BetaSyncProperty, BetaSyncUpdate, SyncPolicy, TenantId,
};

/// Microsoft Graph beta, which may change at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beta {}

impl Version for Beta {}

impl Operations for Beta {
    type Client = Client;
    type Connector = IdentityApiConnector;
    type Synchronization = CrossTenantIdentitySyncPolicyPartner;
    type SyncPolicy = BetaSyncPolicy;
    type SyncUpdate = BetaSyncUpdate;
    type SyncProperty = BetaSyncProperty;

    shared_operations!();

    fn read_synchronization(
        policy: CrossTenantIdentitySyncPolicyPartner,
        tenant_id: TenantId,
    ) -> BetaSyncPolicy {
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

    async fn create_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &BetaSyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartner {
            display_name: update
                .common
                .display_name
                .clone()
                .and_then(Nullable::into_option),
            user_sync_inbound: update
                .common
                .users
                .and_then(Nullable::into_option)
                .map(users),
            group_sync_inbound: update.groups.and_then(Nullable::into_option).map(groups),
            role_enabled_group_sync_inbound: update
                .role_enabled_groups
                .and_then(Nullable::into_option)
                .map(groups),
            external_cloud_authorized_application_id: update
                .external_cloud_authorized_application_id
                .clone()
                .and_then(Nullable::into_option),
            ..Default::default()
        };
        client
            .create_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn update_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &BetaSyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartnerUpdate {
            display_name: update.common.display_name.clone(),
            user_sync_inbound: update.common.users.map(|access| access.map(update_users)),
            group_sync_inbound: update.groups.map(|access| access.map(groups)),
            role_enabled_group_sync_inbound: update
                .role_enabled_groups
                .map(|access| access.map(groups)),
            external_cloud_authorized_application_id: update
                .external_cloud_authorized_application_id
                .clone(),
        };
        client
            .update_identity_synchronization(tenant_id, &body)
            .await
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
