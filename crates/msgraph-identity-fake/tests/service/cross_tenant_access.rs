//! The cross-tenant access policy, its default settings, and what is common to settings. Values are those of live answers and of
//! Microsoft's examples.

use std::time::Duration;

use msgraph_identity_fake::{
    Clock, CloudProfile, FakeGraph, OmittedMembers, PartnerSeed, PremiumP1, Refusal, TenantSeed,
};
use serde_json::{Value, json};

use crate::exchange::{ADATUM, FABRIKAM, Fake, PARTNERS, read};

const POLICY: &str = "v1.0/policies/crossTenantAccessPolicy";
const DEFAULT: &str = "v1.0/policies/crossTenantAccessPolicy/default";
const RESET: &str = "v1.0/policies/crossTenantAccessPolicy/default/resetToSystemDefault";

#[tokio::test]
async fn allowed_clouds_are_replaced_as_a_whole() {
    let fake = Fake::start().await;
    for version in ["v1.0", "beta"] {
        let path = format!("{version}/policies/crossTenantAccessPolicy");
        for clouds in [
            json!(["microsoftonline.us"]),
            json!(["partner.microsoftonline.cn"]),
            json!([]),
        ] {
            let body = json!({ "allowedCloudEndpoints": clouds });
            fake.patch(&path, body, 204).await;
            assert_eq!(fake.json(&path).await["allowedCloudEndpoints"], clouds);
        }
    }
    let bodies = [
        json!({ "allowedCloudEndpoints": null }),
        json!({ "allowedCloudEndpoints": [null] }),
        json!({ "allowedCloudEndpoints": ["login.example"] }),
        json!({ "id": "x" }),
        json!({ "partners": [] }),
    ];
    fake.refuse("PATCH", POLICY, bodies).await;
    // Only the contract of v1.0 lets the name be null.
    let unnamed = json!({ "displayName": null });
    fake.patch(POLICY, &unnamed, 204).await;
    fake.refuse("PATCH", &POLICY.replace("v1.0", "beta"), [unnamed])
        .await;
    fake.get(format!("{POLICY}?$expand=partners"), 400).await;
    fake.delete(POLICY, 405).await;
}

#[tokio::test]
async fn the_default_is_changed_and_reset() {
    let fake = Fake::start().await;
    let system = fake.json(DEFAULT).await;
    assert_eq!(system["isServiceDefault"], true);
    assert_eq!(system["inboundTrust"]["isMfaAccepted"], false);
    let users = json!({ "accessType": "blocked", "targets": [{ "target": "AllUsers", "targetType": "user" }] });
    assert_eq!(system["b2bDirectConnectInbound"]["usersAndGroups"], users);
    let both = |allowed: bool| json!({ "inboundAllowed": allowed, "outboundAllowed": allowed });
    assert_eq!(system["crossCloudMeetingConfiguration"], both(false));
    assert_eq!(system["protectedContentSharing"], both(true));
    assert_eq!(system["tenantRestrictions"]["devices"], Value::Null);
    let order = [
        "externalFederation",
        "azureActiveDirectory",
        "socialIdentityProviders",
    ];
    let redemption = &system["invitationRedemptionIdentityProviderConfiguration"];
    assert_eq!(
        redemption["primaryIdentityProviderPrecedenceOrder"],
        json!(order)
    );

    let trust = json!({ "isMfaAccepted": true });
    let change = json!({ "inboundTrust": trust, "protectedContentSharing": both(false) });
    fake.patch(DEFAULT, change, 204).await;
    let changed = fake.json(DEFAULT).await;
    assert_eq!(changed["isServiceDefault"], false);
    assert_eq!(changed["inboundTrust"], trust);
    assert_eq!(changed["protectedContentSharing"], both(false));
    assert_eq!(
        changed["b2bCollaborationInbound"],
        system["b2bCollaborationInbound"]
    );
    // Null is the value that Microsoft ships.
    fake.patch(DEFAULT, json!({ "inboundTrust": null }), 204)
        .await;
    assert_eq!(
        fake.json(DEFAULT).await["inboundTrust"],
        system["inboundTrust"]
    );

    let qualified = RESET.replace("reset", "microsoft.graph.reset");
    for reset in [RESET, &qualified] {
        fake.patch(DEFAULT, json!({ "inboundTrust": trust }), 204)
            .await;
        fake.send("POST", reset, None, 204).await;
        assert_eq!(fake.json(DEFAULT).await, system);
    }
    let bodies = [
        json!({ "isServiceDefault": false }),
        json!({ "automaticUserConsentSettings": both(true) }),
        json!({ "b2BCollaborationInbound": null }),
        json!({ "invitationRedemptionIdentityProviderConfiguration": { "fallbackIdentityProvider": "x" } }),
    ];
    fake.refuse("PATCH", DEFAULT, bodies).await;
}

