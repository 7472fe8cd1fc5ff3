//! The fake as its users hold it: asked for tokens, told what goes wrong, asked what it received.

use std::fmt;
use std::io;
use std::sync::Arc;

use axum::Router;
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::clock::Clock;
use crate::fake_graph_builder::FakeGraphBuilder;
use crate::fake_server::FakeServer;
use crate::faults::{Fault, FaultError, FaultMix};
use crate::operation::Operation;
use crate::recorder::RecordedRequest;
use crate::request_scope::lock;
use crate::seed::ALL_PERMISSIONS;
use crate::server::router::{Front, router};
use crate::service::Service;
use crate::tenant::Tenant;
use crate::throttle::Throttle;

/// A fake Microsoft Graph: its state and settings, without the network. Clones share them.
#[derive(Clone)]
pub struct FakeGraph {
    pub(crate) front: Front,
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

impl fmt::Debug for FakeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenants: Vec<_> = self.service().tenants.keys().collect();
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
    /// No port can be opened.
    pub async fn start() -> io::Result<FakeServer> {
        Self::builder().start().await
    }

    /// Sets up a fake.
    pub fn builder() -> FakeGraphBuilder {
        FakeGraphBuilder::default()
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
        self.issue(AccessToken::application(permissions))
    }

    /// An access token for an application of this tenant with all permissions.
    pub fn token_for(&self, tenant_id: Uuid) -> String {
        self.issue(AccessToken::application(&ALL_PERMISSIONS).tenant(tenant_id))
    }

    /// Any access token.
    pub fn issue(&self, token: AccessToken) -> String {
        self.service().issue(token)
    }

    /// No token that was made until now is good any more: 401 `InvalidAuthenticationToken`, with a claims challenge for
    /// clients that said they take it (continuous access evaluation).
    pub fn revoke_tokens(&self) {
        self.service().signer.revoke();
    }

    /// The clock that the fake goes by: [`Clock::advance`] lets tokens and deleted items expire.
    pub fn clock(&self) -> &Clock {
        &self.service().clock
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

    /// Lets calls fail at random that no [injected](Self::inject) fault waits for: see [`FaultMix`]. It takes the place of
    /// the one before.
    ///
    /// # Errors
    ///
    /// The shares are not parts of one, or a fault has a status or header that can't be sent.
    pub fn inject_at_random(&self, mix: FaultMix) -> Result<(), FaultError> {
        mix.check()?;
        self.service().faults.mix(Some(mix));
        Ok(())
    }

    /// The faults that still wait for their calls.
    pub fn faults(&self) -> Vec<Fault> {
        self.service().faults.list()
    }

    /// Takes all faults back, those at random too.
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

    /// How many requests for one operation were received, those no longer kept as well.
    pub fn request_count_for(&self, operation: Operation) -> u64 {
        self.service().recorder.count_for(operation)
    }

    /// Forgets the requests received, and counts from zero again.
    pub fn clear_requests(&self) {
        self.service().recorder.clear();
    }

    fn service(&self) -> &Service {
        &self.front.service
    }
}
