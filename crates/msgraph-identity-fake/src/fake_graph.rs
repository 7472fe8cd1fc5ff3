//! The fake as its users hold it: set up, started, asked for tokens, dropped.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::auth::access_token::{Permissions, TokenSigner};
use crate::clock::Clock;
use crate::faults::queue::FaultQueue;
use crate::faults::{Fault, FaultError};
use crate::operation::Operation;
use crate::recorder::{RecordedRequest, Recorder};
use crate::request_scope::lock;
use crate::seed::{self, ALL_PERMISSIONS, Seed, SeedError};
use crate::server::certificate::ServerCertificate;
use crate::server::listen;
use crate::server::router::{Front, router};
use crate::service::Service;
use crate::switches::Switches;
use crate::tenant::Tenant;
use crate::throttle::{Throttle, Throttling};

/// A fake Microsoft Graph: its state and settings, without the network. Clones share them.
#[derive(Clone)]
pub struct FakeGraph {
    front: Front,
}

/// An application of a tenant: what a credential needs besides its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApplicationId {
    /// The tenant that has it.
    pub tenant_id: Uuid,
    /// The application's (client) id.
    pub client_id: String,
}

fn application_ids(tenant: &Tenant) -> Vec<ApplicationId> {
    let applications = tenant.applications.iter();
    applications
        .map(|application| ApplicationId {
            tenant_id: tenant.id,
            client_id: application.client_id.clone(),
        })
        .collect()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

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

/// A fake that listens on a port of this machine, by http and https alike, until it is dropped.
pub struct FakeServer {
    graph: FakeGraph,
    address: SocketAddr,
    certificate_pem: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl FakeGraph {
    /// Starts a fake with default settings on a free port.
    ///
    /// # Errors
    ///
    /// No port can be opened.
    pub async fn start() -> io::Result<FakeServer> {
        Self::builder().start().await
    }

    /// Sets up a fake.
    pub fn builder() -> FakeGraphBuilder {
        FakeGraphBuilder {
            port: 0,
            seed: Seed::default(),
            clock: Clock::system(),
            log: false,
            recorded_requests: RECORDED_REQUESTS,
        }
    }

    /// The fake as a service in this process, to be called without a network.
    pub fn router(&self) -> Router {
        router(self.front.clone())
    }

    /// The applications of all tenants, in the order of the seed.
    pub fn applications(&self) -> Vec<ApplicationId> {
        let tenants = self.service().tenants.values();
        tenants
            .flat_map(|tenant| application_ids(&lock(tenant)))
            .collect()
    }

    /// An access token for an application of the first tenant with all permissions.
    pub fn token(&self) -> String {
        self.token_with(&ALL_PERMISSIONS)
    }

    /// An access token for an application of the first tenant with these application permissions.
    pub fn token_with(&self, permissions: &[&str]) -> String {
        self.service()
            .token(None, Permissions::Application(owned(permissions)))
    }

    /// An access token for an application of a tenant with these application permissions; none, if there is no such
    /// tenant.
    pub fn token_for(&self, tenant_id: Uuid, permissions: &[&str]) -> Option<String> {
        let known = self.service().tenants.contains_key(&tenant_id);
        known.then(|| {
            self.service().token(
                Some(tenant_id),
                Permissions::Application(owned(permissions)),
            )
        })
    }

    /// An access token for a signed-in user of a tenant with these delegated permissions; none, if there is no such
    /// tenant.
    pub fn user_token(&self, tenant_id: Uuid, permissions: &[&str]) -> Option<String> {
        let known = self.service().tenants.contains_key(&tenant_id);
        known.then(|| {
            self.service()
                .token(Some(tenant_id), Permissions::Delegated(owned(permissions)))
        })
    }

    /// Lets something go wrong for the next calls: see [`Fault`].
    ///
    /// # Errors
    ///
    /// The fault is an answer with a status or header that can't be sent.
    pub fn inject(&self, fault: Fault) -> Result<(), FaultError> {
        fault.check()?;
        self.service().faults.add(fault);
        Ok(())
    }

    /// The faults that still wait for their calls.
    pub fn faults(&self) -> Vec<Fault> {
        self.service().faults.list()
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.service().faults.clear();
    }

    /// Throttles each tenant, or stops it. Tokens are given out without a limit.
    pub fn throttle(&self, throttle: Option<Throttle>) {
        self.service().throttling.set(throttle);
    }

    /// From now on, this many reads of what was created or changed do not see that yet: 404 right after a 201, old
    /// values after a 204. Zero, the start: every read sees every write.
    pub fn replication_lag(&self, reads: u32) {
        self.service().set_replication_lag(reads);
    }

    /// The last requests received, oldest first: those to Microsoft Graph, each item of a batch, those for tokens.
    pub fn requests(&self) -> Vec<Arc<RecordedRequest>> {
        self.service().recorder.requests()
    }

    /// The last requests for one operation, oldest first.
    pub fn requests_for(&self, operation: Operation) -> Vec<Arc<RecordedRequest>> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == Some(operation));
        requests
    }

    /// How many requests were received, those no longer kept as well.
    pub fn request_count(&self) -> u64 {
        self.service().recorder.count()
    }

    /// Forgets the requests received, and counts from zero again.
    pub fn clear_requests(&self) {
        self.service().recorder.clear();
    }

    fn service(&self) -> &Service {
        &self.front.service
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

    /// How many requests are kept for [`FakeGraph::requests`]; without it, 10,000.
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
        let tenants = seed::plant(self.seed.tenants)?;
        let service = Service {
            tenants: tenants
                .into_iter()
                .map(|(id, tenant)| (id, Mutex::new(tenant)))
                .collect(),
            signer: TokenSigner::generate(),
            clock: self.clock,
            switches: self.seed.switches,
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

impl FakeServer {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its root by http, `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its root by https, `https://localhost:PORT`: for clients that trust [`FakeServer::certificate_pem`].
    pub fn https_url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// The certificate of the https side, made anew at each start.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Stops: takes no more connections, and waits until the requests under way are answered.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // The task can only have ended already, or be cut off with its runtime.
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
