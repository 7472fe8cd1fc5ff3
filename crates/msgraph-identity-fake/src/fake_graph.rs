//! The handle of a fake: issues tokens, injects faults, returns received requests.

use std::fmt;
use std::io;
use std::sync::Arc;

use axum::Router;
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::clock::Clock;
use crate::fake_server::{FakeGraphBuilder, FakeServer};
use crate::faults::{Fault, FaultError, FaultMix};
use crate::graph_operation::Operation;
use crate::lock::lock;
use crate::recorder::RecordedRequest;
use crate::seed::ALL_PERMISSIONS;
use crate::server::router::router;
use crate::state::FakeState;
use crate::throttle::Throttle;

/// A fake Microsoft Graph without the network. Clones share their state.
#[derive(Clone)]
pub struct FakeGraph {
    pub(crate) state: Arc<FakeState>,
}

/// An application of a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApplicationId {
    /// The tenant of the application.
    pub tenant_id: Uuid,
    /// The client id of the application.
    pub client_id: String,
}

impl fmt::Debug for FakeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenants: Vec<_> = self.state.tenants.keys().collect();
        f.debug_struct("FakeGraph")
            .field("tenants", &tenants)
            .finish_non_exhaustive()
    }
}

impl FakeGraph {
    /// Starts a fake with default settings on a free port.
    ///
    /// # Errors
    ///
    /// Returns an error if no port can be opened.
    pub async fn start() -> io::Result<FakeServer> {
        Self::builder().start().await
    }

    /// Sets up a fake.
    pub fn builder() -> FakeGraphBuilder {
        FakeGraphBuilder::default()
    }

    /// The fake as a service in this process, for calls without a network.
    pub fn router(&self) -> Router {
        router(Arc::clone(&self.state))
    }

    /// The applications of all tenants, in the order of the seed.
    pub fn applications(&self) -> Vec<ApplicationId> {
        let mut applications = Vec::new();
        for tenant in self.state.tenants.values().map(lock) {
            for application in &tenant.applications {
                applications.push(ApplicationId {
                    tenant_id: tenant.id,
                    client_id: application.client_id.clone(),
                });
            }
        }
        applications
    }

    /// An access token for an application of the first tenant with all permissions.
    pub fn token(&self) -> String {
        self.token_with(&ALL_PERMISSIONS)
    }

    /// An access token for an application of the first tenant with these application permissions.
    pub fn token_with(&self, permissions: &[&str]) -> String {
        self.issue(AccessToken::application(permissions))
    }

    /// An access token for an application of this tenant with all permissions.
    pub fn token_for(&self, tenant_id: Uuid) -> String {
        self.issue(AccessToken::application(&ALL_PERMISSIONS).tenant(tenant_id))
    }

    /// An access token with any content.
    pub fn issue(&self, token: AccessToken) -> String {
        self.state.issue(token)
    }

    /// Revokes all tokens issued so far: they are refused with 401 `InvalidAuthenticationToken`, and with a claims challenge
    /// if the client handles challenges (continuous access evaluation).
    pub fn revoke_tokens(&self) {
        self.state.signer.revoke();
    }

    /// The clock of the fake. [`Clock::advance`] lets tokens and deleted items expire.
    pub fn clock(&self) -> &Clock {
        &self.state.clock
    }

    /// Injects a fault into the next calls: see [`Fault`].
    ///
    /// # Errors
    ///
    /// Returns an error if the fault has a status or header that can't be sent.
    pub fn inject(&self, fault: Fault) -> Result<(), FaultError> {
        self.state.faults.add(fault)
    }

    /// Injects random faults into calls without an [injected](Self::inject) one: see [`FaultMix`]. They replace earlier
    /// random faults.
    ///
    /// # Errors
    ///
    /// Returns an error if the sum of the shares exceeds 1, or if a fault has a status or header that can't be sent.
    pub fn inject_at_random(&self, mix: FaultMix) -> Result<(), FaultError> {
        self.state.faults.mix(mix)
    }

    /// The faults that still wait.
    pub fn faults(&self) -> Vec<Fault> {
        self.state.faults.list()
    }

    /// Clears all faults, including random ones.
    pub fn clear_faults(&self) {
        self.state.faults.clear();
    }

    /// Starts or stops to throttle each tenant. Token endpoints are not throttled.
    pub fn throttle(&self, throttle: Option<Throttle>) {
        self.state.throttling.set(throttle);
    }

    /// Sets how many reads do not see a write yet: 404 right after a 201, old values after a 204. A deletion is seen at once.
    /// Default: 0, every read sees every write.
    pub fn replication_lag(&self, reads: u32) {
        self.state.set_replication_lag(reads);
    }

    /// The last requests, oldest first. They include each item of a batch and requests for tokens.
    pub fn requests(&self) -> Vec<Arc<RecordedRequest>> {
        self.state.recorder.requests()
    }

    /// The last requests for one operation, oldest first.
    pub fn requests_for(&self, operation: Operation) -> Vec<Arc<RecordedRequest>> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == Some(operation));
        requests
    }

    /// The number of all requests, including those that are no longer kept.
    pub fn request_count(&self) -> u64 {
        self.state.recorder.count()
    }

    /// The number of all requests for one operation, including those that are no longer kept.
    pub fn request_count_for(&self, operation: Operation) -> u64 {
        self.state.recorder.count_for(operation)
    }

    /// Forgets all requests and restarts their number at zero.
    pub fn clear_requests(&self) {
        self.state.recorder.clear();
    }

    #[cfg(feature = "client")]
    pub(crate) fn token_lifetime(&self) -> std::time::Duration {
        std::time::Duration::from_secs(self.state.switches.token_lifetime.into())
    }
}
