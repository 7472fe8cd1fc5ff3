//! What is a difference, and what is none.

use msgraph_identity::jobs::desired_state::{DesiredPartner, DesiredState};
use msgraph_identity::{InboundTrust, PartnerUpdate};
use msgraph_identity_tests::double::{Double, json};
use serde_json::{Value, json};

use super::{A, B, Tenant, beta_state, connector, partner, state};
use crate::faults::scripted::graph;

const GROUP: &str = "4b2f6a9e-2c60-4a0b-9d35-2f0f5c1f7f4e";
const USER: &str = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/// Whether the plan is empty if Graph shows a partner like this.
async fn is_equal(shown: Value, desired: Value) -> bool {
    let transport = Double::new([json(200, &partner(A, shown))]);
    let desired = json!({ "partners": { A.to_ascii_uppercase(): desired } });
    let plan = beta_state(&desired).plan(&graph(&transport).beta()).await;
    assert_eq!(transport.count(), 1);
    plan.unwrap().is_empty()
}

fn users(targets: Value) -> Value {
    json!({ "usersAndGroups": { "accessType": "allowed", "targets": targets } })
}

#[tokio::test]
async fn what_graph_adds_or_spells_in_its_own_way_is_no_difference() {
    let group = json!({ "target": GROUP, "targetType": "group" });
    let user = json!({ "target": USER, "targetType": "user" });
    for (shown, desired) in [
        (
            json!({ "inboundTrust": { "@odata.type": "#t", "isMfaAccepted": true, "isNewTrust": false } }),
            json!({ "inboundTrust": { "isMfaAccepted": true } }),
        ),
        (
            json!({ "b2bCollaborationInbound": users(json!([user, group])) }),
            json!({ "b2bCollaborationInbound": users(json!([group, user])) }),
        ),
        (
            json!({ "b2bCollaborationInbound": users(json!([
                { "@odata.type": "#t", "target": GROUP.to_ascii_uppercase(), "targetType": "group", "addedOn": "2026" },
            ])) }),
            json!({ "b2bCollaborationInbound": users(json!([group])) }),
        ),
        (
            json!({ "b2bCollaborationInbound": {
                "usersAndGroups": { "accessType": "allowed", "targets@odata.type": "#t", "targets": [user, user], "kind": 1 },
                "applications": { "accessType": "allowed", "targets": [] },
            } }),
            json!({ "b2bCollaborationInbound": users(json!([user])) }),
        ),
        (
            json!({ "automaticUserConsentSettings": { "inboundAllowed": null, "outboundAllowed": null } }),
            json!({ "automaticUserConsentSettings": null, "inboundTrust": null, "isServiceProvider": null }),
        ),
        (
            json!({ "automaticUserConsentSettings": null }),
            json!({ "automaticUserConsentSettings": { "inboundAllowed": null } }),
        ),
        (
            json!({ "futureSetting": { "a": 1 }, "identitySynchronization": {
                "@odata.etag": "W/1", "tenantId": A, "userSyncInbound": { "isSyncAllowed": true },
                "externalCloudAuthorizedApplicationId": GROUP.to_ascii_uppercase(),
            } }),
            json!({ "identitySynchronization": {
                "displayName": null, "userSyncInbound": { "isSyncAllowed": true },
                "externalCloudAuthorizedApplicationId": GROUP,
            } }),
        ),
        (
            json!({ "identitySynchronization": null }),
            json!({ "identitySynchronization": "absent" }),
        ),
    ] {
        assert!(
            is_equal(shown.clone(), desired.clone()).await,
            "{shown} {desired}"
        );
    }
}