#[tokio::test]
async fn values_of_settings_are_checked() {
    let fake = Fake::start().await;
    let path = fake.create_fabrikam().await;
    let users = |configuration: Value| json!({ "b2bCollaborationInbound": { "usersAndGroups": configuration } });
    let bodies = [
        users(json!({ "accessType": "Allowed" })),
        users(json!({ "targets": null })),
        users(json!({ "targets": [null] })),
        users(json!({ "targets": [{ "target": "AllUsers", "targetType": "users" }] })),
        json!({ "b2bCollaborationInbound": { "devices": null } }),
        json!({ "serviceProviderConstraints": null }),
    ];
    for path in [path.as_str(), DEFAULT] {
        fake.refuse("PATCH", path, bodies.clone()).await;
    }
    let b2b = users(
        json!({ "accessType": "allowed", "targets": [{ "target": ADATUM, "targetType": "group" }] }),
    );
    fake.patch(&path, &b2b, 204).await;
    let read = fake.json(&path).await;
    assert_eq!(
        read["b2bCollaborationInbound"],
        b2b["b2bCollaborationInbound"]
    );
    // Three settings are never null.
    let unset = json!({ "inboundAllowed": null, "outboundAllowed": null });
    for name in [
        "automaticUserConsentSettings",
        "crossCloudMeetingConfiguration",
        "protectedContentSharing",
    ] {
        assert_eq!(read[name], unset, "{name}");
    }
}

#[tokio::test]
async fn tenant_restrictions_have_no_type_annotation() {
    let fake = Fake::start().await;
    let path = fake.create_fabrikam().await;
    let mut restrictions =
        json!({ "applications": null, "devices": { "mode": "allowed", "rule": "x" } });
    for path in [path.as_str(), DEFAULT] {
        fake.patch(path, json!({ "tenantRestrictions": restrictions }), 204)
            .await;
        let full = format!("{path}?$format=application/json;odata.metadata=full");
        let answer = fake.json(full).await;
        assert!(answer["tenantRestrictions"].get("@odata.type").is_none());
        assert!(answer.get("@odata.type").is_some());
    }
    restrictions["@odata.type"] =
        "#microsoft.graph.crossTenantAccessPolicyTenantRestrictions".into();
    let body = json!({ "tenantRestrictions": restrictions });
    for path in [path.as_str(), DEFAULT] {
        fake.refuse("PATCH", path, [body.clone()]).await;
    }
}

#[tokio::test]
async fn a_switch_keeps_members_that_are_left_out() {
    let fake = Fake::with(|switches| switches.omitted_members = OmittedMembers::Kept).await;
    let path = fake.create_fabrikam().await;
    for path in [path.as_str(), DEFAULT] {
        for member in ["isMfaAccepted", "isCompliantDeviceAccepted"] {
            fake.patch(path, json!({ "inboundTrust": { member: true } }), 204)
                .await;
        }
        let trust = &fake.json(path).await["inboundTrust"];
        assert_eq!(trust["isMfaAccepted"], true);
        assert_eq!(trust["isCompliantDeviceAccepted"], true);
    }
}

#[tokio::test]
async fn a_deleted_partner_settles_before_it_can_be_added_again() {
    let clock = Clock::fixed(1_800_000_000);
    let fake = Fake::at_with(&clock, |it| it.partner_settle_seconds = 60).await;
    let path = fake.create_fabrikam().await;
    fake.delete(&path, 204).await;
    let partners = format!("v1.0/{PARTNERS}");
    clock.advance(Duration::from_secs(59));
    let refused = fake
        .post(&partners, json!({ "tenantId": FABRIKAM }), 409)
        .await;
    assert_eq!(refused.code(), "Request_MultipleObjectsWithSameKeyValue");
    fake.post(&partners, json!({ "tenantId": ADATUM }), 201)
        .await;
    clock.advance(Duration::from_secs(1));
    fake.create_fabrikam().await;
}

#[tokio::test]
async fn without_p1_some_settings_are_refused() {
    for (premium, status) in [(PremiumP1::BadRequest, 400), (PremiumP1::Forbidden, 403)] {
        let fake = Fake::with(|switches| switches.premium_p1 = premium).await;
        let path = fake.create_fabrikam().await;
        let setting = |target: &str| {
            let targets = json!([{ "target": target, "targetType": "user" }]);
            json!({ "b2bCollaborationInbound": { "usersAndGroups": { "accessType": "blocked", "targets": targets } } })
        };
        for path in [path.as_str(), DEFAULT] {
            let trust = json!({ "inboundTrust": { "isMfaAccepted": true } });
            let refused = fake.patch(path, trust, status).await;
            assert!(refused.text.contains("P1"), "{}", refused.text);
            fake.patch(path, setting(ADATUM), status).await;
            fake.patch(path, setting("AllUsers"), 204).await;
            fake.patch(path, json!({ "inboundTrust": null }), 204).await;
        }
    }
}

