//! How a fake is set up before it starts.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::auth::token_signer::TokenSigner;
use crate::clock::Clock;
use crate::fake_graph::FakeGraph;
use crate::fake_server::FakeServer;
use crate::faults::queue::FaultQueue;
use crate::recorder::Recorder;
use crate::seed::{self, Seed, SeedError};
use crate::server::certificate::ServerCertificate;
use crate::server::listen;
use crate::server::router::Front;
use crate::service::Service;
use crate::switches::Switches;
use crate::throttle::Throttling;

/// How a fake is set up. Made by [`FakeGraph::builder`].
#[derive(Clone, Debug)]
pub struct FakeGraphBuilder {
    port: u16,
    seed: Seed,
    clock: Clock,
    log: bool,
    recorded_requests: usize,
}

/// How many requests are kept unless told otherwise.
const RECORDED_REQUESTS: usize = 10_000;

impl Default for FakeGraphBuilder {
    fn default() -> Self {
        Self {
            port: 0,
            seed: Seed::default(),
            clock: Clock::system(),
            log: false,
            recorded_requests: RECORDED_REQUESTS,
        }
    }
}

impl FakeGraphBuilder {
    /// The port to listen on; without it, any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What the fake starts with; also sets its switches.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// How the fake behaves where Microsoft's documentation leaves it open.
    pub fn switches(mut self, switches: Switches) -> Self {
        self.seed.switches = switches;
        self
    }

    /// Where the fake takes its time from.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How many requests are kept for [`FakeGraph::requests`]; without it, 10,000, as long as their bodies are not
    /// longer than 64 MB together.
    pub fn recorded_requests(mut self, count: usize) -> Self {
        self.recorded_requests = count;
        self
    }

    /// Writes a line for each request to standard error.
    pub fn request_log(mut self, log: bool) -> Self {
        self.log = log;
        self
    }

    /// A fake without a network: see [`FakeGraph::router`].
    ///
    /// # Errors
    ///
    /// The seed has something that Microsoft Graph would refuse, a file that can't be read, or no tenant.
    pub fn build(self) -> Result<FakeGraph, SeedError> {
        let (tenants, switches) = seed::plant(self.seed)?;
        let service = Service {
            tenants: tenants
                .into_iter()
                .map(|(id, tenant)| (id, Mutex::new(tenant)))
                .collect(),
            signer: TokenSigner::generate(),
            clock: self.clock,
            switches,
            faults: FaultQueue::default(),
            throttling: Throttling::default(),
            recorder: Recorder::new(self.recorded_requests),
        };
        Ok(FakeGraph {
            front: Front {
                service: Arc::new(service),
                log: self.log,
            },
        })
    }

    /// Starts a fake that listens on `127.0.0.1`.
    ///
    /// # Errors
    ///
    /// The port can't be opened, no certificate can be made, or [`FakeGraphBuilder::build`] fails.
    pub async fn start(self) -> io::Result<FakeServer> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let graph = self
            .build()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let certificate = ServerCertificate::generate().map_err(io::Error::other)?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(listen::serve(
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
