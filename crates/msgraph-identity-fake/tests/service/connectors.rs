//! API connectors: create, read, change, delete.

use msgraph_identity_fake::{ClientCertificateAuthentication, UpdateAnswer};
use serde_json::{Value, json};

use crate::exchange::{CONNECTORS, Fake, basic};

#[tokio::test]
async fn creating_a_connector_returns_it_with_its_location_and_a_masked_password() {
    let fake = Fake::start().await;
    let created = fake.post(CONNECTORS, basic("Check loyalty"), 201).await;
    let body = created.json();
    let id = body["id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    let authentication = json!({
        "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "******"
    });
    assert_eq!(
        body,
        json!({
            "@odata.context": format!("{}/v1.0/$metadata#identity/apiConnectors/$entity", fake.url()),
            "id": id,
            "displayName": "Check loyalty",
            "targetUrl": "https://x.example/api?code=k",
            "authenticationConfiguration": authentication
        })
    );
    let path = format!("{CONNECTORS}/{id}");
    assert_eq!(created.header("location"), format!("{}/{path}", fake.url()));
    let content_type = created.header("content-type");
    assert!(content_type.starts_with("application/json;odata.metadata=minimal"));
    assert_eq!(created.header("odata-version"), "4.0");
    assert_eq!(fake.json(path).await, body);
    let list = fake.json("beta/identity/apiConnectors").await;
    let context = format!("{}/beta/$metadata#identity/apiConnectors", fake.url());
    assert_eq!(list["@odata.context"], context);
    assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        list["value"][0]["authenticationConfiguration"],
        authentication
    );
}

#[tokio::test]
async fn a_patch_changes_only_the_sent_properties() {
    let fake = Fake::start().await;
    let path = fake.create(basic("A")).await;
    let mut expected = fake.json(&path).await;
    for name in [json!("B"), Value::Null] {
        let change = json!({ "displayName": name });
        assert_eq!(fake.patch(&path, change, 204).await.text, "");
        expected["displayName"] = name;
        assert_eq!(fake.json(&path).await, expected);
    }
    // The authentication is replaced as a whole. Microsoft's example has the name of its type without `#`.
    let authentication =
        json!({ "@odata.type": "microsoft.graph.basicAuthentication", "username": "other" });
    let change = json!({ "authenticationConfiguration": authentication });
    fake.patch(&path, change, 204).await;
    assert_eq!(
        fake.json(&path).await["authenticationConfiguration"],
        json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "username": "other", "password": null })
    );
}

#[tokio::test]
async fn a_switch_makes_patch_return_the_entity() {
    let fake = Fake::with(|switches| switches.connector_update = UpdateAnswer::Entity).await;
    let path = fake.create(basic("A")).await;
    let request = fake.authorized("PATCH", path);
    let answer = crate::exchange::read(request.json(&json!({ "displayName": "B" })), 200).await;
    assert_eq!(answer.json()["displayName"], "B");
}

#[tokio::test]
async fn a_deleted_connector_does_not_exist() {
    let fake = Fake::start().await;
    let path = fake.create(basic("A")).await;
    assert_eq!(fake.delete(&path, 204).await.text, "");
    for answer in [
        fake.get(&path, 404).await,
        fake.delete(&path, 404).await,
        fake.patch(&path, json!({ "displayName": "B" }), 404).await,
    ] {
        assert_eq!(answer.code(), "Request_ResourceNotFound");
    }
}

#[tokio::test]
async fn invalid_bodies_are_refused() {
    let fake = Fake::start().await;
    let with = |name: &str, value: Value| {
        let mut body = basic("A");
        body[name] = value;
        body
    };
    let authentication = |value: Value| with("authenticationConfiguration", value);
    let kind = |name: &str| authentication(json!({ "@odata.type": name, "username": "u" }));
    let basic = "#microsoft.graph.basicAuthentication";
    let result = "#microsoft.graph.clientCertificateAuthentication";
    let bodies = [
        with("displayname", json!("unknown")),
        with("id", json!("read-only")),
        with("displayName", json!(1)),
        with("targetUrl", Value::Null),
        authentication(Value::Null),
        authentication(json!("x")),
        authentication(json!({ "username": "u" })),
        kind("microsoft.graph.apiAuthenticationConfigurationBase"),
        kind("#microsoft.graph.bearer"),
        authentication(json!({ "@odata.type": result })),
        authentication(json!({ "@odata.type": basic, "pkcs12Value": "x" })),
        json!([]),
        json!({}),
    ];
    fake.refuse("POST", CONNECTORS, bodies).await;
    assert_eq!(fake.json(CONNECTORS).await["value"], json!([]));
}

#[tokio::test]
async fn annotations_are_ignored_if_they_fit_the_type_and_refused_if_not() {
    let fake = Fake::start().await;
    let path = fake.create(basic("A")).await;
    let types = json!([
        "#microsoft.graph.user",
        "identityApiConnector",
        "##microsoft.graph.identityApiConnector",
        "x#microsoft.graph.identityApiConnector",
        "#",
        "",
        7,
        true,
        null,
        [],
        {}
    ]);
    for ty in types.as_array().unwrap() {
        let authentication = json!({ "@odata.type": ty, "username": "u" });
        let bodies = [
            json!({ "@odata.type": ty }),
            json!({ "authenticationConfiguration": authentication }),
        ];
        fake.refuse("PATCH", &path, bodies).await;
    }
    let bodies = [
        json!({ "@odata.type": "#microsoft.graph.basicAuthentication" }),
        json!({ "displayName@odata.type": "#Int32" }),
        json!({ "displayName@odata.type": 1 }),
        json!({ "nothing@odata.type": "#String" }),
        json!({ "@odata.context": 1 }),
        json!({ "@odata.etag": {} }),
    ];
    fake.refuse("PATCH", &path, bodies).await;
    let upload = json!({ "@odata.type": "#microsoft.graph.pkcs12Certificate", "pkcs12Value": "" });
    let action = format!("{path}/uploadClientCertificate");
    fake.post(action, upload, 400).await;
    assert_eq!(fake.json(&path).await["displayName"], "A");
    for annotation in [
        json!({ "@odata.type": "#microsoft.graph.IdentityApiConnector" }),
        json!({ "@odata.type": "microsoft.graph.identityApiConnector" }),
        json!({ "@odata.type": "https://x.example/$metadata#microsoft.graph.identityApiConnector" }),
        json!({ "@odata.context": "https://x.example/$metadata#identity", "@odata.etag": "W/\"x\"" }),
        json!({ "displayName@odata.type": "#String", "displayName": "B" }),
    ] {
        fake.patch(&path, annotation, 204).await;
    }
}

#[tokio::test]
async fn a_switch_ignores_a_client_certificate_authentication_that_was_read() {
    let ignored = ClientCertificateAuthentication::Ignored;
    let fake = Fake::with(|switches| switches.client_certificate_authentication = ignored).await;
    let path = fake.create(basic("A")).await;
    let kind = "#microsoft.graph.clientCertificateAuthentication";
    let authentication = json!({ "@odata.type": kind, "certificateList": [] });
    let body = json!({ "displayName": "B", "authenticationConfiguration": authentication });
    fake.patch(&path, body, 204).await;
    let read = fake.json(&path).await;
    assert_eq!(read["displayName"], "B");
    assert_eq!(read["authenticationConfiguration"]["username"], "u");
    let mut new = basic("C");
    new["authenticationConfiguration"] = authentication;
    fake.post(CONNECTORS, new, 400).await;
}
