//! The entities that the service may return, and how they are read.

use std::time::{Duration, SystemTime};

use msgraph_identity::{
    Access, ApiConnector, ApiConnectorUpdate, Authentication, BetaSyncPolicy, ConnectorAuth,
    SyncPolicy, SyncUpdate,
};
use msgraph_identity_tests::double::{Double, json, status};
use serde_json::{Value, json};

use crate::faults::scripted::{ID, PARTNER, connector, connectors, get, id, synchronization};

async fn read(body: &Value) -> ApiConnector {
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

async fn read_policy(body: Value) -> BetaSyncPolicy {
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
        assert!(
            !stored.contains("******") && !stored.contains("hunter2"),
            "{stored}"
        );
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
        assert!(!format!("{read:?} {}", serde_json::to_string(&read).unwrap()).contains("s3cret"));

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
    let mut body = connector("x");
    body["@odata.etag"] = json!("W/\"1\"");
    body["region"] = json!({ "name": "s3cret" });
    let connector = read(&body).await;
    let more = connector.additional_properties();
    assert_eq!(more.etag(), Some("W/\"1\""));
    assert_eq!(more.get("region"), Some(&json!({ "name": "s3cret" })));
    assert!(!format!("{connector:?}").contains("s3cret"));
}

/// Responses of Graph as recorded or as in its documentation.
fn recorded_connectors() -> [Value; 4] {
    let with = |kind| {
        json!({
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors/$entity",
            "id": ID,
            "displayName": "Vet",
            "targetUrl": "https://u:s3cret@x.example:8443/api?code=s3cret#s3cret",
            "authenticationConfiguration": kind,
            "key": "s3cret",
        })
    };
    let basic = "microsoft.graph.basicAuthentication";
    [
        with(
            json!({ "@odata.type": format!("#{basic}"), "username": "svc", "password": "******" }),
        ),
        with(json!({ "@odata.type": basic, "username": "svc", "password": "s3cret" })),
        with(json!({
            "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
            "certificateList": [{ "thumbprint": "0E1F", "notAfter": 1_830_297_599, "notBefore": 1_798_761_600, "isActive": true }],
        })),
        with(
            json!({ "@odata.type": "#microsoft.graph.clientCertificateAuthentication", "certificateList": null }),
        ),
    ]
}

#[tokio::test]
async fn serde_reads_a_connector_of_graph_as_the_client_does_and_writes_no_secret() {
    for recorded in recorded_connectors() {
        let by_client = read(&recorded).await;
        let by_serde: ApiConnector = serde_json::from_value(recorded).unwrap();
        assert_eq!(by_serde, by_client);

        let written = serde_json::to_value(&by_client).unwrap();
        assert_eq!(written["targetUrl"], "https://x.example:8443/api");
        let text = written.to_string();
        assert!(
            !text.contains("s3cret") && !text.contains("******"),
            "{text}"
        );
        let again: ApiConnector = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
        assert_eq!(again.authentication(), by_client.authentication());
    }
    for unusable in [json!({ "displayName": "Vet" }), json!({ "id": ".." })] {
        let refused = serde_json::from_value::<ApiConnector>(unusable).unwrap_err();
        assert!(refused.to_string().contains("no id"), "{refused}");
    }
}

#[tokio::test]
async fn serde_reads_a_policy_of_graph_as_the_client_does() {
    for recorded in [
        json!({ "tenantId": PARTNER, "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } }),
        json!({ "tenantId": PARTNER, "displayName": null, "userSyncInbound": { "isSyncAllowed": null } }),
        json!({
            "@odata.context": "https://graph.microsoft.com/beta/$metadata#x",
            "tenantId": PARTNER,
            "userSyncInbound": { "isSyncAllowed": false },
            "groupSyncInbound": { "isSyncAllowed": true },
            "roleEnabledGroupSyncInbound": null,
            "externalCloudAuthorizedApplicationId": "33333333-3333-4333-8333-333333333333",
            "deletedDateTime": "2026-02-13T10:17:06Z",
            "somethingNew": [1],
        }),
    ] {
        let by_client = read_policy(recorded.clone()).await;
        let by_serde: BetaSyncPolicy = serde_json::from_value(recorded.clone()).unwrap();
        assert_eq!(by_serde, by_client);
        let v1: SyncPolicy = serde_json::from_value(recorded.clone()).unwrap();
        assert_eq!(
            (v1.users(), v1.display_name()),
            (by_client.users(), by_client.display_name())
        );

        let written = serde_json::to_value(&by_client).unwrap();
        let again: BetaSyncPolicy = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
        for (name, value) in recorded.as_object().unwrap() {
            let is_known = !name.starts_with('@') && name != "somethingNew";
            let is_unset = value["isSyncAllowed"].is_null() && value.is_object();
            let expected = if is_unset { &Value::Null } else { value };
            assert_eq!(written.get(name), is_known.then_some(expected), "{name}");
        }
    }
    for unusable in [json!({ "displayName": "x" }), json!({ "tenantId": "x" })] {
        assert!(serde_json::from_value::<SyncPolicy>(unusable.clone()).is_err());
        assert!(serde_json::from_value::<BetaSyncPolicy>(unusable).is_err());
    }
}

/// The expected dates are those of `date --utc --date=@SECONDS`.
#[tokio::test]
async fn models_are_printed_for_people() {
    let connector = read(&recorded_connectors()[2]).await;
    let text = format!("{connector:?}");
    let certificate = r#"Certificate { thumbprint: "0E1F", not_before: 2027-01-01, not_after: 2027-12-31, is_active: true }"#;
    assert!(text.contains(certificate), "{text}");
    let beginning = r#"display_name: "Vet", target_url: TargetUrl(https://"#;
    assert!(text.contains(beginning), "{text}");
    let Some(Authentication::ClientCertificates(list)) = connector.authentication() else {
        panic!("{text}")
    };
    let line = "0E1F, valid from 2027-01-01 to 2027-12-31, active";
    assert_eq!(list.active().unwrap().to_string(), line);

    let update = SyncUpdate::new().clear_display_name().users(Access::Allow);
    let settings = "display_name: null, users: Allow";
    assert_eq!(
        format!("{update:?}"),
        format!("SyncUpdate {{ {settings} }}")
    );
    let update = update.groups(Access::Block);
    let settings = format!("{settings}, groups: Block");
    assert_eq!(
        format!("{update:?}"),
        format!("BetaSyncUpdate {{ {settings} }}")
    );
    let update = ApiConnectorUpdate::new().display_name("Vet");
    let settings = r#"display_name: "Vet""#;
    assert_eq!(
        format!("{update:?}"),
        format!("ApiConnectorUpdate {{ {settings} }}")
    );

    let recorded = json!({ "tenantId": PARTNER, "groupSyncInbound": { "isSyncAllowed": true }, "new": "s3cret" });
    let policy = read_policy(recorded).await;
    let properties = format!(
        r#"tenant_id: TenantId({PARTNER}), groups: Allow, additional_properties: AdditionalProperties {{"new"}}"#
    );
    assert_eq!(
        format!("{policy:?}"),
        format!("BetaSyncPolicy {{ {properties} }}")
    );
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
