//! What an operation may use: its request, the caller's tenant, and the fake's settings.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::call::Call;
use crate::service::Service;
use crate::switches::Switches;
use crate::tenant::Tenant;

pub(crate) struct RequestScope<'a> {
    pub(crate) service: &'a Service,
    pub(crate) call: &'a Call,
    pub(crate) tenant: &'a Mutex<Tenant>,
}

impl RequestScope<'_> {
    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        lock(self.tenant)
    }

    pub(crate) fn switches(&self) -> &Switches {
        &self.service.switches
    }

    pub(crate) fn now(&self) -> i64 {
        self.service.clock.now()
    }
}

/// A lock whose holder panicked still holds a whole value here: every change is made at once.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
