//! Beta keeps deleted policies for 30 days.

use std::time::Duration;

use msgraph_identity_fake::Clock;
use serde_json::{Value, json};

use crate::exchange::{FABRIKAM, Fake, PARTNERS};

const DELETED_PARTNERS: &str = "beta/policies/deletedItems/crossTenantPartners";
const DELETED_SYNCHRONIZATIONS: &str = "beta/policies/deletedItems/crossTenantSyncPolicyPartners";

/// A fake with a partner and its synchronization, and the paths of both in beta.
async fn with_synchronization(clock: &Clock) -> (Fake, String, String) {
    let fake = Fake::at(clock).await;
    fake.create_fabrikam().await;
    let partner = format!("beta/{PARTNERS}/{FABRIKAM}");
    let synchronization = format!("{partner}/identitySynchronization");
    let policy = json!({ "displayName": "Fabrikam" });
    fake.put(&synchronization, policy, 204).await;
    (fake, partner, synchronization)
}

#[tokio::test]
async fn policies_deleted_in_beta_can_be_restored() {
    // 2027-01-15T08:00:00Z
    let (fake, partner, synchronization) = with_synchronization(&Clock::fixed(1_800_000_000)).await;
    let count = format!("{DELETED_SYNCHRONIZATIONS}/$count");
    assert_eq!(fake.get(&count, 200).await.text, "0");
    fake.delete(&synchronization, 204).await;
    assert_eq!(fake.get(&count, 200).await.text, "1");
    fake.delete(&partner, 204).await;
    let path = format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}");
    let deleted = fake.json(path).await;
    assert_eq!(deleted["deletedDateTime"], "2027-01-15T08:00:00Z");
    assert_eq!(deleted["displayName"], "Fabrikam");
    let list = fake.json(DELETED_PARTNERS).await;
    assert_eq!(list["value"][0]["tenantId"], FABRIKAM);
    let restore = async |kind: &str, status: u16| {
        let path = format!("{kind}/{FABRIKAM}/restore");
        fake.send("POST", path, None, status).await
    };
    // A synchronization cannot be restored without its partner.
    restore(DELETED_SYNCHRONIZATIONS, 404).await;
    let restored = restore(DELETED_PARTNERS, 200).await.json();
    assert_eq!(restored["tenantId"], FABRIKAM);
    assert_eq!(restored["deletedDateTime"], Value::Null);
    restore(DELETED_SYNCHRONIZATIONS, 200).await;
    assert_eq!(fake.json(&synchronization).await["displayName"], "Fabrikam");
    assert_eq!(fake.json(DELETED_PARTNERS).await["value"], json!([]));
    restore(DELETED_PARTNERS, 404).await;
    // A restore does not overwrite a newer policy.
    fake.delete(&synchronization, 204).await;
    let newer = json!({ "displayName": "newer" });
    fake.put(&synchronization, newer, 204).await;
    restore(DELETED_SYNCHRONIZATIONS, 409).await;
    assert_eq!(fake.json(&synchronization).await["displayName"], "newer");
}

#[tokio::test]
async fn deleted_items_can_be_deleted_permanently_and_expire_after_30_days() {
    let clock = Clock::fixed(1_800_000_000);
    let (fake, _, synchronization) = with_synchronization(&clock).await;
    let deleted = format!("{DELETED_SYNCHRONIZATIONS}/{FABRIKAM}");
    fake.delete(&synchronization, 204).await;
    fake.delete(&deleted, 204).await;
    fake.get(&deleted, 404).await;
    for _ in 0..2 {
        fake.put(&synchronization, json!({}), 204).await;
        fake.delete(&synchronization, 204).await;
    }
    clock.advance(Duration::from_secs(30 * 24 * 60 * 60 - 1));
    let list = fake.json(DELETED_SYNCHRONIZATIONS).await;
    assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
    clock.advance(Duration::from_secs(1));
    fake.get(&deleted, 404).await;
}

#[tokio::test]
async fn policies_deleted_in_v1_are_not_kept() {
    let (fake, _, synchronization) = with_synchronization(&Clock::system()).await;
    let v1 = synchronization.replace("beta", "v1.0");
    fake.delete(v1, 204).await;
    let list = fake.json(DELETED_SYNCHRONIZATIONS).await;
    assert_eq!(list["value"], json!([]));
    let v1 = DELETED_SYNCHRONIZATIONS.replace("beta", "v1.0");
    fake.get(v1, 400).await;
}
