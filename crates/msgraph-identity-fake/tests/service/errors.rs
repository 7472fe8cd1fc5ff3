//! Paths, headers and bodies that are refused, and errors in the shape of Microsoft Graph.

use msgraph_identity_fake::{Clock, PathCase};
use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::exchange::{CONNECTORS, FABRIKAM, Fake, basic, read};

#[tokio::test]
async fn an_error_has_the_ids_of_the_request_and_the_time() {
    let fake = Fake::at(&Clock::fixed(1_739_441_826)).await;
    let id = "5b1e0b4e-8c0c-4b0e-9f0e-0a0a0a0a0a0a";
    let request = fake.authorized("GET", format!("{CONNECTORS}/nobody"));
    let answer = read(request.header("client-request-id", id), 404).await;
    let request_id = answer.header("request-id");
    assert_eq!(request_id.len(), 36);
    assert_eq!(answer.header("client-request-id"), id);
    assert_eq!(answer.header("date"), "Thu, 13 Feb 2025 10:17:06 GMT");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.json()["error"]["innerError"],
        json!({ "date": "2025-02-13T10:17:06", "request-id": request_id, "client-request-id": id })
    );
    assert_eq!(answer.code(), "Request_ResourceNotFound");
}

#[tokio::test]
async fn successes_have_the_common_headers() {
    let fake = Fake::start().await;
    let answer = fake.get(CONNECTORS, 200).await;
    assert_eq!(answer.header("request-id").len(), 36);
    assert!(answer.header("date").ends_with("GMT"));
    let diagnostic = answer.header("x-ms-ags-diagnostic");
    assert!(diagnostic.starts_with("{\"ServerInfo\":"));
    assert!(answer.headers.get("client-request-id").is_none());
}

#[tokio::test]
async fn unknown_paths_and_versions_are_refused() {
    let fake = Fake::start().await;
    for (path, segment) in [
        ("v1.0/identity/userFlows", "userFlows"),
        ("v1.0/identity/partners/1", "partners"),
        ("v1.0/identity/apiConnectors/1/owners/2", "owners"),
        (&format!("v1.0/{}", "x".repeat(1_000)), &"x".repeat(64)),
    ] {
        let unknown = fake.get(path, 400).await;
        assert_eq!(unknown.code(), "BadRequest");
        let message = format!("Resource not found for the segment '{segment}'.");
        assert_eq!(unknown.json()["error"]["message"], message);
    }
    for path in [
        "v2.0/identity/apiConnectors",
        "",
        "v1.0",
        "v1.0///identity/apiConnectors",
        "v1.0/identity//apiConnectors",
        "v1.0/identity/apiConnectors/%FF",
        "v1.0/identity/apiConnectors/%00",
        "v1.0/policies/crossTenantAccessPolicy/partners//identitySynchronization",
        "v1.0/policies/crossTenantAccessPolicy/partners/no-guid",
    ] {
        fake.get(path, 400).await;
    }
}

