//! The identity synchronization of a partner.

use crate::exchange::{delete, get, patch, post, put, start_with};
use msgraph_identity_fake::{FakeServer, Refusal, Switches, SynchronizationExists};
use serde_json::{Value, json};

use crate::partners::{ADATUM, FABRIKAM, PARTNERS};

async fn with_partner(switches: Switches) -> FakeServer {
    let fake = start_with(switches).await;
    post(
        &fake,
        &format!("v1.0/{PARTNERS}"),
        &json!({ "tenantId": FABRIKAM }),
        201,
    )
    .await;
    fake
}

fn path(version: &str, tenant: &str) -> String {
    format!("{version}/{PARTNERS}/{tenant}/identitySynchronization")
}

fn allowed(allowed: bool) -> Value {
    json!({ "userSyncInbound": { "isSyncAllowed": allowed } })
}

#[tokio::test]
async fn put_creates_patch_updates_and_delete_deletes() {
    let fake = with_partner(Switches::default()).await;
    let path = path("v1.0", FABRIKAM);
    let absent = get(&fake, &path, 404).await;
    assert_eq!(absent.code(), "Directory_ObjectNotFound");
    assert_eq!(
        patch(&fake, &path, &allowed(false), 404).await.code(),
        "Directory_ObjectNotFound"
    );
    delete(&fake, &path, 404).await;
    let body = json!({ "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } });
    assert_eq!(put(&fake, &path, &body, 204).await.text, "");
    assert_eq!(
        get(&fake, &path, 200).await.json(),
        json!({ "tenantId": FABRIKAM, "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } })
    );
    let conflict = put(&fake, &path, &body, 409).await;
    assert_eq!(conflict.code(), "Request_MultipleObjectsWithSameKeyValue");
    assert_eq!(
        conflict.json()["error"]["details"][0]["code"],
        "ConflictingObjects"
    );
    assert_eq!(patch(&fake, &path, &allowed(false), 204).await.text, "");
    let changed = get(&fake, &path, 200).await.json();
    assert_eq!(changed["displayName"], "Fabrikam");
    assert_eq!(changed["userSyncInbound"]["isSyncAllowed"], false);
    patch(&fake, &path, &json!({ "displayName": null }), 204).await;
    assert_eq!(
        get(&fake, &path, 200).await.json()["displayName"],
        Value::Null
    );
    delete(&fake, &path, 204).await;
    get(&fake, &path, 404).await;
}

#[tokio::test]
async fn put_requires_the_partner() {
    for (refusal, status, code) in [
        (Refusal::NotFound, 404, "Directory_ObjectNotFound"),
        (Refusal::BadRequest, 400, "Request_BadRequest"),
    ] {
        let fake = with_partner(Switches {
            synchronization_without_partner: refusal,
            ..Switches::default()
        })
        .await;
        let answer = put(&fake, &path("v1.0", ADATUM), &allowed(true), status).await;
        assert_eq!(answer.code(), code);
        get(&fake, &path("v1.0", ADATUM), 404).await;
    }
}

#[tokio::test]
async fn a_switch_lets_put_replace_the_policy() {
    let switches = Switches {
        synchronization_exists: SynchronizationExists::Replaced,
        ..Switches::default()
    };
    let fake = with_partner(switches).await;
    let path = path("v1.0", FABRIKAM);
    put(&fake, &path, &json!({ "displayName": "Fabrikam" }), 204).await;
    put(&fake, &path, &allowed(true), 204).await;
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(
        (
            &read["displayName"],
            &read["userSyncInbound"]["isSyncAllowed"]
        ),
        (&Value::Null, &json!(true))
    );
}

#[tokio::test]
async fn only_beta_has_groups() {
    let fake = with_partner(Switches::default()).await;
    let groups = json!({ "groupSyncInbound": { "isSyncAllowed": true } });
    put(&fake, &path("v1.0", FABRIKAM), &groups, 400).await;
    put(&fake, &path("beta", FABRIKAM), &groups, 204).await;
    let beta = get(&fake, &path("beta", FABRIKAM), 200).await.json();
    assert_eq!(beta["groupSyncInbound"]["isSyncAllowed"], true);
    assert_eq!(beta["deletedDateTime"], Value::Null);
    let v1 = get(&fake, &path("v1.0", FABRIKAM), 200).await.json();
    assert_eq!(
        v1,
        json!({ "tenantId": FABRIKAM, "displayName": null, "userSyncInbound": null })
    );
    patch(
        &fake,
        &path("v1.0", FABRIKAM),
        &json!({ "externalCloudAuthorizedApplicationId": "x" }),
        400,
    )
    .await;
    patch(
        &fake,
        &path("beta", FABRIKAM),
        &json!({ "externalCloudAuthorizedApplicationId": "x" }),
        204,
    )
    .await;
}

#[tokio::test]
async fn role_enabled_groups_require_groups() {
    let fake = with_partner(Switches::default()).await;
    let path = path("beta", FABRIKAM);
    let inbound = |name: &str, allowed: Value| json!({ name: { "isSyncAllowed": allowed } });
    let role_enabled = inbound("roleEnabledGroupSyncInbound", json!(true));
    put(&fake, &path, &role_enabled, 400).await;
    put(&fake, &path, &allowed(true), 204).await;
    patch(&fake, &path, &role_enabled, 400).await;
    patch(&fake, &path, &inbound("groupSyncInbound", Value::Null), 400).await;
    patch(&fake, &path, &inbound("groupSyncInbound", json!(true)), 204).await;
    patch(&fake, &path, &role_enabled, 204).await;
    patch(&fake, &path, &json!({ "groupSyncInbound": null }), 400).await;
}

#[tokio::test]
async fn bodies_are_checked() {
    let fake = with_partner(Switches::default()).await;
    for body in [
        json!({ "displayname": "x" }),
        json!({ "displayName": true }),
        json!({ "userSyncInbound": { "isSyncAllowed": "true" } }),
        json!({ "userSyncInbound": { "syncAllowed": true } }),
        json!({ "userSyncInbound": true }),
        json!({ "tenantId": ADATUM }),
        json!("x"),
    ] {
        let answer = put(&fake, &path("v1.0", FABRIKAM), &body, 400).await;
        assert_eq!(answer.code(), "Request_BadRequest", "{body}");
    }
    get(&fake, &path("v1.0", FABRIKAM), 404).await;
}

#[tokio::test]
async fn a_policy_can_be_sent_back_as_it_was_read() {
    let fake = with_partner(Switches::default()).await;
    let path = path("v1.0", FABRIKAM);
    put(&fake, &path, &allowed(true), 204).await;
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(read["tenantId"], FABRIKAM);
    patch(&fake, &path, &read, 204).await;
}

#[tokio::test]
async fn select_returns_the_named_properties() {
    let fake = with_partner(Switches::default()).await;
    put(&fake, &path("v1.0", FABRIKAM), &allowed(true), 204).await;
    let read = get(
        &fake,
        &format!("{}?$select=tenantId", path("v1.0", FABRIKAM)),
        200,
    )
    .await
    .json();
    assert_eq!(read, json!({ "tenantId": FABRIKAM }));
}

#[tokio::test]
async fn a_switch_makes_it_come_with_the_partner() {
    let fake = with_partner(Switches {
        synchronization_comes_with_partner: true,
        ..Switches::default()
    })
    .await;
    get(&fake, &path("v1.0", FABRIKAM), 200).await;
    put(&fake, &path("v1.0", FABRIKAM), &allowed(true), 409).await;
}
