//! The speed and memory of the fake: `cargo bench -p msgraph-identity-fake`.
//!
//! Each server runs on one thread, and its client on another. The benchmark measures the CPU time of the server's thread, which
//! does not depend on the load of the machine. The baseline is a server that only sends the same bytes: the ratio to it can be
//! compared between machines. `-- 1000000` measures the memory over a million requests.

#![allow(clippy::unwrap_used, reason = "a benchmark that can't go on ends")]

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeGraph, FakeServer, Seed, Switches, TenantSeed};
use serde_json::json;
use tokio::sync::oneshot;

const LIST: &str = "/v1.0/identity/apiConnectors";
/// The size of the measured page.
const PAGE: usize = 100;
/// The number of requests in a measurement.
const REQUESTS: usize = 20_000;

fn main() {
    // Cargo passes `--bench`. A number is that of the requests for the measurement of memory.
    let watched = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(100_000);
    println!("start of the program: {:.1} ms", start_of_the_program());
    let page = page();
    let baseline = baseline(&page);
    println!(
        "{:<44} {baseline:>7.0} requests a second and core",
        "a server that sends the same bytes:"
    );
    let report = |what: &str, rate: f64| {
        println!(
            "{what:<44} {rate:>7.0} requests a second and core, {:.2} of that",
            rate / baseline
        );
    };
    report("a page of 100 connectors:", list(PAGE, PAGE, REQUESTS));
    report(
        "one of 100 connectors on its page:",
        list(PAGE, 1, REQUESTS),
    );
    report(
        "one of 100,000 connectors on its page:",
        list(100_000, 1, REQUESTS),
    );
    watch_memory(watched);
}

/// Milliseconds until the program listens.
fn start_of_the_program() -> f64 {
    let started = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_msgraph-identity-fake"))
        .args(["--port", "0", "--quiet"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    let elapsed = started.elapsed();
    assert!(line.starts_with("Microsoft Graph (fake) at"), "{line}");
    program.kill().unwrap();
    program.wait().unwrap();
    elapsed.as_secs_f64() * 1_000.0
}

/// A server on its own thread, which returns its CPU time when it is stopped.
struct Server {
    address: SocketAddr,
    token: String,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<Duration>,
}

impl Server {
    fn fake(connectors: usize, page_size: usize) -> Self {
        let (ready, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = on_a_thread(move || async move {
            let fake = start(connectors, page_size).await;
            ready.send((fake.address(), fake.token())).unwrap();
            let before = worked();
            let _ = stopped.await;
            worked() - before
        });
        let (address, token) = started.recv().unwrap();
        Self {
            address,
            token,
            stop,
            thread,
        }
    }

    fn baseline(body: Bytes) -> Self {
        let (ready, started) = mpsc::channel();
        let (stop, mut stopped) = oneshot::channel();
        let thread = on_a_thread(move || async move {
            let address = (Ipv4Addr::LOCALHOST, 0);
            let listener = tokio::net::TcpListener::bind(address).await.unwrap();
            ready.send(listener.local_addr().unwrap()).unwrap();
            let before = worked();
            loop {
                tokio::select! {
                    accepted = listener.accept() => tokio::spawn(send_always(accepted.unwrap().0, body.clone())),
                    _ = &mut stopped => return worked() - before,
                };
            }
        });
        Self {
            address: started.recv().unwrap(),
            token: String::new(),
            stop,
            thread,
        }
    }

    /// The number of requests that the server answers in a second of CPU time.
    fn rate(self, requests: usize) -> f64 {
        let (address, request) = (self.address, self.request());
        Client::new(address).repeat(&request, requests);
        self.stop.send(()).unwrap();
        requests as f64 / self.thread.join().unwrap().as_secs_f64()
    }

    fn request(&self) -> String {
        let Self { address, token, .. } = self;
        format!("GET {LIST} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n")
    }
}

fn on_a_thread<F: Future<Output = Duration>>(
    run: impl FnOnce() -> F + Send + 'static,
) -> JoinHandle<Duration> {
    std::thread::spawn(|| {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().unwrap().block_on(run())
    })
}

async fn send_always(stream: tokio::net::TcpStream, body: Bytes) {
    stream.set_nodelay(true).unwrap();
    let service = service_fn(|_| {
        let body = Body::from(body.clone());
        async { Ok::<_, Infallible>(Response::new(body)) }
    });
    // The connection ends with its client.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn start(connectors: usize, page_size: usize) -> FakeServer {
    let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
    tenant.connectors = (0..connectors)
        .map(|number| {
            json!({
                "displayName": format!("Connector {number}"),
                "targetUrl": format!("https://contoso.example/api/{number}"),
                "authenticationConfiguration": {
                    "@odata.type": "#microsoft.graph.basicAuthentication",
                    "username": "graph",
                    "password": "secret"
                }
            })
        })
        .collect();
    let switches = Switches {
        page_size,
        ..Switches::default()
    };
    let seed = Seed {
        tenants: vec![tenant],
        switches,
    };
    FakeGraph::builder().seed(seed).start().await.unwrap()
}

/// The body of the measured page.
fn page() -> Bytes {
    let server = Server::fake(PAGE, PAGE);
    let mut client = Client::new(server.address);
    client.ask(&server.request());
    Bytes::copy_from_slice(client.body())
}

fn baseline(page: &Bytes) -> f64 {
    Server::baseline(page.clone()).rate(REQUESTS)
}

fn list(connectors: usize, page_size: usize, requests: usize) -> f64 {
    Server::fake(connectors, page_size).rate(requests)
}

fn watch_memory(requests: usize) {
    let server = Server::fake(PAGE, PAGE);
    let (request, mut client) = (server.request(), Client::new(server.address));
    for _ in 0..4 {
        client.repeat(&request, requests / 4);
        println!(
            "after {} requests more: {} MB resident",
            requests / 4,
            resident_megabytes()
        );
    }
}

/// One connection, one request after another.
struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    answer: std::ops::Range<usize>,
}

impl Client {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: vec![0; 64 * 1024],
            answer: 0..0,
        }
    }

    fn repeat(&mut self, request: &str, times: usize) {
        for _ in 0..times {
            self.ask(request);
        }
    }

    fn ask(&mut self, request: &str) {
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..]).unwrap();
            assert!(read > 0, "the server closed the connection");
            filled += read;
            let head = self.buffer[..filled]
                .windows(4)
                .position(|window| window == b"\r\n\r\n");
            let Some(head) = head else { continue };
            let text = std::str::from_utf8(&self.buffer[..head]).unwrap();
            assert!(text.starts_with("HTTP/1.1 200"), "{text}");
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            // The head has the length of the body.
            let end = head + 4 + length.unwrap().parse::<usize>().unwrap();
            if filled == end {
                self.answer = head + 4..end;
                return;
            }
        }
    }

    fn body(&self) -> &[u8] {
        &self.buffer[self.answer.clone()]
    }
}

/// The CPU time of this thread on Linux, and the elapsed time on other systems.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    match nanoseconds {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => STARTED.elapsed(),
    }
}

static STARTED: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);

/// The memory of this process, on Linux only.
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