#[tokio::test]
async fn what_says_something_else_is_a_difference() {
    let group = json!({ "target": GROUP, "targetType": "group" });
    let user = json!({ "target": USER, "targetType": "user" });
    for (shown, desired) in [
        // Inheriting is a value of its own.
        (
            json!({ "inboundTrust": { "isMfaAccepted": false } }),
            json!({ "inboundTrust": null }),
        ),
        (
            json!({ "inboundTrust": null }),
            json!({ "inboundTrust": { "isMfaAccepted": false } }),
        ),
        (
            json!({ "isServiceProvider": null }),
            json!({ "isServiceProvider": false }),
        ),
        (
            json!({ "inboundTrust": { "isMfaAccepted": null, "isCompliantDeviceAccepted": true } }),
            json!({ "inboundTrust": { "isMfaAccepted": false } }),
        ),
        (
            json!({ "b2bCollaborationInbound": users(json!([group, user])) }),
            json!({ "b2bCollaborationInbound": users(json!([group])) }),
        ),
        (
            json!({ "b2bCollaborationInbound": users(json!([group])) }),
            json!({ "b2bCollaborationInbound": users(json!([group, user])) }),
        ),
        (
            json!({ "b2bCollaborationInbound": users(json!([{ "target": GROUP, "targetType": "user" }])) }),
            json!({ "b2bCollaborationInbound": users(json!([group])) }),
        ),
        (
            json!({ "identitySynchronization": null }),
            json!({ "identitySynchronization": {} }),
        ),
        (
            json!({ "identitySynchronization": { "tenantId": A } }),
            json!({ "identitySynchronization": "absent" }),
        ),
        (
            json!({ "identitySynchronization": { "tenantId": A, "userSyncInbound": null } }),
            json!({ "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": false } } }),
        ),
        (json!({}), json!("absent")),
    ] {
        assert!(
            !is_equal(shown.clone(), desired.clone()).await,
            "{shown} {desired}"
        );
    }
}

#[tokio::test]
async fn a_value_of_which_no_member_is_owned_is_no_difference() {
    let settings = PartnerUpdate::new().inbound_trust(InboundTrust::new());
    let desired = DesiredPartner::new().settings(settings);
    let desired = DesiredState::new().partner(A.parse().unwrap(), desired);
    for trust in [json!(null), json!({ "isMfaAccepted": true })] {
        let shown = partner(A, json!({ "inboundTrust": trust }));
        let transport = Double::new([json(200, &shown)]);
        let plan = desired.plan(&graph(&transport).v1()).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
    }
}

#[tokio::test]
async fn a_url_is_compared_as_a_url_and_a_name_as_it_is() {
    for (present, desired, is_equal) in [
        ("https://API.contoso.com", "https://api.contoso.com/", true),
        (
            "https://api.contoso.com:443/vet",
            "https://api.contoso.com/vet",
            true,
        ),
        (
            "https://api.contoso.com/Vet",
            "https://api.contoso.com/vet",
            false,
        ),
        (
            "https://api.contoso.com/vet?code=a",
            "https://api.contoso.com/vet?code=b",
            false,
        ),
    ] {
        let tenant = Tenant::with_connectors([connector(A, "Vet", present)]);
        let desired = json!({ "apiConnectors": { "Vet": { "targetUrl": desired } } });
        let plan = tenant.plan(&desired).await.unwrap();
        assert_eq!(plan.is_empty(), is_equal, "{present} {desired}");
    }
    let tenant = Tenant::with_connectors([connector(A, "vet", "https://api.contoso.com")]);
    let plan = tenant
        .plan(&json!({ "apiConnectors": { "Vet": {} } }))
        .await;
    assert_eq!(plan.unwrap().to_string(), "+ API connector \"Vet\"\n");
}

#[tokio::test]
async fn only_what_is_named_is_read() {
    let tenant = Tenant::with_partners([partner(A, json!({})), partner(B, json!({}))]);
    for (desired, requests) in [
        (json!({}), &[][..]),
        (json!({ "partners": {} }), &[]),
        (
            json!({ "partners": { A: {} } }),
            &[&*format!("GET partners/{A}")],
        ),
        (json!({ "partners": { A: {}, B: {} } }), &["GET partners"]),
        (
            json!({ "apiConnectors": { "Vet": {} } }),
            &["GET apiConnectors"],
        ),
    ] {
        let _ = tenant.plan(&desired).await.unwrap();
        assert_eq!(tenant.requests(), requests, "{desired}");
    }
    assert!(tenant.plan(&json!({})).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_error_while_reading_is_not_an_absence() {
    for status in [403, 500] {
        let denied = json!({ "error": { "code": "Authorization_RequestDenied", "message": "no" } });
        let transport = Double::new(std::iter::repeat_n(json(status, &denied), 20));
        let client = graph(&transport).v1();
        for desired in [
            json!({ "partners": { A: {} } }),
            json!({ "partners": { A: {}, B: {} } }),
            json!({ "apiConnectors": { "Vet": {} } }),
        ] {
            tokio::time::pause();
            let plan = state(&desired).plan(&client).await;
            assert_eq!(plan.unwrap_err().status().map(|s| s.as_u16()), Some(status));
            tokio::time::resume();
        }
    }
}
