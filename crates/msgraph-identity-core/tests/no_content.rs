//! What generated code is given where Graph answers without content.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod loopback;

use std::sync::Arc;

use loopback::{http_client, serve_one};
use msgraph_identity_core::{ServiceRoot, Session, StaticToken};
use reqwest::{Method, Request, Response};

/// What `Session::execute` makes of these bytes.
async fn execute(response: &'static str) -> Response {
    let (root, _server) = serve_one(response);
    let root = ServiceRoot::parse_allowing_insecure_loopback(&root).unwrap();
    let session = Session::new(root, Arc::new(StaticToken::new("t")));
    let client = http_client();
    let url = format!("{}/x?y=z", session.service_root().as_str());
    let mut request = Request::new(Method::PATCH, url.parse().unwrap());
    session.authorize(&mut request).await.unwrap();
    session.execute(&client, request).await.unwrap()
}

async fn body(response: Response) -> String {
    String::from_utf8(response.bytes().await.unwrap().into()).unwrap()
}

#[tokio::test]
async fn a_response_without_content_is_read_as_none() {
    for head in [
        "HTTP/1.1 204 No Content\r\nrequest-id: r\r\nx: 1\r\nx: 2\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nrequest-id: r\r\nx: 1\r\nx: 2\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\nrequest-id: r\r\nx: 1\r\nx: 2\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\nrequest-id: r\r\nx: 1\r\nx: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ] {
        let response = execute(head).await;
        assert_eq!(response.status().as_str(), &head[9..12]);
        assert_eq!(response.headers()["request-id"], "r", "{head}");
        assert_eq!(response.headers().get_all("x").iter().count(), 2, "{head}");
        assert_eq!(response.content_length(), Some(4), "{head}");
        let length = response.headers().get("content-length");
        assert!(length.is_none_or(|length| length == "4"), "{head}");
        assert_eq!(response.url().path(), "/v1.0/x", "{head}");
        assert!(response.remote_addr().is_some(), "{head}");
        let entity: Option<String> = serde_json::from_str(&body(response).await).unwrap();
        assert_eq!(entity, None, "{head}");
    }
}

#[tokio::test]
async fn every_other_response_keeps_its_body() {
    for (bytes, expected) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"a\"", "\"a\""),
        ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", ""),
        ("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n", ""),
        ("HTTP/1.1 304 Not Modified\r\n\r\n", ""),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", ""),
        (
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy",
            "busy",
        ),
    ] {
        assert_eq!(body(execute(bytes).await).await, expected, "{bytes}");
    }
}
