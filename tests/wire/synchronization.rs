//! Requests about the synchronization policy of a partner tenant.

use msgraph_identity_core::Nullable;
use msgraph_identity_tests::loopback::{json, response};

use super::Exchange;
use super::graph::types::{
    CrossTenantIdentitySyncPolicyPartner, CrossTenantIdentitySyncPolicyPartnerUpdate,
    CrossTenantUserSyncInbound,
};
use super::recording::record;

const TENANT: &str = "11111111-1111-4111-8111-111111111111";

pub(super) async fn exchanges() -> Vec<Exchange> {
    let (policy, no_content) = (json("200 OK", "{}"), response("204 No Content", "", ""));
    let user_sync = CrossTenantUserSyncInbound {
        is_sync_allowed: Some(true),
        ..Default::default()
    };
    vec![
        record(
            "get_identity_synchronization",
            "",
            &*policy,
            async |client| {
                client
                    .get_identity_synchronization(TENANT, None, None)
                    .await
            },
        )
        .await,
        record(
            "get_identity_synchronization",
            "with_every_option",
            &*policy,
            async |client| {
                client
                    .get_identity_synchronization(
                        TENANT,
                        Some("*"),
                        Some("tenantId,userSyncInbound"),
                    )
                    .await
            },
        )
        .await,
        record(
            "create_identity_synchronization",
            "",
            &*no_content,
            async |client| {
                let policy = CrossTenantIdentitySyncPolicyPartner {
                    display_name: Some("Fabrikam".to_owned()),
                    user_sync_inbound: Some(user_sync.clone()),
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
            "with_a_value_and_a_null",
            &*no_content,
            async |client| {
                let update = CrossTenantIdentitySyncPolicyPartnerUpdate {
                    display_name: Some(Nullable::Null),
                    user_sync_inbound: Some(Nullable::Value(user_sync.clone())),
                    ..Default::default()
                };
                client
                    .update_identity_synchronization(TENANT, &update)
                    .await
            },
        )
        .await,
        record(
            "update_identity_synchronization",
            "with_absent_properties_only",
            &*no_content,
            async |client| {
                client
                    .update_identity_synchronization(TENANT, &Default::default())
                    .await
            },
        )
        .await,
        record(
            "delete_identity_synchronization",
            "",
            &*no_content,
            async |client| client.delete_identity_synchronization(TENANT, None).await,
        )
        .await,
        record(
            "delete_identity_synchronization",
            "where_it_is_unchanged",
            &*no_content,
            async |client| {
                client
                    .delete_identity_synchronization(TENANT, Some("*"))
                    .await
            },
        )
        .await,
    ]
}
