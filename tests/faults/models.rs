//! The entities that the service may return, and how they are read.

use std::time::{Duration, SystemTime};

use msgraph_identity::{
    Access, ApiConnector, ApiConnectorUpdate, Authentication, BetaSyncPolicy, ConnectorAuth,
};
use msgraph_identity_tests::double::{Double, json, status};
use msgraph_identity_tests::text::assert_hides;
use serde_json::{Value, json};

use crate::faults::scripted::{ID, PARTNER, connector, connectors, get, id, synchronization};

pub(super) async fn read(body: &Value) -> ApiConnector {
    get(json(200, body)).await.unwrap()
}

/// The body that an update sends.
async fn sent(update: &ApiConnectorUpdate) -> Value {
    let transport = Double::new([status(204)]);
    let handle = connectors(&transport).connector(&id());
    handle.update(update).await.unwrap();
    transport.take_sent()[0].json()
}

async fn read_authentication(authentication: Value) -> Option<Authentication> {
    let mut body = connector("x");
    body["authenticationConfiguration"] = authentication;
    read(&body).await.authentication().cloned()
}

pub(super) async fn read_policy(body: Value) -> BetaSyncPolicy {
    let transport = Double::new([json(200, &body)]);
    synchronization(&transport).get().await.unwrap()
}

#[tokio::test]
async fn the_masked_password_is_not_read() {
    for password in [json!("******"), json!(null), json!("hunter2")] {
        let authentication = json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "username": "svc", "password": password });
        let read = read_authentication(authentication).await.unwrap();
        let Authentication::Basic(basic) = &read else {
            panic!("{read:?}")
        };
        assert_eq!(basic.username(), Some("svc"));
        let stored = format!("{read:?} {}", serde_json::to_string(&read).unwrap());
        assert_hides(&stored, "******");
        assert_hides(&stored, "hunter2");
    }
}

#[tokio::test]
async fn the_names_of_kinds_are_compared_without_case_and_number_sign() {
    for name in [
        "#microsoft.graph.basicAuthentication",
        "microsoft.graph.basicAuthentication",
        "#Microsoft.Graph.BasicAuthentication",
    ] {
        let read = read_authentication(json!({ "@odata.type": name, "username": "u" })).await;
        assert!(
            matches!(read, Some(Authentication::Basic(_))),
            "{name}: {read:?}"
        );
    }
}

#[tokio::test]
async fn certificates_have_system_times() {
    let list = json!({
        "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
        "certificateList": [
            { "thumbprint": "A1", "notAfter": 1_830_000_000_i64, "notBefore": 1_800_000_000_i64, "isActive": true },
            { "thumbprint": null, "notAfter": i64::MAX, "notBefore": -62_135_596_800_i64, "isActive": null, "new": 1 },
        ],
    });
    let Some(Authentication::ClientCertificates(certificates)) = read_authentication(list).await
    else {
        panic!()
    };
    let active = certificates.active().unwrap();
    assert_eq!(active.thumbprint(), Some("A1"));
    assert_eq!(
        active.not_after(),
        Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_830_000_000))
    );
    let other = &certificates.certificates()[1];
    assert!(!other.is_active() && other.thumbprint().is_none());
    assert_eq!(
        other.not_before(),
        SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(62_135_596_800))
    );
}

#[tokio::test]
async fn an_unknown_kind_is_sent_back_unchanged() {
    for kind in [
        json!({ "@odata.type": "#microsoft.graph.apiKey", "key": "s3cret", "deep": { "a": [1, 2.5, null] } }),
        json!({ "key": "s3cret" }),
        json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "username": 7 }),
    ] {
        let read = read_authentication(kind.clone()).await.unwrap();
        let Authentication::Unknown(unknown) = &read else {
            panic!("{read:?}")
        };
        assert_hides(
            format!("{read:?} {}", serde_json::to_string(&read).unwrap()),
            "s3cret",
        );

        let update = ApiConnectorUpdate::new().auth(ConnectorAuth::unknown(unknown.clone()));
        let body = sent(&update).await;
        assert_eq!(body, json!({ "authenticationConfiguration": kind }));
    }
}

#[tokio::test]
async fn all_but_the_id_may_be_missing_or_null_and_more_properties_are_kept() {
    for body in [
        json!({ "id": ID }),
        json!({ "id": ID, "displayName": null, "targetUrl": null, "authenticationConfiguration": null }),
    ] {
        let connector = read(&body).await;
        assert_eq!(connector.display_name(), None);
        assert!(connector.target_url().is_none() && connector.authentication().is_none());
    }
    let basic = "#microsoft.graph.basicAuthentication";
    let certificates = "#microsoft.graph.clientCertificateAuthentication";
    for kind in [
        json!({ "@odata.type": basic }),
        json!({ "@odata.type": basic, "username": null, "password": null }),
        json!({ "@odata.type": certificates }),
        json!({ "@odata.type": certificates, "certificateList": null }),
    ] {
        let is_empty = match read_authentication(kind.clone()).await.unwrap() {
            Authentication::Basic(basic) => basic.username().is_none(),
            Authentication::ClientCertificates(list) => list.certificates().is_empty(),
            _ => false,
        };
        assert!(is_empty, "{kind}");
    }
    let mut body = connector("x");
    body["@odata.etag"] = json!("W/\"1\"");
    body["region"] = json!({ "name": "s3cret" });
    let connector = read(&body).await;
    let more = connector.additional_properties();
    assert_eq!(more.etag(), Some("W/\"1\""));
    assert_eq!(more.get("region"), Some(&json!({ "name": "s3cret" })));
    assert_hides(format!("{connector:?}"), "s3cret");
}

#[tokio::test]
async fn a_policy_of_beta_has_more_properties() {
    let policy = read_policy(json!({
        "tenantId": PARTNER,
        "displayName": "Fabrikam",
        "deletedDateTime": "2026-02-13T10:17:06Z",
        "userSyncInbound": { "isSyncAllowed": true },
        "groupSyncInbound": { "isSyncAllowed": null },
        "roleEnabledGroupSyncInbound": { "isSyncAllowed": false, "x": 1 },
        "externalCloudAuthorizedApplicationId": null,
        "somethingNew": [1],
    }))
    .await;
    assert_eq!(policy.tenant_id().to_string(), PARTNER);
    assert_eq!(policy.display_name(), Some("Fabrikam"));
    assert_eq!(policy.users(), Some(Access::Allow));
    assert_eq!(policy.groups(), None);
    assert_eq!(policy.role_enabled_groups(), Some(Access::Block));
    assert_eq!(policy.external_cloud_authorized_application_id(), None);
    assert_eq!(policy.deleted_date_time(), Some("2026-02-13T10:17:06Z"));
    assert_eq!(
        policy.additional_properties().get("somethingNew"),
        Some(&json!([1]))
    );
}

#[tokio::test]
async fn an_update_of_a_connector_sends_only_what_is_set_also_null() {
    let update = ApiConnectorUpdate::new();
    let url = "https://x.example/api?code=%2B";
    let cleared = update.clone().clear_display_name().clear_target_url();
    for (update, body) in [
        (
            update.clone().display_name("é"),
            json!({ "displayName": "é" }),
        ),
        (
            update.clone().target_url(url).unwrap(),
            json!({ "targetUrl": url }),
        ),
        (
            cleared.clear_auth(),
            json!({ "displayName": null, "targetUrl": null, "authenticationConfiguration": null }),
        ),
        (
            update.auth(ConnectorAuth::basic("u", "p")),
            json!({ "authenticationConfiguration":
                { "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "p" } }),
        ),
    ] {
        assert_eq!(sent(&update).await, body);
    }
}
