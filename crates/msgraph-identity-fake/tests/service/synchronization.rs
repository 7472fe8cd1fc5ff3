//! The identity synchronization of a partner.

use msgraph_identity_fake::{Refusal, Switches, SynchronizationExists};
use serde_json::{Value, json};

use crate::exchange::{ADATUM, FABRIKAM, Fake, PARTNERS};

const V1: &str = "v1.0/policies/crossTenantAccessPolicy/partners/3d0f5dec-5d3d-455c-8016-e2af1ae4d31a/identitySynchronization";
const BETA: &str = "beta/policies/crossTenantAccessPolicy/partners/3d0f5dec-5d3d-455c-8016-e2af1ae4d31a/identitySynchronization";

async fn with_partner(set: impl FnOnce(&mut Switches)) -> Fake {
    let fake = Fake::with(set).await;
    fake.create_fabrikam().await;
    fake
}

fn allowed(allowed: bool) -> Value {
    json!({ "userSyncInbound": { "isSyncAllowed": allowed } })
}

#[tokio::test]
async fn put_creates_patch_updates_and_delete_deletes() {
    let fake = with_partner(|_| {}).await;
    for answer in [
        fake.get(V1, 404).await,
        fake.patch(V1, allowed(false), 404).await,
        fake.delete(V1, 404).await,
    ] {
        assert_eq!(answer.code(), "Directory_ObjectNotFound");
    }
    let mut policy = allowed(true);
    policy["displayName"] = "Fabrikam".into();
    assert_eq!(fake.put(V1, &policy, 204).await.text, "");
    let conflict = fake.put(V1, &policy, 409).await;
    assert_eq!(conflict.code(), "Request_MultipleObjectsWithSameKeyValue");
    let details = &conflict.json()["error"]["details"];
    assert_eq!(details[0]["code"], "ConflictingObjects");
    policy["tenantId"] = FABRIKAM.into();
    assert_eq!(fake.json(V1).await, policy);
    // A policy can be sent back as it was read.
    fake.patch(V1, &policy, 204).await;
    assert_eq!(fake.patch(V1, allowed(false), 204).await.text, "");
    policy["userSyncInbound"]["isSyncAllowed"] = false.into();
    assert_eq!(fake.json(V1).await, policy);
    fake.patch(V1, json!({ "displayName": null }), 204).await;
    policy["displayName"] = Value::Null;
    assert_eq!(fake.json(V1).await, policy);
    let selected = fake.json(format!("{V1}?$select=tenantId")).await;
    assert_eq!(selected, json!({ "tenantId": FABRIKAM }));
    fake.delete(V1, 204).await;
    fake.get(V1, 404).await;
}

#[tokio::test]
async fn put_requires_the_partner() {
    let path = format!("v1.0/{PARTNERS}/{ADATUM}/identitySynchronization");
    for (refusal, status, code) in [
        (Refusal::NotFound, 404, "Directory_ObjectNotFound"),
        (Refusal::BadRequest, 400, "Request_BadRequest"),
    ] {
        let fake = with_partner(|it| it.synchronization_without_partner = refusal).await;
        assert_eq!(fake.put(&path, allowed(true), status).await.code(), code);
        fake.get(&path, 404).await;
    }
}

#[tokio::test]
async fn a_switch_lets_put_replace_the_policy() {
    let replaced = SynchronizationExists::Replaced;
    let fake = with_partner(|switches| switches.synchronization_exists = replaced).await;
    fake.put(V1, json!({ "displayName": "Fabrikam" }), 204)
        .await;
    fake.put(V1, allowed(true), 204).await;
    let read = fake.json(V1).await;
    assert_eq!(read["displayName"], Value::Null);
    assert_eq!(read["userSyncInbound"]["isSyncAllowed"], true);
}

#[tokio::test]
async fn a_switch_makes_it_come_with_the_partner() {
    let fake = with_partner(|it| it.synchronization_comes_with_partner = true).await;
    fake.get(V1, 200).await;
    fake.put(V1, allowed(true), 409).await;
}

#[tokio::test]
async fn only_beta_has_groups() {
    let fake = with_partner(|_| {}).await;
    let groups = json!({ "groupSyncInbound": { "isSyncAllowed": true } });
    fake.put(V1, &groups, 400).await;
    fake.put(BETA, &groups, 204).await;
    let beta = fake.json(BETA).await;
    assert_eq!(beta["groupSyncInbound"]["isSyncAllowed"], true);
    assert_eq!(beta["deletedDateTime"], Value::Null);
    assert_eq!(
        fake.json(V1).await,
        json!({ "tenantId": FABRIKAM, "displayName": null, "userSyncInbound": null })
    );
    let only_beta = json!({ "externalCloudAuthorizedApplicationId": "x" });
    fake.patch(V1, &only_beta, 400).await;
    fake.patch(BETA, &only_beta, 204).await;
}

#[tokio::test]
async fn role_enabled_groups_require_groups() {
    let fake = with_partner(|_| {}).await;
    let inbound = |name: &str, allowed: Value| json!({ name: { "isSyncAllowed": allowed } });
    let role_enabled = inbound("roleEnabledGroupSyncInbound", json!(true));
    fake.put(BETA, &role_enabled, 400).await;
    fake.put(BETA, allowed(true), 204).await;
    for (change, status) in [
        (&role_enabled, 400),
        (&inbound("groupSyncInbound", Value::Null), 400),
        (&inbound("groupSyncInbound", json!(true)), 204),
        (&role_enabled, 204),
        (&json!({ "groupSyncInbound": null }), 400),
    ] {
        fake.patch(BETA, change, status).await;
    }
}

#[tokio::test]
async fn bodies_are_checked() {
    let fake = with_partner(|_| {}).await;
    let bodies = [
        json!({ "displayname": "x" }),
        json!({ "displayName": true }),
        json!({ "userSyncInbound": { "isSyncAllowed": "true" } }),
        json!({ "userSyncInbound": { "syncAllowed": true } }),
        json!({ "userSyncInbound": true }),
        json!({ "tenantId": ADATUM }),
        json!("x"),
    ];
    fake.refuse("PUT", V1, bodies).await;
    fake.get(V1, 404).await;
}
