//! Plans as text and as JSON, and desired states in JSON and YAML.

use msgraph_identity::jobs::desired_state::{Action, DesiredPartner, DesiredState, Subject};
use msgraph_identity::{Access, ConnectorAuth, InboundTrust, PartnerUpdate, Setting, SyncUpdate};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use super::{A, B, C, PASSWORD, Tenant, beta_state, connector, partner, state, tenant_id};

#[tokio::test]
async fn a_plan_is_written_like_a_diff() {
    let partners = vec![
        partner(
            A,
            json!({ "inboundTrust": { "isMfaAccepted": false, "isCompliantDeviceAccepted": true },
            "automaticUserConsentSettings": { "inboundAllowed": true } }),
        ),
        partner(
            B,
            json!({ "inboundTrust": { "isMfaAccepted": true },
            "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": true } } }),
        ),
    ];
    let connectors = vec![connector(A, "Vet", "https://api.contoso.com/vet?code=k3y")];
    let tenant = Tenant::new(partners, connectors, Default::default());
    let desired = json!({
        "partners": {
            A: { "inboundTrust": { "isMfaAccepted": true }, "automaticUserConsentSettings": null,
                "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": true } } },
            B: "absent",
            C: { "isServiceProvider": false, "inboundTrust": null },
        },
        "apiConnectors": {
            "New\n": {},
            "Vet": { "targetUrl": "https://api.contoso.com/vet?code=n3w",
                "authenticationConfiguration": { "username": "graph" } },
        },
    });
    let plan = tenant.plan(&desired).await.unwrap();
    let expected = format!(
        r##"~ partner {A}
-   inboundTrust.isMfaAccepted: false
+   inboundTrust.isMfaAccepted: true
-   automaticUserConsentSettings: {{"inboundAllowed":true}}
+   automaticUserConsentSettings: inherited
+ identity synchronization of {A}
+   userSyncInbound: {{"isSyncAllowed":true}}
- identity synchronization of {B}
-   userSyncInbound: {{"isSyncAllowed":true}}
- partner {B}
-   inboundTrust: {{"isMfaAccepted":true}}
+ partner {C}
+   isServiceProvider: false
+ API connector "New\n"
~ API connector "Vet" ({A})
-   targetUrl: "https://api.contoso.com/vet?<redacted>"
+   targetUrl: "https://api.contoso.com/vet?<redacted>"
    (they differ in a part that may be a secret and is not shown)
-   authenticationConfiguration.username: "svc"
+   authenticationConfiguration.username: "graph"
# API connector "Vet": its password is not compared, because Graph does not return it
"##
    );
    assert_eq!(plan.to_string(), expected);

    let written = serde_json::to_value(&plan).unwrap();
    assert_eq!(
        written[1],
        json!({ "action": "create", "identitySynchronization": A, "differences": [
            { "property": "userSyncInbound", "present": null, "wanted": { "isSyncAllowed": true } },
        ] })
    );
    assert_eq!(
        written[6]["apiConnector"],
        json!({ "displayName": "Vet", "id": A })
    );
    for text in [written.to_string(), format!("{plan:?} {plan:#?} {plan}")] {
        for secret in ["k3y", "n3w", PASSWORD] {
            assert_hides(&text, secret);
        }
    }
    let change = &plan.changes()[4];
    assert_eq!(change.subject(), &Subject::Partner(tenant_id(C)));
    assert_eq!(change.action(), Action::Create);
    assert_eq!(change.differences()[0].property(), "isServiceProvider");
    assert_eq!(plan.uncompared_passwords().collect::<Vec<_>>(), ["Vet"]);
}

