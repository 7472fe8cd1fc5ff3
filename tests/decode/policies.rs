//! The synchronization policy of a partner tenant.

use msgraph_identity_beta::types::CrossTenantIdentitySyncPolicyPartner as BetaPolicy;
use serde_json::{Value, json};

use super::{TENANT, answered, ok};

async fn read_beta(body: &Value) -> BetaPolicy {
    let policy = answered!(
        msgraph_identity_beta,
        "beta",
        ok(body),
        get_identity_synchronization(TENANT, None, None)
    );
    let policy = policy.unwrap_or_else(|error| panic!("{body}: {error}"));
    policy.into_inner()
}

/// `isSyncAllowed` is null until it is set. v1.0 ignores the properties of beta.
#[tokio::test]
async fn a_policy_is_read_as_documented_by_both_versions() {
    for (body, display_name, users) in [
        (json!({ "tenantId": TENANT }), None, None),
        (
            json!({ "tenantId": TENANT, "displayName": null, "userSyncInbound": null }),
            None,
            None,
        ),
        (
            json!({ "tenantId": TENANT, "userSyncInbound": { "isSyncAllowed": null } }),
            None,
            Some(None),
        ),
        (
            json!({
                "tenantId": TENANT,
                "displayName": "Fabrikam",
                "userSyncInbound": { "isSyncAllowed": true },
                "groupSyncInbound": { "isSyncAllowed": true },
                "deviceSyncInbound": { "isSyncAllowed": true },
            }),
            Some("Fabrikam"),
            Some(Some(true)),
        ),
    ] {
        let v1 = answered!(
            msgraph_identity_v1,
            "v1.0",
            ok(&body),
            get_identity_synchronization(TENANT, None, None)
        );
        let v1 = v1.unwrap_or_else(|error| panic!("{body}: {error}"));
        let (v1, beta) = (v1.into_inner(), read_beta(&body).await);
        for (tenant_id, name, sync) in [
            (v1.tenant_id, v1.display_name, v1.user_sync_inbound),
            (beta.tenant_id, beta.display_name, beta.user_sync_inbound),
        ] {
            assert_eq!(tenant_id.as_deref(), Some(TENANT));
            assert_eq!(name.as_deref(), display_name);
            assert_eq!(sync.map(|sync| sync.is_sync_allowed), users);
        }
    }
}

#[tokio::test]
async fn a_policy_of_beta_has_groups() {
    let application = "33333333-3333-4333-8333-333333333333";
    let policy = read_beta(&json!({
        "tenantId": TENANT,
        "groupSyncInbound": { "isSyncAllowed": true },
        "roleEnabledGroupSyncInbound": { "isSyncAllowed": false },
        "externalCloudAuthorizedApplicationId": application,
    }))
    .await;
    let groups = policy.group_sync_inbound.unwrap();
    let role_enabled_groups = policy.role_enabled_group_sync_inbound.unwrap();
    assert_eq!(groups.is_sync_allowed, Some(true));
    assert_eq!(role_enabled_groups.is_sync_allowed, Some(false));
    let authorized = policy.external_cloud_authorized_application_id;
    assert_eq!(authorized.as_deref(), Some(application));

    // Of the published schemas only those of some clouds say that `isSyncAllowed` is never null.
    for groups in [json!({}), json!({ "isSyncAllowed": null })] {
        let policy = json!({ "groupSyncInbound": groups, "roleEnabledGroupSyncInbound": null });
        let policy = read_beta(&policy).await;
        assert_eq!(policy.group_sync_inbound.unwrap().is_sync_allowed, None);
        assert_eq!(policy.role_enabled_group_sync_inbound, None);
    }
}

/// Graph leaves the zone out of times in other places.
#[tokio::test]
async fn a_time_is_read_unchanged() {
    for time in [
        Some("2026-02-13T10:17:06"),
        Some("2026-02-13T10:17:06.1234567Z"),
        Some("0001-01-01T00:00:00Z"),
        None,
    ] {
        let policy = read_beta(&json!({ "deletedDateTime": time })).await;
        assert_eq!(policy.deleted_date_time.as_deref(), time);
    }
}