#[tokio::test]
async fn a_national_cloud_has_fewer_settings() {
    let fake = Fake::with(|switches| switches.cloud = CloudProfile::National).await;
    let path = fake.create_fabrikam().await;
    for path in [path.as_str(), DEFAULT] {
        let read = fake.json(path).await;
        assert!(read.get("inboundTrust").is_some());
        for name in [
            "tenantRestrictions",
            "m365CollaborationInbound",
            "protectedContentSharing",
        ] {
            assert!(read.get(name).is_none(), "{path} {name}");
            fake.refuse("PATCH", path, [json!({ name: null })]).await;
        }
    }
    assert!(
        fake.json(POLICY)
            .await
            .get("allowedCloudEndpoints")
            .is_none()
    );
    let clouds = json!({ "allowedCloudEndpoints": [] });
    fake.refuse("PATCH", POLICY, [clouds]).await;
    fake.get("beta/policies/deletedItems/crossTenantPartners", 400)
        .await;
}

fn by_domain(name: &str) -> String {
    format!("v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='{name}')")
}

fn by_id(id: &str) -> String {
    format!("v1.0/tenantRelationships/findTenantInformationByTenantId(tenantId='{id}')")
}

#[tokio::test]
async fn a_tenant_is_found_by_its_domain_and_its_id() {
    let fabrikam = TenantSeed::new(FABRIKAM.parse().unwrap())
        .domain("fabrikam.example")
        .display_name("Fabrikam");
    let internal = TenantSeed::new(ADATUM.parse().unwrap()).refuses_look_up();
    let fake = Fake::of(FakeGraph::builder().tenant(fabrikam).tenant(internal)).await;
    let expected = json!({
        "@odata.context": format!("{}/v1.0/$metadata#microsoft.graph.tenantInformation", fake.url()),
        "tenantId": FABRIKAM,
        "displayName": "Fabrikam",
        "defaultDomainName": "fabrikam.example",
        "federationBrandName": null
    });
    assert_eq!(fake.json(by_domain("Fabrikam.example")).await, expected);
    assert_eq!(fake.json(by_id(FABRIKAM)).await, expected);
    let encoded = by_id(FABRIKAM).replace('\'', "%27");
    assert_eq!(fake.json(encoded).await, expected);
    let qualified = by_id(FABRIKAM).replace("find", "microsoft.graph.find");
    assert_eq!(fake.json(qualified).await, expected);
    fake.get(by_domain("unknown.example"), 404).await;
    let refused = fake.get(by_id(ADATUM), 403).await;
    assert_eq!(refused.code(), "Authorization_RequestDenied");
    for wrong in [
        by_domain(""),
        by_domain("a''b"),
        by_domain("a b"),
        by_id("fabrikam.example"),
    ] {
        fake.get(wrong, 400).await;
    }
    fake.get(by_id(FABRIKAM).replace("tenantId=", "id="), 400)
        .await;
    let token = fake.token_with(&["Policy.Read.All"]);
    read(fake.request("GET", by_id(FABRIKAM)).bearer_auth(token), 403).await;
    let fake = Fake::with(|switches| switches.unknown_tenant = Refusal::BadRequest).await;
    fake.get(by_domain("unknown.example"), 400).await;
}

#[tokio::test]
async fn a_builder_gives_the_first_tenant_partners() {
    let synchronized = PartnerSeed::new(ADATUM.parse().unwrap()).synchronizes_users();
    let fabrikam: uuid::Uuid = FABRIKAM.parse().unwrap();
    let fake = Fake::of(FakeGraph::builder().partner(fabrikam).partner(synchronized)).await;
    let list = format!("v1.0/{PARTNERS}?$select=tenantId&$expand=identitySynchronization");
    let list = fake.json(list).await;
    assert_eq!(
        list["value"][0],
        json!({ "tenantId": FABRIKAM, "identitySynchronization": null })
    );
    let policy = &list["value"][1]["identitySynchronization"];
    assert_eq!(policy["userSyncInbound"]["isSyncAllowed"], true);
    let wrong = PartnerSeed::new(fabrikam).setting("b2BCollaborationInbound", Value::Null);
    let error = FakeGraph::builder().partner(wrong).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "tenants[0].partners[0]: Invalid property 'b2BCollaborationInbound'."
    );
}
