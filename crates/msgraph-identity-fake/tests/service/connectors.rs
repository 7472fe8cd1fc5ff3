//! API connectors: create, read, change, delete.

use crate::exchange::{
    CONNECTORS, basic, create, delete, get, patch, post, send_as, start, start_with,
};
use msgraph_identity_fake::{ClientCertificateAuthentication, Switches, UpdateAnswer};
use serde_json::{Value, json};

#[tokio::test]
async fn creating_a_connector_returns_it_with_its_location_and_a_masked_password() {
    let fake = start().await;
    let created = post(&fake, CONNECTORS, &basic("Check loyalty"), 201).await;
    let body = created.json();
    let id = body["id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    assert_eq!(
        body,
        json!({
            "@odata.context": format!("{}/v1.0/$metadata#identity/apiConnectors/$entity", fake.url()),
            "id": id,
            "displayName": "Check loyalty",
            "targetUrl": "https://x.example/api?code=k",
            "authenticationConfiguration": {
                "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "******"
            }
        })
    );
    assert_eq!(
        created.header("location"),
        format!("{}/v1.0/identity/apiConnectors/{id}", fake.url())
    );
    assert!(
        created
            .header("content-type")
            .starts_with("application/json;odata.metadata=minimal")
    );
    assert_eq!(created.header("odata-version"), "4.0");
    let read = get(&fake, &format!("v1.0/identity/apiConnectors/{id}"), 200).await;
    assert_eq!(read.json(), body);
    let list = get(&fake, "beta/identity/apiConnectors", 200).await.json();
    assert_eq!(
        list["@odata.context"],
        format!("{}/beta/$metadata#identity/apiConnectors", fake.url())
    );
    assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        list["value"][0]["authenticationConfiguration"]["password"],
        "******"
    );
}

#[tokio::test]
async fn a_patch_changes_only_the_sent_properties() {
    let fake = start().await;
    let path = create(&fake, &basic("A")).await;
    let answer = patch(&fake, &path, &json!({ "displayName": "B" }), 204).await;
    assert_eq!(answer.text, "");
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(
        (&read["displayName"], &read["targetUrl"]),
        (&json!("B"), &json!("https://x.example/api?code=k"))
    );
    assert_eq!(read["authenticationConfiguration"]["username"], "u");
    patch(&fake, &path, &json!({ "displayName": null }), 204).await;
    assert_eq!(
        get(&fake, &path, 200).await.json()["displayName"],
        Value::Null
    );
}

#[tokio::test]
async fn a_patch_replaces_the_whole_authentication() {
    let fake = start().await;
    let path = create(&fake, &basic("A")).await;
    // The name of the type without `#`, as in Microsoft's example.
    let authentication =
        json!({ "@odata.type": "microsoft.graph.basicAuthentication", "username": "other" });
    patch(
        &fake,
        &path,
        &json!({ "authenticationConfiguration": authentication }),
        204,
    )
    .await;
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(
        read["authenticationConfiguration"],
        json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "username": "other", "password": null })
    );
}

#[tokio::test]
async fn a_switch_makes_patch_return_the_entity() {
    let switches = Switches {
        connector_update: UpdateAnswer::Entity,
        ..Switches::default()
    };
    let fake = start_with(switches).await;
    let path = create(&fake, &basic("A")).await;
    let body = json!({ "displayName": "B" });
    let answer = send_as(&fake, &fake.token(), "PATCH", &path, Some(&body), 200).await;
    assert_eq!(answer.json()["displayName"], "B");
}

#[tokio::test]
async fn a_deleted_connector_does_not_exist() {
    let fake = start().await;
    let path = create(&fake, &basic("A")).await;
    assert_eq!(delete(&fake, &path, 204).await.text, "");
    for answer in [
        get(&fake, &path, 404).await,
        delete(&fake, &path, 404).await,
        patch(&fake, &path, &json!({ "displayName": "B" }), 404).await,
    ] {
        assert_eq!(answer.code(), "Request_ResourceNotFound");
    }
}

#[tokio::test]
async fn paths_ignore_case_and_a_trailing_slash() {
    let fake = start().await;
    let id = post(&fake, "V1.0/Identity/apiconnectors/", &basic("A"), 201)
        .await
        .json()["id"]
        .clone();
    let id = id.as_str().unwrap().to_uppercase();
    get(&fake, &format!("v1.0/IDENTITY/apiConnectors/{id}/"), 200).await;
    get(&fake, &format!("v1.0/identity/apiConnectors('{id}')"), 200).await;
}

