//! Microsoft Graph `v1.0`.

#[path = "models.rs"]
#[allow(
    clippy::duplicate_mod,
    reason = "each version compiles it with its own types"
)]
pub(super) mod models;

use msgraph_identity_core::Nullable;
use msgraph_identity_v1::{Client, types};

use self::models::{read_users, update_users, users};
use self::types::{
    CrossTenantIdentitySyncPolicyPartner, CrossTenantIdentitySyncPolicyPartnerUpdate,
    IdentityApiConnector,
};
use super::shared_operations::shared_operations;
use super::{Operations, Reply, Version};
use crate::cross_tenant::{SyncPolicy, SyncProperty, SyncUpdate, TenantId};

/// Microsoft Graph `v1.0`, which is generally available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum V1 {}

impl Version for V1 {}

impl Operations for V1 {
    type Client = Client;
    type Connector = IdentityApiConnector;
    type Synchronization = CrossTenantIdentitySyncPolicyPartner;
    type SyncPolicy = SyncPolicy;
    type SyncUpdate = SyncUpdate;
    type SyncProperty = SyncProperty;

    shared_operations!();

    fn read_synchronization(
        policy: CrossTenantIdentitySyncPolicyPartner,
        tenant_id: TenantId,
    ) -> SyncPolicy {
        SyncPolicy {
            tenant_id,
            display_name: policy.display_name,
            users: read_users(policy.user_sync_inbound),
            additional_properties: policy.additional_properties,
        }
    }

    async fn create_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &SyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartner {
            display_name: update.display_name.clone().and_then(Nullable::into_option),
            user_sync_inbound: update.users.and_then(Nullable::into_option).map(users),
            ..Default::default()
        };
        client
            .create_identity_synchronization(tenant_id, &body)
            .await
    }

    async fn update_synchronization(
        client: &Client,
        tenant_id: &str,
        update: &SyncUpdate,
    ) -> Reply<()> {
        let body = CrossTenantIdentitySyncPolicyPartnerUpdate {
            display_name: update.display_name.clone(),
            user_sync_inbound: update.users.map(|access| access.map(update_users)),
        };
        client
            .update_identity_synchronization(tenant_id, &body)
            .await
    }
}