#[test]
fn a_state_is_the_same_in_json_in_yaml_and_in_code() {
    let yaml = format!(
        "partners:
  {A}:
    inboundTrust: {{ isMfaAccepted: true }}
    automaticUserConsentSettings: null
    identitySynchronization:
      userSyncInbound: {{ isSyncAllowed: true }}
  {B}: absent
  {C}:
    identitySynchronization: absent
apiConnectors:
  Vet:
    targetUrl: https://api.contoso.com/vet
    authenticationConfiguration: {{ username: svc }}
"
    );
    let from_yaml: DesiredState = yaml_serde::from_str(&yaml).unwrap();
    let connector = msgraph_identity::jobs::desired_state::DesiredConnector::new();
    let connector = connector.target_url("https://api.contoso.com/vet").unwrap();
    let trust = InboundTrust::new().mfa(true);
    let settings = PartnerUpdate::new()
        .inbound_trust(trust)
        .redemption(Setting::Inherit);
    let a = DesiredPartner::new()
        .synchronization(SyncUpdate::new().users(Access::Allow))
        .settings(settings);
    let in_code = DesiredState::new()
        .partner(tenant_id(A), a)
        .partner(tenant_id(B), DesiredPartner::absent())
        .partner(
            tenant_id(C),
            DesiredPartner::new().without_synchronization(),
        )
        .connector("Vet", connector.username("svc"));
    assert_eq!(from_yaml, in_code);
    let json = serde_json::to_string(&in_code).unwrap();
    assert_eq!(DesiredState::from_json(&json).unwrap(), in_code);
    let yaml = yaml_serde::to_string(&in_code).unwrap();
    assert_eq!(
        yaml_serde::from_str::<DesiredState>(&yaml).unwrap(),
        in_code
    );
}

#[test]
fn a_state_that_is_not_understood_is_refused_with_the_place() {
    for (text, expected) in [
        (json!({ "partner": {} }), "partner"),
        (json!({ "partners": { "contoso.com": {} } }), "domain name"),
        (
            json!({ "partners": { A: null } }),
            "an object or \"absent\"",
        ),
        (
            json!({ "partners": { A: "gone" } }),
            "an object or \"absent\"",
        ),
        (
            json!({ "partners": { A: { "b2BCollaborationInbound": null } } }),
            "b2BCollaborationInbound",
        ),
        (
            json!({ "partners": { A: { "identitySynchronization": null } } }),
            "identitySynchronization",
        ),
        (
            json!({ "partners": { A: { "identitySynchronization": { "groupSyncInbound": null } } } }),
            "groupSyncInbound",
        ),
        (
            json!({ "partners": { A: { "inboundTrust": { "isMfaAccepted": "yes" } } } }),
            "inboundTrust: invalid type",
        ),
        (
            json!({ "apiConnectors": { "Vet": "absent" } }),
            "apiConnectors.Vet",
        ),
        // A secret that stands in place of an object is not shown.
        (
            json!({ "apiConnectors": { "Vet": format!("https://api.contoso.com/?code={PASSWORD}") } }),
            "apiConnectors.Vet: expected an object",
        ),
        (
            json!({ "apiConnectors": { "Vet": { "authenticationConfiguration": PASSWORD } } }),
            "apiConnectors.Vet: expected an object",
        ),
        (
            json!({ "apiConnectors": { "Vet": { "targetUrl": "api.contoso.com" } } }),
            "absolute http or https URL",
        ),
        (
            json!({ "apiConnectors": { "Vet": { "authenticationConfiguration": { "username": "svc", "password": PASSWORD } } } }),
            "connector_auth",
        ),
    ] {
        let error = DesiredState::<msgraph_identity::V1>::from_json(&text.to_string()).unwrap_err();
        assert!(error.is_invalid_argument(), "{error}");
        assert!(error.to_string().contains(expected), "{text}: {error}");
        assert_hides(&error, PASSWORD);
    }
    let twice = format!(
        r#"{{"partners":{{"{A}":{{}},"{}":"absent"}}}}"#,
        A.to_ascii_uppercase()
    );
    let error = DesiredState::<msgraph_identity::V1>::from_json(&twice).unwrap_err();
    assert_says(&error, "is there twice");
    let error = DesiredState::<msgraph_identity::V1>::from_json("{}\n{}").unwrap_err();
    assert!(error.is_invalid_argument(), "{error}");
    assert_says(&error, "trailing characters at line 2");
    // Beta has groups.
    let groups =
        json!({ "partners": { A: { "identitySynchronization": { "groupSyncInbound": null } } } });
    let _ = beta_state(&groups);
}

#[tokio::test]
async fn the_debug_of_a_state_shows_no_secrets() {
    let vet = json!({ "apiConnectors": { "Vet": { "targetUrl": "https://api.contoso.com/vet?code=k3y" } } });
    let state = state(&vet).connector_auth("Vet", ConnectorAuth::basic("svc", PASSWORD));
    let text = format!("{state:?} {state:#?}");
    assert_hides(&text, "k3y");
    assert_hides(&text, PASSWORD);
    assert_hides(serde_json::to_string(&state).unwrap(), PASSWORD);
}
