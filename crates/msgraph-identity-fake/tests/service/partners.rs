//! Partners of the cross-tenant access policy.

use crate::exchange::{delete, get, patch, post, put, start, start_with};
use msgraph_identity_fake::{DEFAULT_TENANT_ID, Refusal, Switches};
use serde_json::{Value, json};

pub(crate) const PARTNERS: &str = "policies/crossTenantAccessPolicy/partners";
pub(crate) const FABRIKAM: &str = "3d0f5dec-5d3d-455c-8016-e2af1ae4d31a";
pub(crate) const ADATUM: &str = "6b7f4a3c-1d2e-4f5a-8b9c-0d1e2f3a4b5c";

#[tokio::test]
async fn an_expansion_can_have_its_own_select() {
    let fake = start().await;
    let partner = json!({ "tenantId": FABRIKAM });
    post(&fake, &format!("v1.0/{PARTNERS}"), &partner, 201).await;
    let path = format!("v1.0/{PARTNERS}/{FABRIKAM}");
    let policy = json!({ "displayName": "Fabrikam" });
    put(
        &fake,
        &format!("{path}/identitySynchronization"),
        &policy,
        204,
    )
    .await;
    let expand = "$select=tenantId&$expand=identitySynchronization($select=displayName)";
    let list = get(&fake, &format!("v1.0/{PARTNERS}?{expand}"), 200).await;
    assert_eq!(
        list.json()["value"],
        json!([{ "tenantId": FABRIKAM, "identitySynchronization": policy }])
    );
}

#[tokio::test]
async fn a_partner_is_created_read_changed_and_deleted() {
    let fake = start().await;
    let settings = json!({ "isMfaAccepted": true, "isCompliantDeviceAccepted": null });
    let body = json!({ "tenantId": FABRIKAM, "inboundTrust": settings });
    let created = post(&fake, &format!("v1.0/{PARTNERS}"), &body, 201).await;
    assert_eq!(
        created.header("location"),
        format!("{}/v1.0/{PARTNERS}/{FABRIKAM}", fake.url())
    );
    let entity = created.json();
    assert_eq!(entity["tenantId"], FABRIKAM);
    assert_eq!(
        entity["@odata.context"],
        format!("{}/v1.0/$metadata#{PARTNERS}/$entity", fake.url())
    );
    assert!(entity.get("id").is_none());
    assert_eq!(entity["inboundTrust"], settings);
    // Settings that were never set are null, except the consent settings.
    assert_eq!(entity["b2bCollaborationInbound"], Value::Null);
    assert_eq!(
        entity["automaticUserConsentSettings"],
        json!({ "inboundAllowed": null, "outboundAllowed": null })
    );
    let path = format!("v1.0/{PARTNERS}/{FABRIKAM}");
    assert_eq!(get(&fake, &path, 200).await.json(), entity);
    let consent = json!({ "inboundAllowed": true });
    patch(
        &fake,
        &path,
        &json!({ "automaticUserConsentSettings": consent }),
        204,
    )
    .await;
    let changed = get(&fake, &path, 200).await.json();
    assert_eq!(
        (
            &changed["automaticUserConsentSettings"],
            &changed["inboundTrust"]
        ),
        (&consent, &settings)
    );
    delete(&fake, &path, 204).await;

    get(&fake, &path, 404).await;
    delete(&fake, &path, 404).await;
    patch(&fake, &path, &json!({}), 404).await;
}

#[tokio::test]
async fn a_second_partner_for_a_tenant_is_a_conflict() {
    let fake = start().await;
    let path = format!("v1.0/{PARTNERS}");
    post(&fake, &path, &json!({ "tenantId": FABRIKAM }), 201).await;
    let answer = post(
        &fake,
        &path,
        &json!({ "tenantId": FABRIKAM.to_uppercase() }),
        409,
    )
    .await;
    assert_eq!(answer.code(), "Request_MultipleObjectsWithSameKeyValue");
    assert_eq!(
        answer.json()["error"]["details"][0]["code"],
        "ConflictingObjects"
    );
}

