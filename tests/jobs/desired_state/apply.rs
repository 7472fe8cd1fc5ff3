//! Applying a plan.

use http::Method;
use msgraph_identity::{Cloud, ConnectorAuth};
use msgraph_identity_fake::{Fault, Operation, Switches};
use msgraph_identity_tests::double::{Double, json};
use msgraph_identity_tests::text::assert_says;
use serde_json::{Value, json};

use crate::faults::scripted::builder;
use crate::in_process::send;

use super::{A, B, C, PASSWORD, Tenant, beta_state, connector, partner, state};

#[tokio::test]
async fn a_plan_writes_what_differs_and_nothing_else() {
    let tenant = Tenant::with_partners([
        partner(
            A,
            json!({
                "inboundTrust": { "isMfaAccepted": false, "isCompliantDeviceAccepted": true },
                "isServiceProvider": true,
                "identitySynchronization": { "displayName": "A", "userSyncInbound": { "isSyncAllowed": false } },
            }),
        ),
        partner(
            B,
            json!({ "identitySynchronization": { "displayName": "B" } }),
        ),
    ]);
    let desired = json!({ "partners": {
        A: { "inboundTrust": { "isMfaAccepted": true }, "automaticUserConsentSettings": null,
            "identitySynchronization": { "userSyncInbound": { "isSyncAllowed": true } } },
        B: "absent",
        C: { "automaticUserConsentSettings": { "inboundAllowed": true }, "identitySynchronization": {} },
    } });
    let plan = tenant.plan(&desired).await.unwrap();
    assert_eq!(tenant.requests(), ["GET partners"]);
    plan.apply().await.unwrap();
    let sync = |id| format!("partners/{id}/identitySynchronization");
    let expected = [
        "GET partners".to_owned(),
        format!("GET partners/{A}"),
        format!("PATCH partners/{A}"),
        format!("PATCH {}", sync(A)),
        format!("DELETE {}", sync(B)),
        format!("DELETE partners/{B}"),
        format!("GET partners/{C}"),
        "POST partners".to_owned(),
        format!("GET {}", sync(C)),
        format!("PUT {}", sync(C)),
    ];
    let sent = tenant.fake.requests();
    assert_eq!(tenant.requests(), expected);
    let body = |index: usize| serde_json::from_slice::<Value>(sent[index].body()).unwrap();
    let trust = json!({ "isMfaAccepted": true, "isCompliantDeviceAccepted": true });
    assert_eq!(body(2), json!({ "inboundTrust": trust }));
    assert_eq!(
        body(3),
        json!({ "userSyncInbound": { "isSyncAllowed": true } })
    );

    let partners = tenant.partners().await;
    assert_eq!(partners.keys().collect::<Vec<_>>(), [A, C]);
    assert_eq!(partners[A]["isServiceProvider"], true);
    assert_eq!(partners[A]["identitySynchronization"]["displayName"], "A");
    let plan = tenant.plan(&desired).await.unwrap();
    assert_eq!(plan.to_string(), "No changes.\n");
    plan.apply().await.unwrap();
    assert_eq!(tenant.requests(), ["GET partners", "GET partners"]);
}

#[tokio::test]
async fn a_tenant_that_has_changed_since_the_plan_is_not_written() {
    let desired = json!({
        "partners": {
            A: { "inboundTrust": { "isMfaAccepted": true } },
            B: "absent",
        },
        "apiConnectors": { "Vet": { "targetUrl": "https://api.contoso.com/new" } },
    });
    let url = |code| format!("https://api.contoso.com/vet?code={code}");
    for (path, body, is_owned) in [
        (
            A,
            json!({ "inboundTrust": { "isMfaAccepted": true } }),
            true,
        ),
        (A, json!({ "inboundTrust": null }), true),
        (A, json!({ "isServiceProvider": true }), false),
        (
            A,
            json!({ "inboundTrust": { "isMfaAccepted": false, "isCompliantDeviceAccepted": true } }),
            false,
        ),
        (
            B,
            json!({ "inboundTrust": { "isMfaAccepted": false } }),
            true,
        ),
        (C, json!({ "inboundTrust": null }), false),
        ("Vet", json!({ "targetUrl": url("c") }), true),
        ("Vet", json!({ "displayName": "Vetted" }), true),
    ] {
        let partners =
            [A, B, C].map(|id| partner(id, json!({ "inboundTrust": { "isMfaAccepted": false } })));
        let mut partners = partners.to_vec();
        partners[1] = partner(B, json!({ "inboundTrust": { "isMfaAccepted": true } }));
        let connectors = vec![connector(A, "Vet", &url("b"))];
        let tenant = Tenant::new(partners, connectors, Switches::default());
        let plan = tenant.plan(&desired).await.unwrap();
        tenant.write(path, &body).await;
        tenant.requests();
        let applied = plan.apply().await;
        assert_eq!(applied.is_err(), is_owned, "{path} {body}");
        if let Err(error) = applied {
            assert!(error.is_changed_since_plan(), "{error}");
            assert!(!error.may_have_taken_effect(), "{error}");
            assert_says(&error, path);
            assert_says(&error, "plan again");
            assert_eq!(tenant.requests(), ["GET partners", "GET apiConnectors"]);
        }
    }
}