#[tokio::test]
async fn invalid_bodies_are_refused() {
    let fake = start().await;
    let with = |name: &str, value: Value| {
        let mut body = basic("A");
        body[name] = value;
        body
    };
    let kind = |name: &str| json!({ "@odata.type": name, "username": "u", "password": "p" });
    for (what, body) in [
        ("an unknown property", with("displayname", json!("A"))),
        ("a read-only property", with("id", json!("x"))),
        ("a number for a text", with("displayName", json!(1))),
        ("null for what is needed", with("targetUrl", Value::Null)),
        (
            "no authentication",
            with("authenticationConfiguration", Value::Null),
        ),
        (
            "a text for an object",
            with("authenticationConfiguration", json!("x")),
        ),
        (
            "no type",
            with("authenticationConfiguration", json!({ "username": "u" })),
        ),
        (
            "the abstract type",
            with(
                "authenticationConfiguration",
                kind("microsoft.graph.apiAuthenticationConfigurationBase"),
            ),
        ),
        (
            "an unknown type",
            with(
                "authenticationConfiguration",
                kind("#microsoft.graph.bearer"),
            ),
        ),
        (
            "a result type",
            with(
                "authenticationConfiguration",
                json!({ "@odata.type": "#microsoft.graph.clientCertificateAuthentication" }),
            ),
        ),
        (
            "a property of another kind",
            with(
                "authenticationConfiguration",
                json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "pkcs12Value": "x" }),
            ),
        ),
        ("no object", json!([])),
        ("nothing", json!({})),
    ] {
        let answer = post(&fake, CONNECTORS, &body, 400).await;
        assert_eq!(answer.code(), "Request_BadRequest", "{what}");
    }
    assert_eq!(get(&fake, CONNECTORS, 200).await.json()["value"], json!([]));
}

#[tokio::test]
async fn annotations_are_ignored_if_they_fit_the_type() {
    let fake = start().await;
    let path = create(&fake, &basic("A")).await;
    for annotation in [
        json!({ "@odata.type": "#microsoft.graph.IdentityApiConnector" }),
        json!({ "@odata.type": "microsoft.graph.identityApiConnector" }),
        json!({ "@odata.type": "https://x.example/$metadata#microsoft.graph.identityApiConnector" }),
        json!({ "@odata.context": "https://x.example/$metadata#identity", "@odata.etag": "W/\"x\"" }),
        json!({ "displayName@odata.type": "#String", "displayName": "B" }),
    ] {
        patch(&fake, &path, &annotation, 204).await;
    }
}

#[tokio::test]
async fn annotations_of_another_type_or_kind_are_refused() {
    let fake = start().await;
    let path = create(&fake, &basic("A")).await;
    let types = [
        json!("#microsoft.graph.user"),
        json!("#microsoft.graph.basicAuthentication"),
        json!("identityApiConnector"),
        json!("##microsoft.graph.identityApiConnector"),
        json!("x#microsoft.graph.identityApiConnector"),
        json!("#"),
        json!(""),
        json!(7),
        json!(true),
        Value::Null,
        json!([]),
        json!({}),
    ];
    for ty in &types {
        let refused = patch(&fake, &path, &json!({ "@odata.type": ty }), 400).await;
        assert_eq!(refused.code(), "Request_BadRequest", "{ty}");
        let authentication = json!({ "@odata.type": ty, "username": "u" });
        if ty != "#microsoft.graph.basicAuthentication" {
            let body = json!({ "authenticationConfiguration": authentication });
            patch(&fake, &path, &body, 400).await;
        }
    }
    for body in [
        json!({ "displayName@odata.type": "#Int32" }),
        json!({ "displayName@odata.type": 1 }),
        json!({ "nothing@odata.type": "#String" }),
        json!({ "@odata.context": 1 }),
        json!({ "@odata.etag": {} }),
    ] {
        patch(&fake, &path, &body, 400).await;
    }
    let upload = json!({ "@odata.type": "#microsoft.graph.pkcs12Certificate", "pkcs12Value": "" });
    post(
        &fake,
        &format!("{path}/uploadClientCertificate"),
        &upload,
        400,
    )
    .await;
    assert_eq!(get(&fake, &path, 200).await.json()["displayName"], "A");
}

#[tokio::test]
async fn a_switch_ignores_a_client_certificate_authentication_that_was_read() {
    let fake = start_with(Switches {
        client_certificate_authentication: ClientCertificateAuthentication::Ignored,
        ..Switches::default()
    })
    .await;
    let path = create(&fake, &basic("A")).await;
    let kind = "#microsoft.graph.clientCertificateAuthentication";
    let authentication = json!({ "@odata.type": kind, "certificateList": [] });
    let body = json!({ "displayName": "B", "authenticationConfiguration": authentication });
    patch(&fake, &path, &body, 204).await;
    let read = get(&fake, &path, 200).await.json();
    assert_eq!(
        (
            &read["displayName"],
            &read["authenticationConfiguration"]["username"]
        ),
        (&json!("B"), &json!("u"))
    );
    let mut new = basic("C");
    new["authenticationConfiguration"] = authentication;
    post(&fake, CONNECTORS, &new, 400).await;
}
