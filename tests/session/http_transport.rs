//! How the transport reads responses, over real sockets.

use std::time::Duration;

use msgraph_identity_core::{HttpTransport, Transport, TransportError, TransportErrorKind as Kind};
use msgraph_identity_tests::double::{Double, Step};
use msgraph_identity_tests::generated_client::http_client;
use msgraph_identity_tests::loopback::answer_raw;
use msgraph_identity_tests::text::assert_says;
use reqwest::{Method, Request};

use crate::faults::scripted::id;
use crate::faults::sockets::{builder, connectors};
use crate::session::scripted::{pipeline, request, session};

/// Sends a request to a server that sends these bytes and closes the connection.
async fn answered(
    bytes: impl Into<Vec<u8>>,
) -> Result<http::Response<bytes::Bytes>, TransportError> {
    let url = format!("http://{}/v1.0/x", answer_raw(bytes));
    let transport = HttpTransport::new(http_client()).max_body_bytes(64);
    let request = Request::new(Method::GET, url.parse().unwrap());
    tokio::time::timeout(Duration::from_secs(30), transport.send(request))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_connection_that_ends_before_the_head_is_reset() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n",
    ] {
        let error = answered(bytes).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Reset, "{error:?}");
        assert_eq!(error.status(), None);
    }
}

#[tokio::test]
async fn a_head_that_is_not_http_cannot_be_read() {
    let many = format!(
        "HTTP/1.1 201 Created\r\n{}content-length: 0\r\n\r\n",
        "x: y\r\n".repeat(100)
    );
    let long = format!("HTTP/1.1 201 Created\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let folded = "HTTP/1.1 201 Created\r\nx: a\r\n b\r\ncontent-length: 0\r\n\r\n";
    for (head, reason) in [
        (&*many, "it has more than 100 headers, or is too long"),
        (&*long, "it has more than 100 headers, or is too long"),
        (folded, "invalid HTTP header parsed"),
        (
            "HTTP/1.1 201 Created\r\nno colon\r\n\r\n",
            "invalid HTTP header parsed",
        ),
        ("what is this\r\n\r\n", "invalid HTTP version parsed"),
        ("SSH-2.0-OpenSSH_9.6\r\n", "invalid HTTP version parsed"),
        (
            "HTTP/3.1 201 Created\r\n\r\n",
            "invalid HTTP version parsed",
        ),
        ("HTTP/1.1 abc\r\n\r\n", "invalid HTTP status-code parsed"),
        (
            "HTTP/1.1 201 Created\r\ncontent-length: many\r\n\r\n",
            "invalid content-length parsed",
        ),
    ] {
        let error = answered(head).await.unwrap_err();
        assert_eq!(error.kind(), Kind::UnreadableHead, "{error:?}");
        assert_eq!(error.status(), None);
        let text = format!("the head of the response could not be read: {reason}");
        assert_eq!(error.to_string(), text, "{head:.60}");
    }
}

/// Another attempt would not get a head that can be read.
#[tokio::test(start_paused = true)]
async fn no_request_is_repeated_after_a_head_that_cannot_be_read() {
    for method in [Method::GET, Method::PUT, Method::POST] {
        let transport = Double::new([Step::Fail(Kind::UnreadableHead)]);
        let session = session(pipeline(&transport));
        let error = session.send(request(method)).await.unwrap_err();
        assert_says(&error, "could not be read");
        assert_eq!(transport.count(), 1);
    }
}

#[tokio::test]
async fn a_write_may_have_taken_effect_if_the_head_cannot_be_read() {
    let address = answer_raw("HTTP/1.1 201 Created\r\nno colon\r\n\r\n");
    let deletion = connectors(builder(&address)).connector(&id()).delete();
    let error = deletion.await.unwrap_err();
    assert_says(&error, "could not be read");
    assert!(error.may_have_taken_effect() && error.is_transport());
    assert!(!error.is_transient() && !error.is_connect());
}

#[tokio::test]
async fn a_success_that_breaks_off_is_an_error_with_its_status() {
    for bytes in [
        &b"HTTP/1.1 201 Created\r\ncontent-length: 5\r\n\r\nabc"[..],
        b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n",
        b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let error = answered(bytes).await.unwrap_err();
        assert_eq!(error.kind(), Kind::BodyCut, "{error:?}");
        assert_eq!(error.status().unwrap(), 201);
    }
}

#[tokio::test]
async fn of_an_error_that_breaks_off_the_status_and_the_beginning_stay() {
    let bytes = b"HTTP/1.1 429 X\r\nretry-after: 7\r\ncontent-length: 5\r\n\r\nabc";
    let response = answered(bytes).await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.body(), "abc");
}

#[tokio::test]
async fn a_body_is_read_up_to_a_limit() {
    let (full, larger) = ("x".repeat(64), "x".repeat(65));
    let response = |head: &str, body: &str| format!("HTTP/1.1 200 OK\r\n{head}\r\n{body}");
    let full = answered(response("content-length: 64\r\n", &full)).await;
    assert_eq!(full.unwrap().body().len(), 64);
    for (head, body) in [
        ("content-length: 65\r\n", &larger),
        ("", &larger),
        (
            "transfer-encoding: chunked\r\n",
            &format!("20\r\n{0}\r\n21\r\n{0}x\r\n0\r\n\r\n", "x".repeat(32)),
        ),
    ] {
        let error = answered(response(head, body)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::BodyTooLarge, "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn a_body_in_many_pieces_is_whole() {
    let bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n3\r\ndef\r\n0\r\n\r\n";
    assert_eq!(answered(bytes).await.unwrap().body(), "abcdef");
}
