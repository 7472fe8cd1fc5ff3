//! Beta keeps deleted policies for 30 days.

use crate::exchange::{delete, get, post, put, send, start_at};
use msgraph_identity_fake::{Clock, FakeServer};
use std::time::Duration;

use serde_json::{Value, json};

use crate::partners::{FABRIKAM, PARTNERS};

const DELETED_PARTNERS: &str = "beta/policies/deletedItems/crossTenantPartners";
const DELETED_SYNCHRONIZATIONS: &str = "beta/policies/deletedItems/crossTenantSyncPolicyPartners";

async fn with_synchronization(clock: &Clock) -> FakeServer {
    let fake = start_at(&clock).await;
    post(
        &fake,
        &format!("beta/{PARTNERS}"),
        &json!({ "tenantId": FABRIKAM }),
    )
    .await
    .expect(201);
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    put(&fake, &path, &json!({ "displayName": "Fabrikam" }))
        .await
        .expect(204);
    fake
}

#[tokio::test]
async fn what_beta_deletes_can_be_restored() {
    // 2027-01-15T08:00:00Z
    let fake = with_synchronization(&Clock::fixed(1_800_000_000)).await;
    let partner = format!("beta/{PARTNERS}/{FABRIKAM}");
    let synchronization = format!("{partner}/identitySynchronization");
    delete(&fake, &synchronization).await.expect(204);
    delete(&fake, &partner).await.expect(204);
    let deleted = get(&fake, &format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}"))
        .await
        .expect(200)
        .json();
    assert_eq!(deleted["deletedDateTime"], "2027-01-15T08:00:00Z");
    assert_eq!(deleted["displayName"], "Fabrikam");
    let list = get(&fake, DELETED_PARTNERS).await.expect(200).json();
    assert_eq!(list["value"][0]["tenantId"], FABRIKAM);
    // Without its partner, a synchronization has no place.
    let restore = |kind: &str| format!("{kind}/{FABRIKAM}/restore");
    send(&fake, "POST", &restore(DELETED_SYNCHRONIZATIONS), None)
        .await
        .expect(404);
    let restored = send(&fake, "POST", &restore(DELETED_PARTNERS), None)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&restored["tenantId"], &restored["deletedDateTime"]),
        (&json!(FABRIKAM), &Value::Null)
    );
    send(&fake, "POST", &restore(DELETED_SYNCHRONIZATIONS), None)
        .await
        .expect(200);
    assert_eq!(
        get(&fake, &synchronization).await.expect(200).json()["displayName"],
        "Fabrikam"
    );
    assert_eq!(
        get(&fake, DELETED_PARTNERS).await.json()["value"],
        json!([])
    );
    send(&fake, "POST", &restore(DELETED_PARTNERS), None)
        .await
        .expect(404);
}

#[tokio::test]
async fn it_can_be_deleted_for_good_and_expires_after_30_days() {
    let clock = Clock::fixed(1_800_000_000);
    let fake = with_synchronization(&clock).await;
    let synchronization = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    let deleted = format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}");
    delete(&fake, &synchronization).await.expect(204);
    delete(&fake, &deleted).await.expect(204);
    get(&fake, &deleted).await.expect(404);
    put(&fake, &synchronization, &json!({})).await.expect(204);
    delete(&fake, &synchronization).await.expect(204);
    clock.advance(Duration::from_secs(30 * 24 * 60 * 60 - 1));
    get(&fake, &deleted).await.expect(200);
    clock.advance(Duration::from_secs(1));
    get(&fake, &deleted).await.expect(404);
}

#[tokio::test]
async fn a_restore_does_not_overwrite() {
    let fake = with_synchronization(&Clock::system()).await;
    let synchronization = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    delete(&fake, &synchronization).await.expect(204);
    put(&fake, &synchronization, &json!({ "displayName": "newer" }))
        .await
        .expect(204);
    send(
        &fake,
        "POST",
        &format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}/restore"),
        None,
    )
    .await
    .expect(409);
    assert_eq!(
        get(&fake, &synchronization).await.json()["displayName"],
        "newer"
    );
}

#[tokio::test]
async fn v1_has_no_way_back() {
    let fake = with_synchronization(&Clock::system()).await;
    delete(
        &fake,
        &format!("v1.0/{PARTNERS}/{FABRIKAM}/identitySynchronization"),
    )
    .await
    .expect(204);
    assert_eq!(
        get(&fake, DELETED_SYNCHRONIZATIONS).await.json()["value"],
        json!([])
    );
    get(&fake, &DELETED_SYNCHRONIZATIONS.replace("beta", "v1.0"))
        .await
        .expect(400);
}

#[tokio::test]
async fn deleted_items_are_counted() {
    let fake = with_synchronization(&Clock::system()).await;
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    let count = format!("{DELETED_SYNCHRONIZATIONS}/$count");
    assert_eq!(get(&fake, &count).await.expect(200).text, "0");
    delete(&fake, &path).await.expect(204);
    assert_eq!(get(&fake, &count).await.expect(200).text, "1");
    let count = format!("{DELETED_PARTNERS}/$count");
    assert_eq!(get(&fake, &count).await.expect(200).text, "0");
}
