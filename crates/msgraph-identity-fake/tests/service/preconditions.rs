//! ETags, `If-Match` and `Prefer`, which switches turn on.

use msgraph_identity_fake::PreferReturn;
use serde_json::{Value, json};

use crate::exchange::{CONNECTORS, Exchange, Fake, basic, read};

async fn send_with(
    fake: &Fake,
    (method, path): (&str, &str),
    (name, value): (&str, &str),
    body: Option<Value>,
    status: u16,
) -> Exchange {
    let request = fake.authorized(method, path).header(name, value);
    let request = match body {
        Some(body) => request.json(&body),
        None => request,
    };
    read(request, status).await
}

#[tokio::test]
async fn an_etag_changes_with_its_entity() {
    let fake = Fake::with(|switches| switches.etags = true).await;
    let created = fake.post(CONNECTORS, basic("A"), 201).await;
    let (etag, body) = (created.header("etag"), created.json());
    assert_eq!(body["@odata.etag"], etag);
    let path = format!("{CONNECTORS}/{}", body["id"].as_str().unwrap());
    assert_eq!(fake.get(&path, 200).await.header("etag"), etag);
    let listed = fake.json(format!("{CONNECTORS}?$select=id")).await;
    assert_eq!(listed["value"][0]["@odata.etag"], etag);

    let (patch, delete) = (("PATCH", path.as_str()), ("DELETE", path.as_str()));
    let current = ("If-Match", etag);
    let rename = |name: &str| Some(json!({ "displayName": name }));
    send_with(&fake, patch, current, rename("B"), 204).await;
    assert_ne!(fake.get(&path, 200).await.header("etag"), etag);
    for (target, body) in [(patch, rename("C")), (delete, None)] {
        let refused = send_with(&fake, target, current, body, 412).await;
        assert_eq!(refused.code(), "PreconditionFailed");
    }
    assert_eq!(fake.json(&path).await["displayName"], "B");
    send_with(&fake, delete, ("If-Match", "*"), None, 204).await;
}

#[tokio::test]
async fn synchronizations_have_etags() {
    let fake = Fake::with(|switches| switches.etags = true).await;
    let partner = fake.create_fabrikam().await;
    let partner_etag = fake.get(&partner, 200).await.header("etag").to_owned();
    let expanded = format!("{partner}?$expand=identitySynchronization");
    assert_eq!(fake.get(&expanded, 200).await.header("etag"), partner_etag);
    let path = format!("{partner}/identitySynchronization");
    let (patch, delete) = (("PATCH", path.as_str()), ("DELETE", path.as_str()));
    fake.put(&path, json!({}), 204).await;
    let old = fake.get(&path, 200).await.header("etag").to_owned();
    let change = json!({ "displayName": "Fabrikam" });
    send_with(&fake, patch, ("If-Match", &old), Some(change), 204).await;
    send_with(&fake, delete, ("If-Match", &old), None, 412).await;
    let new = fake.get(&path, 200).await.header("etag").to_owned();
    let one_of_two = format!("\"other\", {new}");
    send_with(&fake, delete, ("If-Match", &one_of_two), None, 204).await;
    let delete = ("DELETE", partner.as_str());
    send_with(&fake, delete, ("If-Match", &partner_etag), None, 204).await;
}

#[tokio::test]
async fn preconditions_and_preferences_are_ignored_by_default() {
    let fake = Fake::start().await;
    let (post, minimal) = (("POST", CONNECTORS), ("Prefer", "return=minimal"));
    let created = send_with(&fake, post, minimal, Some(basic("A")), 201).await;
    assert!(created.headers.get("etag").is_none());
    let body = created.json();
    assert_eq!(body["displayName"], "A");
    let path = format!("{CONNECTORS}/{}", body["id"].as_str().unwrap());
    let other = ("If-Match", "\"x\"");
    send_with(&fake, ("DELETE", &path), other, None, 204).await;
}

#[tokio::test]
async fn preferences_decide_about_the_body() {
    let fake = Fake::with(|switches| switches.prefer_return = PreferReturn::Honoured).await;
    let minimal = ("Prefer", "respond-async, Return=Minimal");
    let post = ("POST", CONNECTORS);
    let created = send_with(&fake, post, minimal, Some(basic("A")), 204).await;
    assert_eq!(created.text, "");
    assert_eq!(created.header("preference-applied"), "return=minimal");
    let location = created.header("location");
    assert_eq!(created.header("odata-entityid"), location);
    let path = location.strip_prefix(&format!("{}/", fake.url())).unwrap();
    fake.get(path, 200).await;

    let whole = "return=representation";
    let change = Some(json!({ "displayName": "B" }));
    let patch = ("PATCH", path);
    let changed = send_with(&fake, patch, ("Prefer", whole), change, 200).await;
    assert_eq!(changed.json()["displayName"], "B");
    assert_eq!(changed.header("preference-applied"), whole);
}
