//! The forms in which models are stored and printed: JSON by serde, `Display` and `Debug`.

use msgraph_identity::{
    Access, ApiConnector, ApiConnectorUpdate, Authentication, BetaSyncPolicy, Certificate,
    SyncPolicy, SyncUpdate,
};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::{Value, json};

use crate::faults::models::{read, read_policy};
use crate::faults::scripted::{ID, PARTNER};

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
        assert_hides(&text, "s3cret");
        assert_hides(&text, "******");
        let again: ApiConnector = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
        assert_eq!(again.authentication(), by_client.authentication());
    }
    for unusable in [json!({ "displayName": "Vet" }), json!({ "id": ".." })] {
        let refused = serde_json::from_value::<ApiConnector>(unusable).unwrap_err();
        assert_says(&refused, "no id");
    }
}

#[tokio::test]
async fn serde_reads_a_policy_of_graph_as_the_client_does() {
    for recorded in [
        json!({ "tenantId": PARTNER, "displayName": "Fabrikam", "userSyncInbound": { "isSyncAllowed": true } }),
        json!({ "tenantId": PARTNER, "displayName": null, "userSyncInbound": { "isSyncAllowed": null },
            "groupSyncInbound": {}, "deletedDateTime": "2026-02-13T10:17:06.1234567" }),
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
    assert_says(&text, certificate);
    let beginning = r#"display_name: "Vet", target_url: TargetUrl(https://"#;
    assert_says(&text, beginning);
    let Some(Authentication::ClientCertificates(list)) = connector.authentication() else {
        panic!("{text}")
    };
    let line = "0E1F, valid from 2027-01-01 to 2027-12-31, active";
    assert_eq!(list.active().unwrap().to_string(), line);
    let hostile: Certificate =
        serde_json::from_value(json!({ "thumbprint": "0E\n\u{202e}\u{1b}[31m" })).unwrap();
    let printed = hostile.to_string();
    let unprintable = |c: char| c.is_control() || c == '\u{202e}';
    assert!(!printed.contains(unprintable), "{printed:?}");

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
