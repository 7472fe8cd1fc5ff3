//! How fast the fake is and what it keeps: `cargo bench -p msgraph-identity-fake`.
//!
//! The service runs on one thread, as it would on one core; the client is another.

#![allow(clippy::unwrap_used, reason = "a benchmark that can't go on ends")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use msgraph_identity_fake::{FakeGraph, FakeServer};
use tower::ServiceExt;

/// The page that is asked for.
const CONNECTORS: usize = 100;

fn main() {
    // Cargo passes `--bench`; a number says how many requests the memory is watched over.
    let watched = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let started = Instant::now();
        let fake = FakeGraph::start().await.unwrap();
        println!("start: {:.1} ms", started.elapsed().as_secs_f64() * 1_000.0);
        fill(&fake).await;
        in_process(&fake).await;
        let (address, request) = (fake.address().to_string(), request(&fake));
        let client =
            tokio::task::spawn_blocking(move || over_a_socket(&address, &request, watched));
        client.await.unwrap();
    });
}

async fn fill(fake: &FakeServer) {
    for number in 0..CONNECTORS {
        let body = format!(
            r##"{{"displayName":"Connector {number}","targetUrl":"https://contoso.example/api/{number}",
            "authenticationConfiguration":{{"@odata.type":"#microsoft.graph.basicAuthentication",
            "username":"graph","password":"secret"}}}}"##
        );
        let request = Request::post("http://graph.test/v1.0/identity/apiConnectors")
            .header("authorization", format!("Bearer {}", fake.token()))
            .header("content-type", "application/json")
            .body(Body::from(body))
            .unwrap();
        assert_eq!(fake.router().oneshot(request).await.unwrap().status(), 201);
    }
}

async fn in_process(fake: &FakeServer) {
    let (router, token) = (fake.router(), format!("Bearer {}", fake.token()));
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < Duration::from_secs(2) {
        let request = Request::get("http://graph.test/v1.0/identity/apiConnectors")
            .header("authorization", &token)
            .body(Body::empty())
            .unwrap();
        assert_eq!(router.clone().oneshot(request).await.unwrap().status(), 200);
        count += 1;
    }
    report("in process", count, started.elapsed());
}

fn request(fake: &FakeServer) -> String {
    format!(
        "GET /v1.0/identity/apiConnectors HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
        fake.address(),
        fake.token()
    )
}

/// One connection, one request after another.
fn over_a_socket(address: &str, request: &str, watched: usize) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 64 * 1024];
    let started = Instant::now();
    for count in 1..=watched {
        stream.write_all(request.as_bytes()).unwrap();
        read_answer(&mut stream, &mut buffer);
        if count % (watched / 4).max(1) == 0 {
            println!(
                "after {count} requests: {} MB resident",
                resident_megabytes()
            );
        }
    }
    report("over a socket", watched, started.elapsed());
}

/// Reads one answer; its length is in its head.
fn read_answer(stream: &mut TcpStream, buffer: &mut [u8]) {
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).unwrap();
        assert!(read > 0, "the fake closed the connection");
        filled += read;
        let Some(end) = buffer[..filled]
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
        else {
            continue;
        };
        let head = std::str::from_utf8(&buffer[..end]).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .unwrap();
        if filled == end + 4 + length.parse::<usize>().unwrap() {
            return;
        }
    }
}

fn report(what: &str, count: usize, elapsed: Duration) {
    let per_second = count as f64 / elapsed.as_secs_f64();
    println!("{what}: {per_second:.0} requests a second for a page of {CONNECTORS} connectors");
}

/// Only Linux tells it in a file.
fn resident_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: Option<usize> =
        line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or_else(
        || "unknown".to_owned(),
        |kilobytes| (kilobytes / 1024).to_string(),
    )
}
