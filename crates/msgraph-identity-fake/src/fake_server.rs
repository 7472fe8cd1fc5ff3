//! Sets up a fake, with or without a network, and serves it on a port.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::auth::token_signer::TokenSigner;
use crate::clock::Clock;
use crate::fake_graph::FakeGraph;
use crate::faults::queue::FaultQueue;
use crate::recorder::Recorder;
use crate::seed::{self, PartnerSeed, Seed, SeedError, TenantSeed};
use crate::server;
use crate::server::tls_certificate::ServerCertificate;
use crate::state::FakeState;
use crate::switches::Switches;
use crate::throttle::Throttling;

/// Sets up a fake. [`FakeGraph::builder`] returns one.
#[derive(Clone, Debug)]
pub struct FakeGraphBuilder {
    port: u16,
    seed: Seed,
    clock: Clock,
    log: bool,
    recorded_requests: usize,
}

impl Default for FakeGraphBuilder {
    fn default() -> Self {
        Self {
            port: 0,
            seed: Seed::default(),
            clock: Clock::system(),
            log: false,
            recorded_requests: 10_000,
        }
    }
}

impl FakeGraphBuilder {
    /// The port to listen on. Default: any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The initial state, switches and faults.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// Adds a tenant after those of the seed.
    pub fn tenant(mut self, tenant: TenantSeed) -> Self {
        self.seed.tenants.push(tenant);
        self
    }

    /// Adds a partner to the first tenant: a tenant id, or a [`PartnerSeed`].
    pub fn partner(mut self, partner: impl Into<PartnerSeed>) -> Self {
        if let Some(first) = self.seed.tenants.first_mut() {
            first.partners.push(partner.into().into());
        }
        self
    }

    /// How the fake behaves if Microsoft's documentation is silent. Replaces the switches of the seed.
    pub fn switches(mut self, switches: Switches) -> Self {
        self.seed.switches = switches;
        self
    }

    /// The clock of the fake. Default: the system's clock.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How many requests are kept for [`FakeGraph::requests`]. Default: 10,000. Fewer are kept if they exceed 64 MB
    /// together, with URLs, headers and bodies.
    pub fn recorded_requests(mut self, count: usize) -> Self {
        self.recorded_requests = count;
        self
    }

    /// Whether each request is logged to standard error. Default: false.
    pub fn request_log(mut self, log: bool) -> Self {
        self.log = log;
        self
    }

    /// Makes a fake without a network: see [`FakeGraph::router`].
    ///
    /// # Errors
    ///
    /// Returns an error if the seed has no tenant, or has an entity or fault that the fake would refuse.
    pub fn build(self) -> Result<FakeGraph, SeedError> {
        let Seed { switches, tenants } = self.seed;
        let tenants = seed::plant(tenants, &switches)?;
        let faults = FaultQueue::with(switches.faults.clone())?;
        let state = FakeState {
            tenants: tenants
                .into_iter()
                .map(|(id, tenant)| (id, Mutex::new(tenant)))
                .collect(),
            signer: TokenSigner::generate(),
            clock: self.clock,
            switches,
            faults,
            throttling: Throttling::default(),
            recorder: Recorder::new(self.recorded_requests),
            logs: self.log,
        };
        let state = Arc::new(state);
        Ok(FakeGraph { state })
    }

    /// Starts a fake that listens on `127.0.0.1`.
    ///
    /// # Errors
    ///
    /// Returns an error if the port cannot be opened, if no certificate can be made, or if [`FakeGraphBuilder::build`] fails.
    pub async fn start(self) -> io::Result<FakeServer> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let graph = self
            .build()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let certificate = ServerCertificate::generate().map_err(io::Error::other)?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(server::serve(
            listener,
            certificate.acceptor,
            graph.router(),
            stopped,
        ));
        Ok(FakeServer {
            graph,
            address,
            certificate_pem: certificate.pem,
            stop,
            task,
        })
    }
}

/// A fake that listens on a port of this machine, for http and https, until it is dropped.
pub struct FakeServer {
    graph: FakeGraph,
    address: SocketAddr,
    certificate_pem: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl fmt::Debug for FakeServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeServer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl FakeServer {
    /// The address of the port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The root for http: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The root for https: `https://localhost:PORT`, for clients that trust [`FakeServer::certificate_pem`].
    pub fn https_url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// The certificate of the https side. Each fake has its own.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Stops the fake: accepts no more connections, and waits up to five seconds for the requests in flight.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // An error means that the task has ended with its runtime.
        let _ = (&mut self.task).await;
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

impl Deref for FakeServer {
    type Target = FakeGraph;

    fn deref(&self) -> &FakeGraph {
        &self.graph
    }
}