#[tokio::test]
async fn paths_have_several_spellings() {
    let fake = Fake::start().await;
    let created = fake
        .post("V1.0/Identity/apiconnectors/", basic("A"), 201)
        .await;
    let id = created.json()["id"].as_str().unwrap().to_uppercase();
    for path in [
        format!("v1.0/IDENTITY/apiConnectors/{id}/"),
        format!("v1.0/identity/apiConnectors('{id}')"),
        format!("v1.0//identity/apiConnectors/{id}"),
    ] {
        fake.get(path, 200).await;
    }
    // A key is a key, even if it equals a known segment or contains a slash.
    for key in ["PARTNERS", "a%2Fb"] {
        let absent = fake.get(format!("{CONNECTORS}/{key}"), 404).await.text;
        assert!(absent.contains(&key.replace("%2F", "/")), "{absent}");
    }
    let exact = Fake::with(|switches| switches.path_case = PathCase::Exact).await;
    exact.get("v1.0/identity/apiconnectors", 400).await;
    exact.get("V1.0/identity/apiConnectors", 400).await;
    exact.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn unknown_methods_are_405_with_the_allowed_ones() {
    let fake = Fake::start().await;
    let partner = format!("v1.0/policies/crossTenantAccessPolicy/partners/{FABRIKAM}");
    let synchronization = |partner: &str| format!("{partner}/identitySynchronization");
    // A key that is no GUID is refused only after the method.
    let no_guid = synchronization("v1.0/policies/crossTenantAccessPolicy/partners/no-guid");
    let upload = format!("{CONNECTORS}/x/uploadClientCertificate");
    for (method, path, allowed) in [
        ("PUT", CONNECTORS, "GET, POST"),
        ("DELETE", &format!("{CONNECTORS}/"), "GET, POST"),
        ("POST", &format!("{CONNECTORS}/x"), "GET, PATCH, DELETE"),
        ("GET", &upload, "POST"),
        (
            "POST",
            &synchronization(&partner),
            "GET, PUT, PATCH, DELETE",
        ),
        ("POST", &no_guid, "GET, PUT, PATCH, DELETE"),
    ] {
        let answer = fake.send(method, path, Some(json!({})), 405).await;
        assert_eq!(answer.code(), "Request_BadRequest");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
    fake.get(&no_guid, 400).await;
}

#[tokio::test]
async fn content_types_and_json_are_checked() {
    let fake = Fake::start().await;
    let send = async |content_type: &str, body: &str, status: u16| {
        let request = fake.authorized("POST", CONNECTORS).body(body.to_owned());
        read(request.header(CONTENT_TYPE, content_type), status).await
    };
    let good = basic("A").to_string();
    for (content_type, status) in [
        ("application/json; charset=utf-8", 201),
        ("APPLICATION/JSON;odata.metadata=minimal", 201),
        ("text/plain", 415),
        ("application/xml", 415),
        ("application/jsonp", 415),
        ("", 415),
    ] {
        send(content_type, &good, status).await;
    }
    let without = fake.authorized("POST", CONNECTORS).body(good.clone());
    read(without, 400).await;
    let deep = "[".repeat(100_000);
    for malformed in ["", "{", "{\"displayName\":}", "\u{feff}{}", &deep] {
        let answer = send("application/json", malformed, 400).await;
        assert_eq!(answer.code(), "BadRequest");
    }
    for (encoding, status) in [("identity", 201), ("gzip", 415)] {
        let request = fake.authorized("POST", CONNECTORS).json(&basic("A"));
        read(request.header("content-encoding", encoding), status).await;
    }
}

#[tokio::test]
async fn a_body_over_4_mb_is_read_within_bounds_before_it_is_refused() {
    const MB: usize = 1024 * 1024;
    let fake = Fake::start().await;
    for (announced, sent, expect, status) in [
        (4 * MB, 4 * MB, "", 400),
        (4 * MB + 1, 4 * MB + 1, "", 413),
        (20 * MB, 20 * MB, "", 413),
        // The fake reads 64 MB at most.
        (1_000 * MB, 64 * MB, "", 413),
        // Nothing is sent before `100 Continue`, so there is nothing to read.
        (1_000 * MB, 0, "Expect: 100-continue\r\n", 413),
    ] {
        // This client reads the answer only after it has written its body.
        let mut stream = TcpStream::connect(fake.address()).await.unwrap();
        let token = fake.token();
        let head = format!(
            "POST /{CONNECTORS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {announced}\r\n{expect}\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let written = stream.write_all(&vec![b' '; sent]).await;
        written.expect("the fake reads the whole body");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, *format!("HTTP/1.1 {status}").as_bytes());
        assert_eq!(fake.requests().pop().unwrap().status(), Some(status));
    }
    assert_eq!(fake.request_count(), 5);
}
