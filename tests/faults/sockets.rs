//! Connections that fail, over real sockets. Times are in milliseconds.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use msgraph_identity::{
    ApiConnector, ApiConnectors, CustomCloud, Error, Graph, GraphBuilder, RetryPolicy, credential,
};
use msgraph_identity_tests::loopback::{closed_port, response, serve};
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::faults::scripted::{connector, id, new_connector};

/// Reads a request whose body is sent in one write.
fn read(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 8192];
    let length = stream.read(&mut buffer).unwrap_or_default();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

fn write(stream: &mut TcpStream, text: &str) {
    let _ = stream.write_all(text.as_bytes());
}

fn whole() -> String {
    let body = connector("Vet").to_string();
    response("200 OK", "content-type: application/json\r\n", &body)
}

/// A client without waits between attempts, of a server at this address. Deadlines are real.
pub(crate) fn builder(address: &str) -> GraphBuilder {
    let cloud = CustomCloud::parse_allowing_insecure_loopback(&format!("http://{address}"));
    let cloud = cloud.unwrap();
    Graph::builder(credential::static_token("t0k3n"))
        .cloud(cloud)
        .retry(RetryPolicy::default().initial_backoff(Duration::ZERO))
}

pub(crate) fn connectors(builder: GraphBuilder) -> ApiConnectors {
    builder.build().unwrap().v1().api_connectors()
}

async fn get(builder: GraphBuilder) -> Result<ApiConnector, Error> {
    connectors(builder).connector(&id()).get().await
}

async fn create(address: &str) -> Error {
    let created = connectors(builder(address)).create(new_connector()).await;
    created.unwrap_err()
}

/// What a server sends in place of a response.
const BREAKS: [&str; 7] = [
    "",
    "HTTP/1.1 200",
    "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{\"id\":",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"i",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
];

#[tokio::test]
async fn wherever_the_connection_breaks_a_read_is_repeated_and_a_creation_is_not() {
    for broken in BREAKS {
        let (address, count) = serve(move |number, mut stream| {
            let is_repeated = read(&mut stream).starts_with("GET ") && number == 1;
            let answer = if is_repeated { &whole() } else { broken };
            write(&mut stream, answer);
        });
        let got = get(builder(&address)).await.unwrap();
        assert_eq!(got.display_name(), Some("Vet"), "{broken}");
        assert_eq!(count.load(Ordering::SeqCst), 2, "{broken}");

        let error = create(&address).await;
        assert!(error.may_have_taken_effect(), "{broken}: {error}");
        assert!(error.is_transport(), "{broken}: {error}");
        assert_eq!(error.attempts(), 1);
        assert_eq!(count.load(Ordering::SeqCst), 3, "{broken}");
    }
}

/// A server may close a connection that it has kept just when the next request comes.
#[tokio::test]
async fn a_creation_on_a_kept_connection_is_sent_once() {
    let (address, count) = serve(|_, mut stream| {
        read(&mut stream);
        write(&mut stream, &whole().replace("connection: close\r\n", ""));
        assert!(read(&mut stream).starts_with("POST "));
    });
    let connectors = connectors(builder(&address));
    connectors.connector(&id()).get().await.unwrap();
    let error = connectors.create(new_connector()).await.unwrap_err();
    assert!(error.may_have_taken_effect(), "{error}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn silence_ends_after_the_read_timeout() {
    for beginning in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{",
    ] {
        let (address, count) = serve(move |_, mut stream| {
            read(&mut stream);
            write(&mut stream, beginning);
            // Until the client gives up.
            thread::spawn(move || read(&mut stream));
        });
        let builder = builder(&address).read_timeout(Duration::from_millis(50));
        let error = get(builder).await.unwrap_err();
        assert!(error.is_timeout() && error.is_transient(), "{error}");
        assert_eq!((error.attempts(), count.load(Ordering::SeqCst)), (4, 4));
    }
}

#[tokio::test]
async fn a_trickle_ends_when_the_calls_time_is_up() {
    let (address, _) = serve(|_, mut stream| {
        read(&mut stream);
        write(
            &mut stream,
            "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n",
        );
        while stream.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(10));
        }
    });
    let builder = builder(&address).call_timeout(Duration::from_millis(200));
    let started = Instant::now();
    let error = get(builder).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(started.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_huge_body_is_not_read() {
    let (address, count) = serve(|_, mut stream| {
        read(&mut stream);
        write(
            &mut stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n",
        );
        let spaces = [b' '; 4096];
        while stream.write_all(&spaces).is_ok() {}
    });
    let error = get(builder(&address).max_body_bytes(100_000))
        .await
        .unwrap_err();
    assert_says(&error, "larger than what is accepted");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

/// The client does not decompress, so a small body cannot become a large one.
#[tokio::test]
async fn a_compressed_body_is_neither_requested_nor_decompressed() {
    let (address, _) = serve(|_, mut stream| {
        let request = read(&mut stream).to_lowercase();
        assert_hides(&request, "accept-encoding");
        write(
            &mut stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n\u{1f}",
        );
    });
    let error = get(builder(&address)).await.unwrap_err();
    assert!(error.is_unexpected_content(), "{error}");
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection_and_no_other_call_fails() {
    let (sender, closed) = std::sync::mpsc::channel();
    let (address, count) = serve(move |number, mut stream| {
        read(&mut stream);
        if number == 0 {
            let sender = sender.clone();
            thread::spawn(move || sender.send(stream.read(&mut [0]).unwrap_or_default()));
        } else {
            write(&mut stream, &whole());
        }
    });
    let handle = connectors(builder(&address)).connector(&id());
    let dropped =
        tokio::time::timeout(Duration::from_millis(100), handle.get().into_future()).await;
    assert!(dropped.is_err());
    let end = tokio::task::spawn_blocking(move || closed.recv_timeout(Duration::from_secs(30)));
    assert_eq!(end.await.unwrap().unwrap(), 0, "the server sees the end");
    assert!(handle.get().await.is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_refused_connection_is_an_error_with_its_cause() {
    let address = closed_port();
    let error = create(&address).await;
    assert!(
        error.is_connect() && error.is_transient() && !error.may_have_taken_effect(),
        "{error}"
    );
    assert_eq!(error.attempts(), 4);
    let place = format!("(4 attempts, to http://{address}/v1.0, client-request-id ");
    assert_says(&error, &place);
    let mut causes =
        std::iter::successors(std::error::Error::source(&error), |error| error.source());
    assert!(
        causes.any(|cause| cause.to_string().contains("refused")),
        "{error:?}"
    );
}
