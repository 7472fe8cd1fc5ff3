//! The speed and memory of the fake: `cargo bench -p msgraph-identity-fake`.
//!
//! Each server runs on one thread, and its client on another. The benchmark measures the CPU time of the server's thread, which
//! does not depend on the load of the machine. The baseline is a server that only sends the same bytes: the ratio to it can be
//! compared between machines. `-- 1000000` measures the memory over a million requests.

#![allow(clippy::unwrap_used, reason = "a benchmark that can't go on ends")]

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::serve::ListenerExt;
use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeGraph, Seed, Switches, TenantSeed};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

/// The size of the measured page.
const PAGE: usize = 100;
/// The number of requests in a measurement.
const REQUESTS: usize = 20_000;

fn main() {
    // Cargo passes `--bench`. A number is that of the requests for the measurement of memory.
    let watched = std::env::args().find_map(|argument| argument.parse().ok());
    println!("start of the program: {:.1} ms", start_of_the_program());
    runtime().block_on(async {
        let page = Server::fake(PAGE, PAGE).ask().await;
        let baseline = Server::baseline(page).rate().await;
        let report = |what: &str, rate: f64| {
            let ratio = rate / baseline;
            println!(
                "{what:<44} {rate:>7.0} requests a second and core, {ratio:.2} of the baseline"
            );
        };
        report("a server that sends the same bytes:", baseline);
        for (what, connectors, page_size) in [
            ("a page of 100 connectors:", PAGE, PAGE),
            ("one of 100 connectors on its page:", PAGE, 1),
            ("one of 100,000 connectors on its page:", 100_000, 1),
        ] {
            report(what, Server::fake(connectors, page_size).rate().await);
        }
        watch_memory(watched.unwrap_or(100_000)).await;
    });
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

fn runtime() -> Runtime {
    let mut runtime = Builder::new_current_thread();
    runtime.enable_all().build().unwrap()
}

/// A server on its own thread, which returns its CPU time when it is stopped, and a client with one connection to it.
struct Server {
    request: reqwest::RequestBuilder,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<Duration>,
}

impl Server {
    /// `start` returns the address and the token of a server, which runs until the last value is dropped.
    fn start<S, F>(start: impl FnOnce() -> F + Send + 'static) -> Self
    where
        F: Future<Output = (SocketAddr, String, S)>,
    {
        let (ready, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let serve = async move || {
            let (address, token, _running) = start().await;
            ready.send((address, token)).unwrap();
            let before = worked();
            let _ = stopped.await;
            worked() - before
        };
        let thread = std::thread::spawn(|| runtime().block_on(serve()));
        let (address, token) = started.recv().unwrap();
        // If another member of the workspace gives reqwest TLS without a provider, it needs one.
        let provider = tokio_rustls::rustls::crypto::ring::default_provider();
        let _ = provider.install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.get(format!("http://{address}/v1.0/identity/apiConnectors"));
        Self {
            request: request.bearer_auth(token),
            stop,
            thread,
        }
    }

    fn fake(connectors: usize, page_size: usize) -> Self {
        Self::start(move || async move {
            let seed = Seed {
                tenants: vec![tenant(connectors)],
                switches: Switches {
                    page_size,
                    ..Switches::default()
                },
            };
            let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
            (fake.address(), fake.token(), fake)
        })
    }

    fn baseline(body: Bytes) -> Self {
        Self::start(|| async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            let address = listener.local_addr().unwrap();
            let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
            let router: Router = Router::new().fallback(|| async { body });
            let server = tokio::spawn(async { axum::serve(listener, router).await });
            (address, String::new(), server)
        })
    }

    async fn ask(&self) -> Bytes {
        let response = self.request.try_clone().unwrap().send().await.unwrap();
        let response = response.error_for_status().unwrap();
        response.bytes().await.unwrap()
    }

    /// The number of requests that the server answers in a second of CPU time.
    async fn rate(self) -> f64 {
        for _ in 0..REQUESTS {
            self.ask().await;
        }
        self.stop.send(()).unwrap();
        REQUESTS as f64 / self.thread.join().unwrap().as_secs_f64()
    }
}

fn tenant(connectors: usize) -> TenantSeed {
    let connector = |number| {
        json!({
            "displayName": format!("Connector {number}"),
            "targetUrl": format!("https://contoso.example/api/{number}"),
            "authenticationConfiguration": {
                "@odata.type": "#microsoft.graph.basicAuthentication",
                "username": "graph",
                "password": "secret"
            }
        })
    };
    let mut tenant = TenantSeed::with_default_application(DEFAULT_TENANT_ID);
    tenant.connectors = (0..connectors).map(connector).collect();
    tenant
}

async fn watch_memory(requests: usize) {
    let (server, part) = (Server::fake(PAGE, PAGE), requests / 4);
    for _ in 0..4 {
        for _ in 0..part {
            server.ask().await;
        }
        let megabytes = resident_megabytes();
        println!("after {part} requests more: {megabytes} MB resident");
    }
}

/// The CPU time of this thread on Linux, and the elapsed time on other systems.
fn worked() -> Duration {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| STARTED.elapsed(), Duration::from_nanos)
}

/// The memory of this process, on Linux only.
fn resident_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: Option<usize> =
        line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or("unknown".to_owned(), |kilobytes| {
        (kilobytes / 1024).to_string()
    })
}
