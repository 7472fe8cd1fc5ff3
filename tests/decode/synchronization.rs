//! The synchronization policy of a partner tenant.

use serde_json::json;

use super::answered::{TENANT, synchronization};

#[tokio::test]
async fn a_policy_is_read_as_documented() {
    let body = json!({"tenantId": TENANT, "displayName": "Fabrikam", "userSyncInbound": {"isSyncAllowed": true}});
    let policy = synchronization(&body).await.unwrap();
    assert_eq!(policy.tenant_id.as_deref(), Some(TENANT));
    assert_eq!(policy.display_name.as_deref(), Some("Fabrikam"));
    assert_eq!(
        policy.user_sync_inbound.unwrap().is_sync_allowed,
        Some(true)
    );
}

/// `isSyncAllowed` is null until it is set.
#[tokio::test]
async fn everything_but_the_tenant_may_be_null() {
    let body = json!({"tenantId": TENANT, "displayName": null, "userSyncInbound": {"isSyncAllowed": null}});
    let policy = synchronization(&body).await.unwrap();
    assert_eq!(policy.display_name, None);
    assert_eq!(policy.user_sync_inbound.unwrap().is_sync_allowed, None);
    let policy = synchronization(&json!({"tenantId": TENANT, "userSyncInbound": null}))
        .await
        .unwrap();
    assert_eq!(policy.user_sync_inbound, None);
}

/// Of beta; v1.0 ignores them.
#[tokio::test]
async fn properties_of_beta_are_no_error() {
    let body = json!({
        "tenantId": TENANT,
        "groupSyncInbound": {"isSyncAllowed": true},
        "roleEnabledGroupSyncInbound": {"isSyncAllowed": false},
        "externalCloudAuthorizedApplicationId": "33333333-3333-4333-8333-333333333333",
        "deletedDateTime": null
    });
    assert_eq!(
        synchronization(&body).await.unwrap().tenant_id.as_deref(),
        Some(TENANT)
    );
}
