//! API connectors: create, read, change, delete.

use msgraph_identity_fake::{FakeGraph, Switches, UpdateAnswer};
use serde_json::{Value, json};

use crate::exchange::{delete, get, patch, post, send_as, start};

pub(crate) fn basic(name: &str) -> Value {
    json!({
        "displayName": name,
        "targetUrl": "https://x.example/api?code=k",
        "authenticationConfiguration": {
            "@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "p"
        }
    })
}

#[tokio::test]
async fn a_new_connector_is_answered_with_201_its_location_and_a_mask() {
    let fake = start().await;
    let created = post(
        &fake,
        "v1.0/identity/apiConnectors",
        &basic("Check loyalty"),
    )
    .await
    .expect(201);
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
    let read = get(&fake, &format!("v1.0/identity/apiConnectors/{id}"))
        .await
        .expect(200);
    assert_eq!(read.json(), body);
    let list = get(&fake, "beta/identity/apiConnectors")
        .await
        .expect(200)
        .json();
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
async fn a_patch_changes_only_what_it_has_and_answers_204() {
    let fake = start().await;
    let id = post(&fake, "v1.0/identity/apiConnectors", &basic("A"))
        .await
        .json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("v1.0/identity/apiConnectors/{id}");
    let answer = patch(&fake, &path, &json!({ "displayName": "B" }))
        .await
        .expect(204);
    assert_eq!(answer.text, "");
    let read = get(&fake, &path).await.json();
    assert_eq!(
        (&read["displayName"], &read["targetUrl"]),
        (&json!("B"), &json!("https://x.example/api?code=k"))
    );
    assert_eq!(read["authenticationConfiguration"]["username"], "u");
    patch(&fake, &path, &json!({ "displayName": null }))
        .await
        .expect(204);
    assert_eq!(get(&fake, &path).await.json()["displayName"], Value::Null);
}

#[tokio::test]
async fn a_patch_replaces_the_authentication_as_a_whole() {
    let fake = start().await;
    let id = post(&fake, "v1.0/identity/apiConnectors", &basic("A"))
        .await
        .json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("v1.0/identity/apiConnectors/{id}");
    // The type's name without `#`, as in Microsoft's sample of the update.
    let authentication =
        json!({ "@odata.type": "microsoft.graph.basicAuthentication", "username": "other" });
    patch(
        &fake,
        &path,
        &json!({ "authenticationConfiguration": authentication }),
    )
    .await
    .expect(204);
    let read = get(&fake, &path).await.json();
    assert_eq!(
        read["authenticationConfiguration"],
        json!({ "@odata.type": "#microsoft.graph.basicAuthentication", "username": "other", "password": null })
    );
}

#[tokio::test]
async fn a_switch_makes_patch_answer_with_the_entity() {
    let switches = Switches {
        connector_update: UpdateAnswer::Entity,
        ..Switches::default()
    };
    let fake = FakeGraph::builder()
        .switches(switches)
        .start()
        .await
        .unwrap();
    let id = post(&fake, "v1.0/identity/apiConnectors", &basic("A"))
        .await
        .json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("v1.0/identity/apiConnectors/{id}");
    let body = json!({ "displayName": "B" });
    let answer = send_as(&fake, &fake.token(), "PATCH", &path, Some(&body)).await;
    assert_eq!(answer.expect(200).json()["displayName"], "B");
}

#[tokio::test]
async fn a_deleted_connector_is_gone() {
    let fake = start().await;
    let id = post(&fake, "v1.0/identity/apiConnectors", &basic("A"))
        .await
        .json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("v1.0/identity/apiConnectors/{id}");
    assert_eq!(delete(&fake, &path).await.expect(204).text, "");
    for answer in [
        get(&fake, &path).await,
        delete(&fake, &path).await,
        patch(&fake, &path, &json!({ "displayName": "B" })).await,
    ] {
        assert_eq!(answer.expect(404).code(), "Request_ResourceNotFound");
    }
}

#[tokio::test]
async fn paths_are_matched_without_case_and_with_a_slash_at_the_end() {
    let fake = start().await;
    let id = post(&fake, "V1.0/Identity/apiconnectors/", &basic("A"))
        .await
        .expect(201)
        .json()["id"]
        .clone();
    let id = id.as_str().unwrap().to_uppercase();
    get(&fake, &format!("v1.0/IDENTITY/apiConnectors/{id}/"))
        .await
        .expect(200);
    get(&fake, &format!("v1.0/identity/apiConnectors('{id}')"))
        .await
        .expect(200);
}

#[tokio::test]
async fn bodies_that_graph_would_refuse_are_refused() {
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
        let answer = post(&fake, "v1.0/identity/apiConnectors", &body)
            .await
            .expect(400);
        assert_eq!(answer.code(), "Request_BadRequest", "{what}");
    }
    assert_eq!(
        get(&fake, "v1.0/identity/apiConnectors").await.json()["value"],
        json!([])
    );
}

#[tokio::test]
async fn annotations_are_taken_without_remark() {
    let fake = start().await;
    let mut body = basic("A");
    body["@odata.type"] = json!("#microsoft.graph.IdentityApiConnector");
    body["displayName@odata.type"] = json!("#String");
    post(&fake, "v1.0/identity/apiConnectors", &body)
        .await
        .expect(201);
}
