//! How partners and settings are read, and what survives a change.

use msgraph_identity::{
    AccessRule, Beta, DefaultPolicy, DefaultUpdate, PartnerPolicy, PartnerUpdate, Setting, Target,
    V1,
};
use msgraph_identity_tests::double::{Double, json, status};
use msgraph_identity_tests::text::assert_says;
use serde_json::json;

use crate::access_settings::{new_partner, system_default};
use crate::faults::scripted::{PARTNER, graph};

#[tokio::test]
async fn the_recorded_default_settings_are_read_and_sent_back_after_a_reset() {
    let mut recorded = system_default();
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
    // What cannot be set is not sent.
    let expected = recorded.as_object_mut().unwrap();
    for property in [
        "@odata.context",
        "id",
        "isServiceDefault",
        "automaticUserConsentSettings",
    ] {
        expected.remove(property);
    }
    let restrictions = expected["tenantRestrictions"].as_object_mut();
    restrictions.unwrap().remove("devices");
    let sent = transport.take_sent();
    let reset = sent[1].request.url().path();
    assert!(reset.ends_with("/default/resetToSystemDefault"), "{reset}");
    assert_eq!(sent[3].json(), recorded);
}

#[test]
fn a_new_partner_inherits_everything() {
    let partner: PartnerPolicy<V1> = serde_json::from_value(new_partner(PARTNER)).unwrap();
    assert_eq!(partner.settings, Default::default());
    assert_eq!(partner.settings.redemption, Setting::Inherit);
    // Neither the partner nor the default settings show it.
    let default: DefaultPolicy = serde_json::from_value(json!({})).unwrap();
    let restrictions = default.effective(&partner).tenant_restrictions;
    assert_eq!(restrictions.applications, None);
}

#[test]
fn unknown_settings_members_and_keywords_are_written_back() {
    let json = json!({
        "tenantId": PARTNER,
        "b2bCollaborationInbound": { "usersAndGroups": { "accessType": "audited", "targets": [{ "target": "AllGuests", "targetType": "crowd", "x": 1 }], "y": 2 }, "z": [3] },
        "tenantRestrictions": { "devices": { "mode": "allowed", "rule": "device.deviceOwnership -eq \"Company\"" } },
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
        assert_says(&error, "b2bCollaborationInbound");
    }
    let default = json!({ "automaticUserConsentSettings": { "inboundAllowed": true } });
    assert!(serde_json::from_value::<DefaultUpdate>(default).is_err());
    let update = json!({ "inboundTrust": null, "isServiceProvider": true });
    let read: PartnerUpdate = serde_json::from_value(update.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), update);
}

#[test]
fn the_default_settings_are_read_by_serde() {
    let default: DefaultPolicy = serde_json::from_value(system_default()).unwrap();
    let written = serde_json::to_value(&default).unwrap();
    let sharing = json!({ "inboundAllowed": true, "outboundAllowed": true });
    assert_eq!(written["protectedContentSharing"], sharing);
    let setting = default.settings.direct_connect_inbound.own().unwrap();
    assert!(setting.applications.as_ref().unwrap().blocks_all());
}

#[test]
fn a_rule_for_all_is_one_however_the_service_writes_it() {
    for target in [
        json!({ "target": "AllUsers", "targetType": "user" }),
        json!({ "@odata.type": "#t", "target": "AllUsers", "targetType": "user", "addedOn": "2026" }),
        json!({ "target": "allapplications", "targetType": "application" }),
    ] {
        let rule = json!({ "accessType": "blocked", "targets": [target] });
        let rule: AccessRule = serde_json::from_value(rule).unwrap();
        assert!(rule.blocks_all() && !rule.allows_all(), "{target}");
    }
    assert!(!AccessRule::block_only([Target::office_365()]).blocks_all());
}
