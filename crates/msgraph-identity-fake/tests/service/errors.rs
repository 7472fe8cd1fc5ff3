//! Errors and headers in Microsoft Graph's shapes.

use msgraph_identity_fake::{Clock, FakeGraph};
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::connectors::basic;
use crate::exchange::{get, http, read, send, start};

#[tokio::test]
async fn an_error_names_the_request_and_the_time() {
    let fake = FakeGraph::builder()
        .clock(Clock::fixed(1_739_441_826))
        .start()
        .await
        .unwrap();
    let request = http()
        .get(format!("{}/v1.0/identity/apiConnectors/nobody", fake.url()))
        .bearer_auth(fake.token())
        .header("client-request-id", "5b1e0b4e-8c0c-4b0e-9f0e-0a0a0a0a0a0a");
    let answer = read(request.send().await.unwrap()).await.expect(404);
    let request_id = answer.header("request-id");
    assert_eq!(request_id.len(), 36);
    assert_eq!(
        answer.header("client-request-id"),
        "5b1e0b4e-8c0c-4b0e-9f0e-0a0a0a0a0a0a"
    );
    assert_eq!(answer.header("date"), "Thu, 13 Feb 2025 10:17:06 GMT");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.json()["error"]["innerError"],
        json!({
            "date": "2025-02-13T10:17:06",
            "request-id": request_id,
            "client-request-id": "5b1e0b4e-8c0c-4b0e-9f0e-0a0a0a0a0a0a"
        })
    );
    assert_eq!(answer.code(), "Request_ResourceNotFound");
}

#[tokio::test]
async fn successes_carry_the_headers_too() {
    let fake = start().await;
    let answer = get(&fake, "v1.0/identity/apiConnectors").await.expect(200);
    assert_eq!(answer.header("request-id").len(), 36);
    assert!(answer.header("date").ends_with("GMT"));
    assert!(
        answer
            .header("x-ms-ags-diagnostic")
            .starts_with("{\"ServerInfo\":")
    );
    assert!(answer.headers.get("client-request-id").is_none());
}

#[tokio::test]
async fn unknown_paths_and_versions_are_400() {
    let fake = start().await;
    let unknown = get(&fake, "v1.0/identity/nothing").await.expect(400);
    assert_eq!(unknown.code(), "BadRequest");
    assert_eq!(
        unknown.json()["error"]["message"],
        "Resource not found for the segment 'nothing'."
    );
    assert_eq!(
        get(&fake, "v2.0/identity/apiConnectors")
            .await
            .expect(400)
            .code(),
        "BadRequest"
    );
    get(&fake, "").await.expect(400);
    get(&fake, "v1.0").await.expect(400);
    get(
        &fake,
        "v1.0/policies/crossTenantAccessPolicy/partners/no-guid",
    )
    .await
    .expect(400);
}

#[tokio::test]
async fn wrong_methods_are_405_with_those_that_are_allowed() {
    let fake = start().await;
    let tenant = "00000000-0000-0000-0000-000000000001";
    let synchronization =
        format!("v1.0/policies/crossTenantAccessPolicy/partners/{tenant}/identitySynchronization");
    for (method, path, allowed) in [
        ("PUT", "v1.0/identity/apiConnectors", "GET, POST"),
        ("DELETE", "v1.0/identity/apiConnectors/", "GET, POST"),
        (
            "POST",
            "v1.0/identity/apiConnectors/x",
            "GET, PATCH, DELETE",
        ),
        (
            "GET",
            "v1.0/identity/apiConnectors/x/uploadClientCertificate",
            "POST",
        ),
        ("POST", &synchronization, "GET, PUT, PATCH, DELETE"),
    ] {
        let answer = send(&fake, method, path, Some(&json!({})))
            .await
            .expect(405);
        assert_eq!(answer.code(), "Request_BadRequest");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn content_types_and_json_are_checked() {
    let fake = start().await;
    let send = async |content_type: Option<&str>, body: String| {
        let url = format!("{}/v1.0/identity/apiConnectors", fake.url());
        let mut request = http().post(url).bearer_auth(fake.token()).body(body);
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        read(request.send().await.unwrap()).await
    };
    let good = basic("A").to_string();
    send(Some("application/json; charset=utf-8"), good.clone())
        .await
        .expect(201);
    send(
        Some("APPLICATION/JSON;odata.metadata=minimal"),
        good.clone(),
    )
    .await
    .expect(201);
    for wrong in ["text/plain", "application/xml", "application/jsonp", ""] {
        send(Some(wrong), good.clone()).await.expect(415);
    }
    send(None, good.clone()).await.expect(400);
    for malformed in [
        "",
        "{",
        "{\"displayName\":}",
        "\u{feff}{}",
        &"[".repeat(100_000),
    ] {
        let answer = send(Some("application/json"), malformed.to_owned())
            .await
            .expect(400);
        assert_eq!(answer.code(), "BadRequest");
    }
    let large = format!("{{\"displayName\":\"{}\"}}", "x".repeat(4 * 1024 * 1024));
    send(Some("application/json"), large).await.expect(413);
}

#[tokio::test]
async fn a_method_is_judged_before_the_key_it_is_about() {
    let fake = start().await;
    let path = "v1.0/policies/crossTenantAccessPolicy/partners/no-guid/identitySynchronization";
    send(&fake, "POST", path, Some(&json!({})))
        .await
        .expect(405);
    get(&fake, path).await.expect(400);
}

#[tokio::test]
async fn compressed_bodies_are_not_taken() {
    let fake = start().await;
    for (encoding, status) in [("identity", 201), ("gzip", 415)] {
        let url = format!("{}/v1.0/identity/apiConnectors", fake.url());
        let request = http().post(url).bearer_auth(fake.token());
        let request = request.header("content-encoding", encoding);
        let answer = request.json(&basic("A")).send().await.unwrap();
        read(answer).await.expect(status);
    }
}

#[tokio::test]
async fn two_slashes_behind_the_version_are_one() {
    let fake = start().await;
    get(&fake, "v1.0//identity/apiConnectors").await.expect(200);
    for path in [
        "v1.0/identity//apiConnectors",
        "v1.0/policies/crossTenantAccessPolicy/partners//identitySynchronization",
    ] {
        get(&fake, path).await.expect(400);
    }
}
