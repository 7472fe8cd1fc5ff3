//! Requests about the synchronization of groups, which only beta has.

use msgraph_identity_core::Nullable;
use msgraph_identity_tests::loopback::response;

use super::Exchange;
use super::graph::types::{
    CrossTenantGroupSyncInbound, CrossTenantIdentitySyncPolicyPartner,
    CrossTenantIdentitySyncPolicyPartnerUpdate,
};
use super::recording::record;

const TENANT: &str = "11111111-1111-4111-8111-111111111111";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let no_content = response("204 No Content", "", "");
    let group_sync = CrossTenantGroupSyncInbound {
        is_sync_allowed: Some(true),
        ..Default::default()
    };
    vec![
        record(
            "create_identity_synchronization",
            "of_groups",
            &*no_content,
            async |client| {
                let policy = CrossTenantIdentitySyncPolicyPartner {
                    group_sync_inbound: Some(group_sync.clone()),
                    ..Default::default()
                };
                client
                    .create_identity_synchronization(TENANT, &policy)
                    .await
            },
        )
        .await,
        record(
            "update_identity_synchronization",
            "of_groups",
            &*no_content,
            async |client| {
                let update = CrossTenantIdentitySyncPolicyPartnerUpdate {
                    external_cloud_authorized_application_id: Some(Nullable::Null),
                    group_sync_inbound: Some(Nullable::Value(group_sync.clone())),
                    role_enabled_group_sync_inbound: Some(Nullable::Value(group_sync.clone())),
                    ..Default::default()
                };
                client
                    .update_identity_synchronization(TENANT, &update)
                    .await
            },
        )
        .await,
    ]
}
