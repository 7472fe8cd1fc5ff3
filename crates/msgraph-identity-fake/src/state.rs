//! Everything that a fake keeps: tenants, settings, waiting faults, received requests.

use std::sync::{Mutex, MutexGuard};

use indexmap::IndexMap;
use uuid::Uuid;

use crate::access_token::AccessToken;
use crate::auth::token_signer::{Grant, TokenSigner};
use crate::clock::Clock;
use crate::faults::queue::FaultQueue;
use crate::lock::lock;
use crate::recorder::Recorder;
use crate::seed::DEFAULT_TENANT_ID;
use crate::switches::Switches;
use crate::tenant::Tenant;
use crate::throttle::Throttling;

pub(crate) struct FakeState {
    pub(crate) tenants: IndexMap<Uuid, Mutex<Tenant>>,
    pub(crate) signer: TokenSigner,
    pub(crate) clock: Clock,
    pub(crate) switches: Switches,
    pub(crate) faults: FaultQueue,
    pub(crate) throttling: Throttling,
    pub(crate) recorder: Recorder,
    /// Whether each request is logged to standard error.
    pub(crate) logs: bool,
}

impl FakeState {
    /// Sets how many reads do not see a write, for all tenants.
    pub(crate) fn set_replication_lag(&self, reads: u32) {
        for tenant in self.tenants.values() {
            lock(tenant).replication_lag = reads;
        }
    }

    /// The tenant with this id or domain, in a path of the login service.
    pub(crate) fn tenant_called(&self, name: &str) -> Option<MutexGuard<'_, Tenant>> {
        let mut tenants = self.tenants.values().map(lock);
        tenants.find(|tenant| tenant.is_called(name))
    }

    pub(crate) fn issue(&self, token: AccessToken) -> String {
        self.signer.sign(&self.grant(token))
    }

    /// The content of a new token.
    pub(crate) fn grant(&self, token: AccessToken) -> Grant {
        let first = self.tenants.keys().next().copied();
        let now = self.clock.now();
        let lifetime = token.lifetime.map_or(self.token_lifetime(), |lifetime| {
            i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX)
        });
        Grant {
            tenant: token.tenant.or(first).unwrap_or(DEFAULT_TENANT_ID),
            client_id: token.client_id,
            audience: token.audience,
            permissions: token.permissions,
            not_before: now,
            expires: now.saturating_add(lifetime),
            continuous: token.continuous,
        }
    }

    /// The lifetime of tokens in seconds.
    pub(crate) fn token_lifetime(&self) -> i64 {
        self.switches.token_lifetime.into()
    }
}