#[tokio::test]
async fn bodies_are_checked() {
    let fake = start().await;
    for body in [
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
    ] {
        let answer = post(&fake, &format!("v1.0/{PARTNERS}"), &body, 400).await;
        assert_eq!(answer.code(), "Request_BadRequest", "{body}");
    }
    post(
        &fake,
        &format!("v1.0/{PARTNERS}"),
        &json!({ "tenantId": ADATUM }),
        201,
    )
    .await;
    let path = format!("v1.0/{PARTNERS}/{ADATUM}");
    patch(&fake, &path, &json!({ "tenantId": FABRIKAM }), 400).await;
    patch(&fake, &path, &json!({ "tenantId": ADATUM }), 204).await;
    patch(
        &fake,
        &format!("beta/{PARTNERS}/{ADATUM}"),
        &json!({ "blockServiceProviderOutboundAccess": true }),
        204,
    )
    .await;
    assert!(
        get(&fake, &path, 200)
            .await
            .json()
            .get("blockServiceProviderOutboundAccess")
            .is_none()
    );
}

#[tokio::test]
async fn a_partner_with_a_synchronization_cannot_be_deleted() {
    for (refusal, status) in [(Refusal::BadRequest, 400), (Refusal::Conflict, 409)] {
        let switches = Switches {
            partner_in_use: refusal,
            ..Switches::default()
        };
        let fake = start_with(switches).await;
        post(
            &fake,
            &format!("v1.0/{PARTNERS}"),
            &json!({ "tenantId": FABRIKAM }),
            201,
        )
        .await;
        let path = format!("v1.0/{PARTNERS}/{FABRIKAM}");
        let synchronization = format!("{path}/identitySynchronization");
        put(
            &fake,
            &synchronization,
            &json!({ "userSyncInbound": { "isSyncAllowed": true } }),
            204,
        )
        .await;
        delete(&fake, &path, status).await;
        delete(&fake, &synchronization, 204).await;
        delete(&fake, &path, 204).await;
    }
}

#[tokio::test]
async fn a_list_can_expand_the_synchronization() {
    let fake = start().await;
    for tenant in [FABRIKAM, ADATUM] {
        post(
            &fake,
            &format!("v1.0/{PARTNERS}"),
            &json!({ "tenantId": tenant }),
            201,
        )
        .await;
    }
    let synchronization =
        json!({ "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } });
    put(
        &fake,
        &format!("v1.0/{PARTNERS}/{FABRIKAM}/identitySynchronization"),
        &synchronization,
        204,
    )
    .await;
    let query = "$select=tenantId&$expand=identitySynchronization";
    let list = get(&fake, &format!("v1.0/{PARTNERS}?{query}"), 200)
        .await
        .json();
    assert_eq!(
        list["value"],
        json!([
            {
                "tenantId": FABRIKAM,
                "identitySynchronization": {
                    "tenantId": FABRIKAM, "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true }
                }
            },
            { "tenantId": ADATUM, "identitySynchronization": null }
        ])
    );
    let plain = get(&fake, &format!("v1.0/{PARTNERS}"), 200).await.json();
    assert!(plain["value"][0].get("identitySynchronization").is_none());
}

#[tokio::test]
async fn annotations_of_nested_values_are_checked() {
    let fake = start().await;
    let path = format!("v1.0/{PARTNERS}");
    let trust = |ty: Value| json!({ "@odata.type": ty, "isMfaAccepted": true });
    for wrong in [
        json!({ "tenantId": ADATUM, "@odata.type": "#microsoft.graph.crossTenantIdentitySyncPolicyPartner" }),
        json!({ "tenantId": ADATUM, "inboundTrust": trust(json!("#microsoft.graph.user")) }),
        json!({ "tenantId": ADATUM, "inboundTrust": trust(json!(1)) }),
        json!({ "tenantId": ADATUM, "isServiceProvider": true, "isServiceProvider@odata.type": "#String" }),
    ] {
        post(&fake, &path, &wrong, 400).await;
    }
    let trust = trust(json!(
        "#microsoft.graph.crossTenantAccessPolicyInboundTrust"
    ));
    let body = json!({ "tenantId": ADATUM, "inboundTrust": trust, "tenantId@odata.type": "#Guid" });
    post(&fake, &path, &body, 201).await;
}
