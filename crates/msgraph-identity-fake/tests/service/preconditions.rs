//! ETags, `If-Match` and `Prefer`, which switches turn on.

use crate::exchange::{CONNECTORS, Exchange, basic, get, http, post, put, read};
use msgraph_identity_fake::{FakeGraph, FakeServer, PreferReturn, Switches};
use serde_json::{Value, json};

use crate::partners::{FABRIKAM, PARTNERS};

async fn start(etags: bool, prefer_return: PreferReturn) -> FakeServer {
    let switches = Switches {
        etags,
        prefer_return,
        ..Switches::default()
    };
    let builder = FakeGraph::builder().switches(switches);
    builder.start().await.unwrap()
}

async fn send_with(
    fake: &FakeServer,
    method: &str,
    path: &str,
    header: (&str, &str),
    body: Option<&Value>,
    status: u16,
) -> Exchange {
    let method = method.parse().unwrap();
    let request = http()
        .request(method, format!("{}/{path}", fake.url()))
        .bearer_auth(fake.token())
        .header(header.0, header.1);
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    read(request, status).await
}

#[tokio::test]
async fn an_etag_changes_with_its_entity() {
    let fake = start(true, PreferReturn::Ignored).await;
    let created = post(&fake, CONNECTORS, &basic("A"), 201).await;
    let etag = created.header("etag").to_owned();
    let body = created.json();
    assert_eq!(body["@odata.etag"], etag);
    let path = format!("{CONNECTORS}/{}", body["id"].as_str().unwrap());
    assert_eq!(get(&fake, &path, 200).await.header("etag"), etag);
    let listed = get(&fake, &format!("{CONNECTORS}?$select=id"), 200)
        .await
        .json();
    assert_eq!(listed["value"][0]["@odata.etag"], etag);

    let rename = |name: &str| json!({ "displayName": name });
    send_with(
        &fake,
        "PATCH",
        &path,
        ("If-Match", &etag),
        Some(&rename("B")),
        204,
    )
    .await;
    assert_ne!(get(&fake, &path, 200).await.header("etag"), etag);
    let stale = ("If-Match", etag.as_str());
    for (method, body) in [("PATCH", Some(rename("C"))), ("DELETE", None)] {
        let refused = send_with(&fake, method, &path, stale, body.as_ref(), 412).await;
        assert_eq!(refused.code(), "PreconditionFailed");
    }
    assert_eq!(get(&fake, &path, 200).await.json()["displayName"], "B");
    send_with(&fake, "DELETE", &path, ("If-Match", "*"), None, 204).await;
}

#[tokio::test]
async fn synchronizations_have_etags() {
    let fake = start(true, PreferReturn::Ignored).await;
    let partner = json!({ "tenantId": FABRIKAM });
    let created = post(&fake, &format!("v1.0/{PARTNERS}"), &partner, 201).await;
    let partner_etag = created.header("etag").to_owned();
    let expanded = format!("v1.0/{PARTNERS}/{FABRIKAM}?$expand=identitySynchronization");
    assert_eq!(
        get(&fake, &expanded, 200).await.header("etag"),
        partner_etag
    );
    let path = format!("v1.0/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    put(&fake, &path, &json!({}), 204).await;
    let etag = get(&fake, &path, 200).await.header("etag").to_owned();
    let change = json!({ "displayName": "Fabrikam" });
    send_with(
        &fake,
        "PATCH",
        &path,
        ("If-Match", &etag),
        Some(&change),
        204,
    )
    .await;
    send_with(&fake, "DELETE", &path, ("If-Match", &etag), None, 412).await;
    let etag = get(&fake, &path, 200).await.header("etag").to_owned();
    let one_of_two = format!("\"other\", {etag}");
    send_with(&fake, "DELETE", &path, ("If-Match", &one_of_two), None, 204).await;
    let path = format!("v1.0/{PARTNERS}/{FABRIKAM}");
    send_with(
        &fake,
        "DELETE",
        &path,
        ("If-Match", &partner_etag),
        None,
        204,
    )
    .await;
}

#[tokio::test]
async fn if_match_is_ignored_without_etags() {
    let fake = start(false, PreferReturn::Ignored).await;
    let created = post(&fake, CONNECTORS, &basic("A"), 201).await;
    assert!(created.headers.get("etag").is_none());
    let path = format!("{CONNECTORS}/{}", created.json()["id"].as_str().unwrap());
    send_with(&fake, "DELETE", &path, ("If-Match", "\"x\""), None, 204).await;
}

#[tokio::test]
async fn preferences_decide_about_the_body() {
    let fake = start(false, PreferReturn::Honoured).await;
    let minimal = ("Prefer", "respond-async, Return=Minimal");
    let created = send_with(&fake, "POST", CONNECTORS, minimal, Some(&basic("A")), 204).await;
    assert_eq!(created.text, "");
    assert_eq!(created.header("preference-applied"), "return=minimal");
    let location = created.header("location");
    assert_eq!(created.header("odata-entityid"), location);
    let path = location.strip_prefix(&format!("{}/", fake.url())).unwrap();
    get(&fake, path, 200).await;

    let representation = ("Prefer", "return=representation");
    let change = json!({ "displayName": "B" });
    let changed = send_with(&fake, "PATCH", path, representation, Some(&change), 200).await;
    assert_eq!(changed.json()["displayName"], "B");
    assert_eq!(
        changed.header("preference-applied"),
        "return=representation"
    );
}

#[tokio::test]
async fn preferences_are_ignored_by_default() {
    let fake = start(false, PreferReturn::Ignored).await;
    let minimal = ("Prefer", "return=minimal");
    let created = send_with(&fake, "POST", CONNECTORS, minimal, Some(&basic("A")), 201).await;
    assert_eq!(created.json()["displayName"], "A");
}
