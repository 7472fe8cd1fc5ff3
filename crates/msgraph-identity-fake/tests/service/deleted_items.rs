//! Beta keeps deleted policies for 30 days.

use crate::exchange::{delete, get, post, put, send, start_at};
use msgraph_identity_fake::{Clock, FakeServer};
use std::time::Duration;

use serde_json::{Value, json};

use crate::partners::{FABRIKAM, PARTNERS};

const DELETED_PARTNERS: &str = "beta/policies/deletedItems/crossTenantPartners";
const DELETED_SYNCHRONIZATIONS: &str = "beta/policies/deletedItems/crossTenantSyncPolicyPartners";

async fn with_synchronization(clock: &Clock) -> FakeServer {
    let fake = start_at(clock).await;
    post(
        &fake,
        &format!("beta/{PARTNERS}"),
        &json!({ "tenantId": FABRIKAM }),
        201,
    )
    .await;
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    put(&fake, &path, &json!({ "displayName": "Fabrikam" }), 204).await;
    fake
}

#[tokio::test]
async fn policies_deleted_in_beta_can_be_restored() {
    // 2027-01-15T08:00:00Z
    let fake = with_synchronization(&Clock::fixed(1_800_000_000)).await;
    let partner = format!("beta/{PARTNERS}/{FABRIKAM}");
    let synchronization = format!("{partner}/identitySynchronization");
    delete(&fake, &synchronization, 204).await;
    delete(&fake, &partner, 204).await;
    let deleted = get(
        &fake,
        &format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}"),
        200,
    )
    .await
    .json();
    assert_eq!(deleted["deletedDateTime"], "2027-01-15T08:00:00Z");
    assert_eq!(deleted["displayName"], "Fabrikam");
    let list = get(&fake, DELETED_PARTNERS, 200).await.json();
    assert_eq!(list["value"][0]["tenantId"], FABRIKAM);
    // A synchronization cannot be restored without its partner.
    let restore = |kind: &str| format!("{kind}/{FABRIKAM}/restore");
    send(&fake, "POST", &restore(DELETED_SYNCHRONIZATIONS), None, 404).await;
    let restored = send(&fake, "POST", &restore(DELETED_PARTNERS), None, 200)
        .await
        .json();
    assert_eq!(
        (&restored["tenantId"], &restored["deletedDateTime"]),
        (&json!(FABRIKAM), &Value::Null)
    );
    send(&fake, "POST", &restore(DELETED_SYNCHRONIZATIONS), None, 200).await;
    assert_eq!(
        get(&fake, &synchronization, 200).await.json()["displayName"],
        "Fabrikam"
    );
    assert_eq!(
        get(&fake, DELETED_PARTNERS, 200).await.json()["value"],
        json!([])
    );
    send(&fake, "POST", &restore(DELETED_PARTNERS), None, 404).await;
}

#[tokio::test]
async fn deleted_items_can_be_deleted_permanently_and_expire_after_30_days() {
    let clock = Clock::fixed(1_800_000_000);
    let fake = with_synchronization(&clock).await;
    let synchronization = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    let deleted = format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}");
    delete(&fake, &synchronization, 204).await;
    delete(&fake, &deleted, 204).await;
    get(&fake, &deleted, 404).await;
    put(&fake, &synchronization, &json!({}), 204).await;
    delete(&fake, &synchronization, 204).await;
    clock.advance(Duration::from_secs(30 * 24 * 60 * 60 - 1));
    get(&fake, &deleted, 200).await;
    clock.advance(Duration::from_secs(1));
    get(&fake, &deleted, 404).await;
}

#[tokio::test]
async fn a_restore_does_not_overwrite_a_newer_policy() {
    let fake = with_synchronization(&Clock::system()).await;
    let synchronization = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    delete(&fake, &synchronization, 204).await;
    put(
        &fake,
        &synchronization,
        &json!({ "displayName": "newer" }),
        204,
    )
    .await;
    send(
        &fake,
        "POST",
        &format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}/restore"),
        None,
        409,
    )
    .await;
    assert_eq!(
        get(&fake, &synchronization, 200).await.json()["displayName"],
        "newer"
    );
}

#[tokio::test]
async fn policies_deleted_in_v1_are_not_kept() {
    let fake = with_synchronization(&Clock::system()).await;
    delete(
        &fake,
        &format!("v1.0/{PARTNERS}/{FABRIKAM}/identitySynchronization"),
        204,
    )
    .await;
    assert_eq!(
        get(&fake, DELETED_SYNCHRONIZATIONS, 200).await.json()["value"],
        json!([])
    );
    get(
        &fake,
        &DELETED_SYNCHRONIZATIONS.replace("beta", "v1.0"),
        400,
    )
    .await;
}

#[tokio::test]
async fn deleted_items_are_counted() {
    let fake = with_synchronization(&Clock::system()).await;
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    let count = format!("{DELETED_SYNCHRONIZATIONS}/$count");
    assert_eq!(get(&fake, &count, 200).await.text, "0");
    delete(&fake, &path, 204).await;
    assert_eq!(get(&fake, &count, 200).await.text, "1");
    let count = format!("{DELETED_PARTNERS}/$count");
    assert_eq!(get(&fake, &count, 200).await.text, "0");
}
