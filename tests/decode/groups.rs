//! What only beta says about the synchronization policy of a partner tenant.

use serde_json::json;

use super::answered::{TENANT, synchronization};

#[tokio::test]
async fn a_policy_of_beta_has_groups() {
    let body = json!({
        "tenantId": TENANT,
        "userSyncInbound": {"isSyncAllowed": true},
        "groupSyncInbound": {"isSyncAllowed": true},
        "roleEnabledGroupSyncInbound": {"isSyncAllowed": false},
        "externalCloudAuthorizedApplicationId": "33333333-3333-4333-8333-333333333333",
        "deletedDateTime": "2026-02-13T10:17:06Z"
    });
    let policy = synchronization(&body).await.unwrap();
    assert_eq!(
        policy.group_sync_inbound.unwrap().is_sync_allowed,
        Some(true)
    );
    assert_eq!(
        policy
            .role_enabled_group_sync_inbound
            .unwrap()
            .is_sync_allowed,
        Some(false)
    );
    let application = policy.external_cloud_authorized_application_id;
    assert_eq!(
        application.as_deref(),
        Some("33333333-3333-4333-8333-333333333333")
    );
    assert_eq!(
        policy.deleted_date_time.as_deref(),
        Some("2026-02-13T10:17:06Z")
    );
}

/// Of the published schemas only those of some clouds say that `isSyncAllowed` is never null.
#[tokio::test]
async fn what_only_beta_has_may_be_null_or_missing() {
    for body in [
        json!({"tenantId": TENANT, "groupSyncInbound": {"isSyncAllowed": null}, "deletedDateTime": null}),
        json!({"tenantId": TENANT, "groupSyncInbound": {}, "roleEnabledGroupSyncInbound": null}),
    ] {
        let policy = synchronization(&body)
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(policy.group_sync_inbound.unwrap().is_sync_allowed, None);
        assert_eq!(
            (
                policy.role_enabled_group_sync_inbound,
                policy.deleted_date_time
            ),
            (None, None)
        );
    }
}

/// Graph leaves the zone out of times in other places.
#[tokio::test]
async fn a_time_is_read_as_it_came() {
    for time in [
        "2026-02-13T10:17:06",
        "2026-02-13T10:17:06.1234567Z",
        "0001-01-01T00:00:00Z",
    ] {
        let policy = synchronization(&json!({"deletedDateTime": time}))
            .await
            .unwrap();
        assert_eq!(policy.deleted_date_time.as_deref(), Some(time));
    }
}
