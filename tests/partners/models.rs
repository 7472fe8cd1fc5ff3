//! How partners and settings are read, and what survives a change.

use msgraph_identity::{
    Beta, DefaultPolicy, DefaultUpdate, PartnerPolicy, PartnerUpdate, Setting, V1,
};
use msgraph_identity_tests::double::{Double, json, status};
use serde_json::{Map, Value, json};

use super::ensure::handle;
use crate::faults::scripted::{PARTNER, graph};

/// The default settings as recorded from the live service.
fn recorded_default() -> Value {
    let rule = |access: &str, target: &str, kind: &str| json!({ "accessType": access, "targets": [{ "target": target, "targetType": kind }] });
    let b2b = |access| json!({ "usersAndGroups": rule(access, "AllUsers", "user"), "applications": rule(access, "AllApplications", "application") });
    let mut restrictions = b2b("blocked");
    restrictions["devices"] = Value::Null;
    json!({
        "isServiceDefault": true,
        "b2bCollaborationInbound": b2b("allowed"),
        "b2bCollaborationOutbound": b2b("allowed"),
        "b2bDirectConnectInbound": b2b("blocked"),
        "b2bDirectConnectOutbound": b2b("blocked"),
        "inboundTrust": { "isMfaAccepted": false, "isCompliantDeviceAccepted": false, "isHybridAzureADJoinedDeviceAccepted": false },
        "automaticUserConsentSettings": { "inboundAllowed": false, "outboundAllowed": false },
        "invitationRedemptionIdentityProviderConfiguration": {
            "primaryIdentityProviderPrecedenceOrder": ["externalFederation", "azureActiveDirectory", "socialIdentityProviders"],
            "fallbackIdentityProvider": "defaultConfiguredIdp",
        },
        "tenantRestrictions": restrictions,
        "appServiceConnectInbound": { "applications": rule("blocked", "AllApplications", "application") },
        "m365CollaborationInbound": { "users": rule("blocked", "AllUsers", "user") },
        "m365CollaborationOutbound": { "usersAndGroups": rule("allowed", "AllUsers", "user") },
        "crossCloudMeetingConfiguration": { "inboundAllowed": false, "outboundAllowed": false },
        "protectedContentSharing": { "inboundAllowed": true, "outboundAllowed": true },
    })
}

#[tokio::test]
async fn the_recorded_default_settings_are_read_and_sent_back_after_a_reset() {
    let mut recorded = recorded_default();
    recorded["isServiceDefault"] = false.into();
    let transport = Double::new([
        json(200, &recorded),
        status(204),
        json(200, &json!({})),
        status(204),
    ]);
    let default = graph(&transport)
        .v1()
        .cross_tenant_access()
        .default_settings();
    let backup = default.reset().await.unwrap();
    let trust = backup.settings.inbound_trust.own().unwrap();
    assert_eq!(trust.mfa, Some(false));
    default.update(&backup).await.unwrap();
    let mut expected = recorded.as_object().unwrap().clone();
    expected.remove("isServiceDefault");
    expected.remove("automaticUserConsentSettings");
    expected["tenantRestrictions"]
        .as_object_mut()
        .unwrap()
        .remove("devices");
    let sent = transport.take_sent();
    assert!(
        sent[1]
            .request
            .url()
            .path()
            .ends_with("/default/resetToSystemDefault")
    );
    assert_eq!(sent[3].json(), Value::Object(expected));
}

#[test]
fn a_new_partner_inherits_everything() {
    // From Microsoft's sample of a creation.
    let unset = json!({ "inboundAllowed": null, "outboundAllowed": null });
    let sample = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/crossTenantAccessPolicy/partners/$entity",
        "tenantId": PARTNER, "isServiceProvider": null, "inboundTrust": null, "b2bCollaborationInbound": null,
        "automaticUserConsentSettings": unset, "crossCloudMeetingConfiguration": unset, "protectedContentSharing": unset,
    });
    let partner: PartnerPolicy<V1> = serde_json::from_value(sample).unwrap();
    assert_eq!(partner.settings, Default::default());
    assert_eq!(partner.settings.redemption, Setting::Inherit);
}

#[test]
fn unknown_settings_members_and_keywords_are_written_back() {
    let json = json!({
        "tenantId": PARTNER,
        "b2bCollaborationInbound": { "usersAndGroups": { "accessType": "audited", "targets": [{ "target": "AllGuests", "targetType": "crowd", "x": 1 }], "y": 2 }, "z": [3] },
        "newSetting": { "deep": null },
    });
    for written in [
        serde_json::to_value(serde_json::from_value::<PartnerPolicy<V1>>(json.clone()).unwrap()),
        serde_json::to_value(serde_json::from_value::<PartnerPolicy<Beta>>(json.clone()).unwrap()),
    ] {
        let mut written = written.unwrap();
        written
            .as_object_mut()
            .unwrap()
            .retain(|name, _| json.get(name).is_some());
        assert_eq!(written, json);
    }
}

#[test]
fn an_update_refuses_names_that_are_no_settings() {
    for name in [
        "b2BCollaborationInbound",
        "automaticUserConsent",
        "identitySynchronization",
    ] {
        let error = serde_json::from_value::<PartnerUpdate>(json!({ name: null })).unwrap_err();
        assert!(
            error.to_string().contains("b2bCollaborationInbound"),
            "{error}"
        );
    }
    let default = json!({ "automaticUserConsentSettings": { "inboundAllowed": true } });
    assert!(serde_json::from_value::<DefaultUpdate>(default).is_err());
    let update = json!({ "inboundTrust": null, "isServiceProvider": true });
    let read: PartnerUpdate = serde_json::from_value(update.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), update);
}

#[tokio::test]
async fn unknown_members_survive_a_thousand_random_merges() {
    let mut random = fastrand::Rng::with_seed(11);
    let transport = Double::new([]);
    let partner = handle(&transport);
    for _ in 0..1_000 {
        let mut members = Map::new();
        for _ in 0..random.u8(1..5) {
            let value = [json!(1), json!({ "a": [true] }), json!("x")][random.usize(..3)].clone();
            members.insert(format!("new{}", random.u8(..50)), value);
        }
        let mut trust = members.clone();
        trust.insert("isMfaAccepted".to_owned(), random.bool().into());
        let present = json!({ "tenantId": PARTNER, "inboundTrust": trust });
        transport.replace([json(200, &present), status(204)]);
        let wanted = random.bool();
        let update =
            PartnerUpdate::new().inbound_trust(msgraph_identity::InboundTrust::new().mfa(wanted));
        partner.update(update).await.unwrap();
        members.insert("isMfaAccepted".to_owned(), wanted.into());
        let body = transport.take_sent().pop().unwrap().json();
        assert_eq!(body, json!({ "inboundTrust": members }));
    }
}

#[test]
fn the_default_settings_are_read_by_serde() {
    let default: DefaultPolicy = serde_json::from_value(recorded_default()).unwrap();
    assert_eq!(
        serde_json::to_value(&default).unwrap()["protectedContentSharing"],
        json!({ "inboundAllowed": true, "outboundAllowed": true })
    );
    assert!(
        default
            .settings
            .direct_connect_inbound
            .own()
            .unwrap()
            .applications
            .as_ref()
            .unwrap()
            .blocks_all()
    );
}
