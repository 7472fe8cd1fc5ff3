//! Starting and stopping: several fakes at once, https, calls without a network, and the program.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{FakeGraph, Seed};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tower::ServiceExt;

use crate::exchange::{CONNECTORS, Fake, basic, http, read};

#[tokio::test]
async fn fakes_do_not_share_state() {
    let (one, other) = (Fake::start().await, Fake::start().await);
    assert_ne!(one.address(), other.address());
    one.create(basic("A")).await;
    assert_eq!(one.names(CONNECTORS).await, ["A"]);
    assert_eq!(other.names(CONNECTORS).await, [""; 0]);
}

#[tokio::test]
async fn the_same_port_accepts_https() {
    let fake = Fake::start().await;
    let answer = fake.get_by_https(CONNECTORS).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let link = format!("{}/v1.0/$metadata", fake.https_url());
    assert!(answer.contains(&link), "links lead back by https: {answer}");
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn the_router_works_without_a_network() {
    let graph = FakeGraph::builder().build().unwrap();
    let token = format!("Bearer {}", graph.token());
    let request = Request::get("http://graph.test/v1.0/identity/apiConnectors");
    let request = request.header("authorization", token).body(Body::empty());
    let response = graph.router().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(response.status(), 200);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    let body = String::from_utf8_lossy(&body);
    assert!(body.contains("http://graph.test/v1.0/$metadata"));
}

#[tokio::test]
async fn a_dropped_fake_closes_its_port() {
    let fake = Fake::start().await;
    let address = fake.address();
    fake.get(CONNECTORS, 200).await;
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
    let fake = Fake::start().await;
    let idle = TcpStream::connect(fake.address()).await.unwrap();
    let mut half_a_handshake = TcpStream::connect(fake.address()).await.unwrap();
    half_a_handshake.write_all(b"\x16\x03\x01").await.unwrap();
    fake.get(CONNECTORS, 200).await;
    let stopped = tokio::time::timeout(Duration::from_secs(4), fake.stop()).await;
    stopped.expect("it stops");
    drop((idle, half_a_handshake));
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_msgraph-identity-fake"))
}

/// Starts the program and returns the address that it prints.
fn start(arguments: &[&str]) -> (Child, String) {
    let mut command = program();
    command.args(["--port", "0"]).args(arguments);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut first)
        .unwrap();
    let mut words = first.split_whitespace();
    let url = words
        .find(|word| word.starts_with("http://"))
        .unwrap()
        .to_owned();
    (child, url)
}

#[test]
fn errors_are_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("seed.yaml");
    let partner = "tenants: [{ id: 11111111-1111-4111-8111-111111111111, partners: [{}] }]";
    std::fs::write(&seed, partner).unwrap();
    let seed = seed.to_str().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = listener.local_addr().unwrap().port().to_string();
    let place = "tenants[0].partners[0]: Property 'tenantId' is required.";
    for (arguments, code, expected) in [
        (["--seed", "/nowhere/seed.yaml"], 1, "/nowhere/seed.yaml: "),
        (["--seed", seed], 1, place),
        (["--port", "x"], 2, "--port"),
        (["--port", &taken], 1, &format!("error: port {taken}: ")),
    ] {
        let output = program().args(arguments).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(
            text.starts_with("error: ") && text.contains(expected),
            "{text}"
        );
    }
}

/// Only Unix can send Ctrl-C as a signal.
#[cfg(unix)]
#[tokio::test]
async fn the_program_serves_until_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("fake.pem");
    let (mut child, url) = start(&["--certificate", certificate.to_str().unwrap()]);
    let health = read(http().get(format!("{url}/healthz")), 200).await;
    assert_eq!(health.text, "ok\n");
    let token = read(http().get(format!("{url}/__fake/token")), 200)
        .await
        .text;
    let list = http().get(format!("{url}/{CONNECTORS}?$top=1"));
    read(list.bearer_auth(token), 200).await;
    let pem = std::fs::read_to_string(&certificate).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
    let id = child.id().to_string();
    let killed = Command::new("kill").args(["-INT", &id]).status();
    assert!(killed.unwrap().success());
    assert!(child.wait().unwrap().success());
    let mut log = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert!(
        log.contains(" 200 GET /v1.0/identity/apiConnectors "),
        "{log}"
    );
    assert!(!log.contains("$top") && !log.contains("Bearer"), "{log}");
}

#[test]
fn the_seed_of_the_readme_is_valid() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("```yaml\n").unwrap();
    let (yaml, _) = rest.split_once("```").unwrap();
    let seed = Seed::from_yaml(yaml).unwrap();
    assert_eq!(seed.switches.page_size, 2);
    let graph = FakeGraph::builder().seed(seed).build().unwrap();
    assert_eq!(graph.applications().len(), 2);
}