impl Tenant {
    /// Another client updates a partner or the connector.
    async fn write(&self, path: &str, body: &Value) {
        let path = match path {
            "Vet" => format!("v1.0/identity/apiConnectors/{A}"),
            id => format!("v1.0/policies/crossTenantAccessPolicy/partners/{id}"),
        };
        let (token, body) = (self.fake.token(), body.to_string());
        let sent = send(&self.fake, token, Method::PATCH, &path, &body).await;
        assert!(sent.status().is_success(), "{sent:?}");
    }
}

#[tokio::test]
async fn connectors_are_created_and_updated_by_name() {
    let tenant = Tenant::with_connectors([
        connector(A, "Vet", "https://api.contoso.com/a"),
        connector(B, "Vet", "https://api.contoso.com/b"),
        connector(C, "Other", "https://api.contoso.com/c"),
    ]);
    let desired = json!({ "apiConnectors": {
        "Vet": { "targetUrl": "https://api.contoso.com/b", "authenticationConfiguration": { "username": "svc" } },
        "New": { "targetUrl": "https://api.contoso.com/new", "authenticationConfiguration": { "username": "new" } },
    } });
    let plan = tenant.plan(&desired).await.unwrap();
    tenant.requests();
    let error = plan.apply().await.unwrap_err();
    assert!(error.is_invalid_argument(), "{error}");
    assert_says(&error, "\"New\" needs its password");
    assert_eq!(tenant.requests(), [""; 0]);

    let with_auth = state(&desired)
        .connector_auth("New", ConnectorAuth::basic("new", PASSWORD))
        .connector_auth("Vet", ConnectorAuth::basic("svc", "other"));
    let plan = with_auth.plan(&tenant.v1()).await.unwrap();
    tenant.requests();
    plan.apply().await.unwrap();
    let sent = tenant.fake.requests();
    let update = format!("PATCH apiConnectors/{A}");
    let creation = ["GET apiConnectors", "POST apiConnectors"];
    assert_eq!(
        tenant.requests(),
        ["GET apiConnectors", creation[0], creation[1], &update]
    );
    // The user name is the same, so the password is not sent.
    let body: Value = serde_json::from_slice(sent[3].body()).unwrap();
    assert_eq!(body, json!({ "targetUrl": "https://api.contoso.com/b" }));

    let connectors = tenant.connectors().await;
    assert_eq!(connectors.len(), 4);
    assert!(tenant.plan(&desired).await.unwrap().is_empty());
    let renamed = json!({ "apiConnectors": { "Other": { "authenticationConfiguration": { "username": "x" } } } });
    let renamed = state(&renamed).connector_auth("Other", ConnectorAuth::basic("x", PASSWORD));
    tenant.apply(&renamed).await;
    assert!(renamed.plan(&tenant.v1()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_connector_without_a_url_is_not_created() {
    let tenant = Tenant::with_connectors([]);
    let desired = state(&json!({ "apiConnectors": { "Vet": {} } }));
    let desired = desired.connector_auth("Vet", ConnectorAuth::basic("svc", PASSWORD));
    let plan = desired.plan(&tenant.v1()).await.unwrap();
    let error = plan.apply().await.unwrap_err();
    assert_says(&error, "needs a `targetUrl`");
    assert!(tenant.connectors().await.is_empty());
}

#[tokio::test]
async fn an_authentication_that_cannot_be_sent_is_refused_before_anything_is_written() {
    let tenant = Tenant::with_partners([]);
    for (wanted, auth, expected) in [
        (None, ConnectorAuth::basic("svc", "******"), "password"),
        (None, ConnectorAuth::basic("a:b", PASSWORD), "colon"),
        (
            Some("svc"),
            ConnectorAuth::basic("other", PASSWORD),
            "has another user name",
        ),
    ] {
        let mut vet = json!({ "targetUrl": "https://api.contoso.com/vet" });
        if let Some(username) = wanted {
            vet["authenticationConfiguration"] = json!({ "username": username });
        }
        let desired = json!({ "partners": { A: {} }, "apiConnectors": { "Vet": vet } });
        let desired = state(&desired).connector_auth("Vet", auth);
        let plan = desired.plan(&tenant.v1()).await.unwrap();
        tenant.requests();
        let error = plan.apply().await.unwrap_err();
        assert!(error.is_invalid_argument(), "{error}");
        assert_says(&error, expected);
        assert_eq!(tenant.requests(), [""; 0]);
    }
}

#[tokio::test]
async fn settings_that_cannot_be_sent_are_refused_by_the_plan() {
    let no_target = json!({ "usersAndGroups": { "accessType": "blocked", "targets": [] } });
    let tenant = Tenant::with_partners([]);
    let desired = json!({ "partners": { A: { "b2bCollaborationInbound": no_target } } });
    let error = tenant.plan(&desired).await.unwrap_err();
    assert!(error.is_invalid_argument(), "{error}");
    assert_says(&error, "names no target");
    let blank = "\u{200b}";
    for desired in [
        json!({ "partners": { A: { "identitySynchronization": { "displayName": blank } } } }),
        json!({ "partners": { A: {} }, "apiConnectors": { blank: { "targetUrl": "https://api.contoso.com" } } }),
    ] {
        let error = tenant.plan(&desired).await.unwrap_err();
        assert!(error.is_invalid_argument(), "{error}");
        assert_says(&error, "is blank");
    }

    let absent_there = json!({ "users": { "accessType": "blocked", "targets": [{ "target": "AllUsers", "targetType": "user" }] } });
    for (setting, is_refused) in [(absent_there, true), (Value::Null, false)] {
        let transport = Double::new([json(200, &partner(A, json!({})))]);
        let graph = builder(transport).cloud(Cloud::China).build();
        let client = graph.unwrap().v1();
        let desired = json!({ "partners": { A: { "m365CollaborationInbound": setting } } });
        let plan = state(&desired).plan(&client).await;
        assert_eq!(plan.is_err(), is_refused);
        if let Err(error) = plan {
            assert!(error.is_invalid_argument(), "{error}");
            assert_says(&error, "cloud");
        }
    }
}

#[tokio::test]
async fn what_another_client_deletes_at_the_same_time_need_not_be_deleted() {
    let tenant = Tenant::with_partners([partner(A, json!({ "identitySynchronization": {} }))]);
    let plan = tenant.plan(&json!({ "partners": { A: "absent" } })).await;
    let plan = plan.unwrap();
    for operation in [
        Operation::DeleteIdentitySynchronization,
        Operation::DeletePartner,
    ] {
        let gone = Fault::error(404, "Request_ResourceNotFound").on(operation);
        tenant.inject(gone);
    }
    plan.apply().await.unwrap();
}

#[tokio::test]
async fn groups_are_allowed_in_beta() {
    let tenant = Tenant::with_partners([partner(A, json!({ "identitySynchronization": {} }))]);
    let desired = json!({ "partners": { A: { "identitySynchronization": {
        "groupSyncInbound": { "isSyncAllowed": true },
        "roleEnabledGroupSyncInbound": { "isSyncAllowed": true },
    } } } });
    let beta = tenant.graph.beta();
    let plan = beta_state(&desired).plan(&beta).await.unwrap();
    plan.apply().await.unwrap();
    assert!(beta_state(&desired).plan(&beta).await.unwrap().is_empty());
    let policy = &tenant.partners().await[A]["identitySynchronization"];
    assert_eq!(policy["groupSyncInbound"]["isSyncAllowed"], true);
}
