//! Partners of the cross-tenant access policy. Beta keeps deleted ones for 30 days.

use std::time::Duration;

use msgraph_identity_fake::{Clock, DEFAULT_TENANT_ID, Refusal};
use serde_json::{Value, json};

use crate::exchange::{ADATUM, FABRIKAM, Fake, PARTNERS};

const V1: &str = "v1.0/policies/crossTenantAccessPolicy/partners";

#[tokio::test]
async fn a_partner_is_created_read_changed_and_deleted() {
    let fake = Fake::start().await;
    let settings = json!({ "isMfaAccepted": true, "isCompliantDeviceAccepted": null });
    let body = json!({ "tenantId": FABRIKAM, "inboundTrust": settings });
    let created = fake.post(V1, body, 201).await;
    let path = format!("{V1}/{FABRIKAM}");
    assert_eq!(created.header("location"), format!("{}/{path}", fake.url()));
    let entity = created.json();
    let context = format!("{}/v1.0/$metadata#{PARTNERS}/$entity", fake.url());
    assert_eq!(entity["@odata.context"], context);
    assert_eq!(entity["tenantId"], FABRIKAM);
    assert!(entity.get("id").is_none());
    assert_eq!(entity["inboundTrust"], settings);
    // Settings that were never set are null, except the consent settings.
    assert_eq!(entity["b2bCollaborationInbound"], Value::Null);
    let consent = json!({ "inboundAllowed": null, "outboundAllowed": null });
    assert_eq!(entity["automaticUserConsentSettings"], consent);
    assert_eq!(fake.json(&path).await, entity);
    let consent = json!({ "inboundAllowed": true });
    let change = json!({ "automaticUserConsentSettings": consent });
    fake.patch(&path, change, 204).await;
    let changed = fake.json(&path).await;
    assert_eq!(changed["automaticUserConsentSettings"], consent);
    assert_eq!(changed["inboundTrust"], settings);
    fake.delete(&path, 204).await;

    fake.get(&path, 404).await;
    fake.delete(&path, 404).await;
    fake.patch(&path, json!({}), 404).await;
}

#[tokio::test]
async fn a_second_partner_for_a_tenant_is_a_conflict() {
    let fake = Fake::start().await;
    fake.create_fabrikam().await;
    let again = json!({ "tenantId": FABRIKAM.to_uppercase() });
    let answer = fake.post(V1, again, 409).await;
    assert_eq!(answer.code(), "Request_MultipleObjectsWithSameKeyValue");
    let details = &answer.json()["error"]["details"];
    assert_eq!(details[0]["code"], "ConflictingObjects");
}

#[tokio::test]
async fn bodies_are_checked() {
    let fake = Fake::start().await;
    let trust = |ty: Value| json!({ "@odata.type": ty, "isMfaAccepted": true });
    let synchronization = "#microsoft.graph.crossTenantIdentitySyncPolicyPartner";
    let bodies = [
        json!({}),
        json!({ "tenantId": "no-guid" }),
        json!({ "tenantId": null }),
        json!({ "tenantId": DEFAULT_TENANT_ID }),
        json!({ "tenantId": ADATUM, "b2BCollaborationInbound": null }),
        json!({ "tenantId": ADATUM, "inboundTrust": { "isMFAAccepted": true } }),
        json!({ "tenantId": ADATUM, "inboundTrust": { "isMfaAccepted": "yes" } }),
        json!({ "tenantId": ADATUM, "inboundTrust": [] }),
        json!({ "tenantId": ADATUM, "isInMultiTenantOrganization": true }),
        json!({ "tenantId": ADATUM, "identitySynchronization": {} }),
        json!({ "tenantId": ADATUM, "blockServiceProviderOutboundAccess": true }),
        json!({ "tenantId": ADATUM, "@odata.type": synchronization }),
        json!({ "tenantId": ADATUM, "inboundTrust": trust(json!("#microsoft.graph.user")) }),
        json!({ "tenantId": ADATUM, "inboundTrust": trust(json!(1)) }),
        json!({ "tenantId": ADATUM, "isServiceProvider": true, "isServiceProvider@odata.type": "#String" }),
    ];
    fake.refuse("POST", V1, bodies).await;
    let trust = trust(json!(
        "#microsoft.graph.crossTenantAccessPolicyInboundTrust"
    ));
    let body = json!({ "tenantId": ADATUM, "inboundTrust": trust, "tenantId@odata.type": "#Guid" });
    fake.post(V1, body, 201).await;
    let path = format!("{V1}/{ADATUM}");
    fake.patch(&path, json!({ "tenantId": FABRIKAM }), 400)
        .await;
    fake.patch(&path, json!({ "tenantId": ADATUM }), 204).await;
    let only_beta = json!({ "blockServiceProviderOutboundAccess": true });
    let beta = format!("beta/{PARTNERS}/{ADATUM}");
    fake.patch(beta, only_beta, 204).await;
    let read = fake.json(&path).await;
    assert!(read.get("blockServiceProviderOutboundAccess").is_none());
}

#[tokio::test]
async fn a_partner_with_a_synchronization_cannot_be_deleted() {
    for (refusal, status) in [(Refusal::BadRequest, 400), (Refusal::Conflict, 409)] {
        let fake = Fake::with(|switches| switches.partner_in_use = refusal).await;
        let path = fake.create_fabrikam().await;
        let synchronization = format!("{path}/identitySynchronization");
        fake.put(&synchronization, json!({}), 204).await;
        fake.delete(&path, status).await;
        fake.delete(&synchronization, 204).await;
        fake.delete(&path, 204).await;
    }
}

#[tokio::test]
async fn a_list_can_expand_the_synchronization() {
    let fake = Fake::start().await;
    let path = fake.create_fabrikam().await;
    fake.post(V1, json!({ "tenantId": ADATUM }), 201).await;
    let mut policy =
        json!({ "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } });
    let synchronization = format!("{path}/identitySynchronization");
    fake.put(synchronization, &policy, 204).await;
    policy["tenantId"] = FABRIKAM.into();
    for (select, expected) in [
        ("", policy),
        (
            "($select=displayName)",
            json!({ "displayName": "Fabrikam" }),
        ),
    ] {
        let query = format!("$select=tenantId&$expand=identitySynchronization{select}");
        let list = fake.json(format!("{V1}?{query}")).await;
        assert_eq!(
            list["value"],
            json!([
                { "tenantId": FABRIKAM, "identitySynchronization": expected },
                { "tenantId": ADATUM, "identitySynchronization": null }
            ])
        );
    }
    let plain = fake.json(V1).await;
    assert!(plain["value"][0].get("identitySynchronization").is_none());
    for wrong in [
        "",
        "tenantId",
        "identitySynchronization,identitySynchronization",
        "identitySynchronization(",
        "identitySynchronization()",
        "identitySynchronization($select=groupSyncInbound)",
        "identitySynchronization($filter=displayName eq 'x')",
    ] {
        fake.get(format!("{V1}?$expand={wrong}"), 400).await;
    }
}

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
