//! Errors and headers in the shape of Microsoft Graph.

use crate::exchange::{CONNECTORS, basic, get, http, read, send, start, start_at};
use msgraph_identity_fake::Clock;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn an_error_has_the_ids_of_the_request_and_the_time() {
    let fake = start_at(&Clock::fixed(1_739_441_826)).await;
    let request = http()
        .get(format!("{}/v1.0/identity/apiConnectors/nobody", fake.url()))
        .bearer_auth(fake.token())
        .header("client-request-id", "5b1e0b4e-8c0c-4b0e-9f0e-0a0a0a0a0a0a");
    let answer = read(request, 404).await;
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
async fn successes_have_the_common_headers() {
    let fake = start().await;
    let answer = get(&fake, CONNECTORS, 200).await;
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
async fn unknown_paths_and_versions_are_refused() {
    let fake = start().await;
    let unknown = get(&fake, "v1.0/identity/nothing", 400).await;
    assert_eq!(unknown.code(), "BadRequest");
    assert_eq!(
        unknown.json()["error"]["message"],
        "Resource not found for the segment 'nothing'."
    );
    assert_eq!(
        get(&fake, "v2.0/identity/apiConnectors", 400).await.code(),
        "BadRequest"
    );
    get(&fake, "", 400).await;
    get(&fake, "v1.0", 400).await;
    get(
        &fake,
        "v1.0/policies/crossTenantAccessPolicy/partners/no-guid",
        400,
    )
    .await;
}

#[tokio::test]
async fn unknown_methods_are_405_with_the_allowed_ones() {
    let fake = start().await;
    let tenant = "00000000-0000-0000-0000-000000000001";
    let synchronization =
        format!("v1.0/policies/crossTenantAccessPolicy/partners/{tenant}/identitySynchronization");
    for (method, path, allowed) in [
        ("PUT", CONNECTORS, "GET, POST"),
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
        let answer = send(&fake, method, path, Some(&json!({})), 405).await;
        assert_eq!(answer.code(), "Request_BadRequest");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn content_types_and_json_are_checked() {
    let fake = start().await;
    let send = async |content_type: Option<&str>, body: String, status: u16| {
        let url = format!("{}/v1.0/identity/apiConnectors", fake.url());
        let mut request = http().post(url).bearer_auth(fake.token()).body(body);
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        read(request, status).await
    };
    let good = basic("A").to_string();
    send(Some("application/json; charset=utf-8"), good.clone(), 201).await;
    send(
        Some("APPLICATION/JSON;odata.metadata=minimal"),
        good.clone(),
        201,
    )
    .await;
    for wrong in ["text/plain", "application/xml", "application/jsonp", ""] {
        send(Some(wrong), good.clone(), 415).await;
    }
    send(None, good.clone(), 400).await;
    for malformed in [
        "",
        "{",
        "{\"displayName\":}",
        "\u{feff}{}",
        &"[".repeat(100_000),
    ] {
        let answer = send(Some("application/json"), malformed.to_owned(), 400).await;
        assert_eq!(answer.code(), "BadRequest");
    }
    let large = format!("{{\"displayName\":\"{}\"}}", "x".repeat(4 * 1024 * 1024));
    send(Some("application/json"), large, 413).await;
}

#[tokio::test]
async fn an_unknown_method_is_refused_before_an_invalid_key() {
    let fake = start().await;
    let path = "v1.0/policies/crossTenantAccessPolicy/partners/no-guid/identitySynchronization";
    send(&fake, "POST", path, Some(&json!({})), 405).await;
    get(&fake, path, 400).await;
}

#[tokio::test]
async fn compressed_bodies_are_refused() {
    let fake = start().await;
    for (encoding, status) in [("identity", 201), ("gzip", 415)] {
        let url = format!("{}/v1.0/identity/apiConnectors", fake.url());
        let request = http().post(url).bearer_auth(fake.token());
        let request = request.header("content-encoding", encoding);
        read(request.json(&basic("A")), status).await;
    }
}

#[tokio::test]
async fn two_slashes_behind_the_version_are_one() {
    let fake = start().await;
    get(&fake, "v1.0//identity/apiConnectors", 200).await;
    for path in [
        "v1.0/identity//apiConnectors",
        "v1.0/policies/crossTenantAccessPolicy/partners//identitySynchronization",
    ] {
        get(&fake, path, 400).await;
    }
}

#[tokio::test]
async fn a_body_over_4_mb_is_read_to_its_end_before_it_is_refused() {
    let fake = start().await;
    let limit = 4 * 1024 * 1024;
    for (length, status) in [(limit, 400), (limit + 1, 413), (20 * 1024 * 1024, 413)] {
        // This client reads the answer only after it has written the whole body.
        let mut stream = TcpStream::connect(fake.address()).await.unwrap();
        let head = format!(
            "POST /{CONNECTORS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
            fake.token()
        );
        stream
            .write_all(format!("{head}Content-Length: {length}\r\n\r\n").as_bytes())
            .await
            .unwrap();
        stream
            .write_all(&vec![b' '; length])
            .await
            .expect("the fake reads the whole body");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, *format!("HTTP/1.1 {status}").as_bytes());
    }
}

#[tokio::test]
async fn a_body_is_drained_within_bounds() {
    let fake = start().await;
    let announced = |more: &str| {
        format!("POST /{CONNECTORS} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n{more}\r\n")
    };
    // Nothing is sent before `100 Continue`, so there is nothing to drain.
    let mut stream = TcpStream::connect(fake.address()).await.unwrap();
    stream
        .write_all(announced("Expect: 100-continue\r\n").as_bytes())
        .await
        .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, *b"HTTP/1.1 413");
    // The fake reads 64 MB at most.
    let mut stream = TcpStream::connect(fake.address()).await.unwrap();
    stream.write_all(announced("").as_bytes()).await.unwrap();
    let piece = vec![b' '; 1024 * 1024];
    for _ in 0..64 {
        stream.write_all(&piece).await.unwrap();
    }
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, *b"HTTP/1.1 413");
}
