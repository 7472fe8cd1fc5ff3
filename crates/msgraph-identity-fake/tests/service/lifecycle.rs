//! Starting and stopping, several fakes at once, https, calls without a network.

use crate::exchange::{CONNECTORS, basic, get, get_by_https, post, read, request, start};
use msgraph_identity_fake::FakeGraph;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tower::ServiceExt;

#[tokio::test]
async fn fakes_do_not_share_state() {
    let (one, other) = (start().await, start().await);
    assert_ne!(one.address(), other.address());
    post(&one, CONNECTORS, &basic("A"), 201).await;
    assert_eq!(
        get(&one, CONNECTORS, 200).await.json()["value"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(
        get(&other, CONNECTORS, 200).await.json()["value"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
}

#[tokio::test]
async fn the_same_port_accepts_https() {
    let fake = start().await;
    let answer = get_by_https(&fake, CONNECTORS).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.contains(&format!("{}/v1.0/$metadata", fake.https_url())),
        "links lead back by https: {answer}"
    );
    get(&fake, CONNECTORS, 200).await;
}

#[tokio::test]
async fn the_router_works_without_a_network() {
    let graph = FakeGraph::builder().build().unwrap();
    let request = Request::get("http://graph.test/v1.0/identity/apiConnectors")
        .header("authorization", format!("Bearer {}", graph.token()))
        .body(Body::empty())
        .unwrap();
    let response = graph.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    assert!(String::from_utf8_lossy(&body).contains("http://graph.test/v1.0/$metadata"));
}

#[tokio::test]
async fn health_needs_no_token() {
    let fake = start().await;
    let answer = read(request(&fake, "GET", "healthz"), 200).await;
    assert_eq!(answer.text, "ok\n");
}

#[tokio::test]
async fn a_dropped_fake_closes_its_port() {
    let fake = start().await;
    let address = fake.address();
    get(&fake, CONNECTORS, 200).await;
    drop(fake);
    let closed = tokio::time::timeout(Duration::from_secs(5), async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    closed.await.expect("the port is closed");
}

#[tokio::test]
async fn a_stopped_fake_has_closed_its_connections() {
    let fake = start().await;
    let idle = TcpStream::connect(fake.address()).await.unwrap();
    let mut half_a_handshake = TcpStream::connect(fake.address()).await.unwrap();
    half_a_handshake.write_all(b"\x16\x03\x01").await.unwrap();
    get(&fake, CONNECTORS, 200).await;
    tokio::time::timeout(Duration::from_secs(4), fake.stop())
        .await
        .expect("it stops");
    drop((idle, half_a_handshake));
}
