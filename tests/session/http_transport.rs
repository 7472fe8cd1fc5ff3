//! What the HTTP client says of connections that fail, over real sockets.

use std::time::Duration;

use msgraph_identity_core::{HttpTransport, Transport, TransportError, TransportErrorKind};
use msgraph_identity_tests::generated_client::http_client;
use msgraph_identity_tests::loopback::answer_raw;
use reqwest::{Method, Request};

/// What the transport makes of a server that answers with these bytes and closes the connection.
async fn answered(bytes: &'static [u8]) -> Result<http::Response<bytes::Bytes>, TransportError> {
    let url = answer_raw(bytes);
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
        b"what is this\r\n\r\n",
    ] {
        let error = answered(bytes).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Reset, "{error:?}");
        assert_eq!(error.status(), None);
    }
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
        assert_eq!(error.kind(), TransportErrorKind::BodyCut, "{error:?}");
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
    let full = answered(b"HTTP/1.1 200 OK\r\ncontent-length: 64\r\n\r\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef").await;
    assert_eq!(full.unwrap().body().len(), 64);
    for bytes in [
        &b"HTTP/1.1 200 OK\r\ncontent-length: 65\r\n\r\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"[..],
        b"HTTP/1.1 200 OK\r\n\r\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n0123456789abcdef0123456789abcdef\r\n40\r\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n0\r\n\r\n",
    ] {
        let error = answered(bytes).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge, "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn a_body_in_many_pieces_is_whole() {
    let bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n3\r\ndef\r\n0\r\n\r\n";
    assert_eq!(answered(bytes).await.unwrap().body(), "abcdef");
}

#[tokio::test]
async fn nobody_at_the_port_is_no_connection() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/?s3cret", listener.local_addr().unwrap());
    drop(listener);
    let request = Request::new(Method::GET, url.parse().unwrap());
    let error = HttpTransport::new(http_client())
        .send(request)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_no_tls() {
    for bytes in [&b""[..], b"HTTP/1.1 400 Bad Request\r\n\r\n"] {
        let url = answer_raw(bytes).replace("http://", "https://");
        let request = Request::new(Method::GET, url.parse().unwrap());
        let error = HttpTransport::new(http_client())
            .send(request)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Tls, "{error:?}");
    }
}
