//! A fake that listens on a port until it is dropped.

use std::fmt;
use std::net::SocketAddr;
use std::ops::Deref;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::fake_graph::FakeGraph;

/// A fake that listens on a port of this machine, for http and https, until it is dropped.
pub struct FakeServer {
    pub(crate) graph: FakeGraph,
    pub(crate) address: SocketAddr,
    pub(crate) certificate_pem: String,
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) task: JoinHandle<()>,
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
