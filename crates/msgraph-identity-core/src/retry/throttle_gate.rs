//! The gate that a throttled workload closes for all requests of a client.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The time until which each workload is closed. Graph throttles a workload as a whole, so one refusal holds for all requests to it.
#[derive(Debug, Default)]
pub(crate) struct ThrottleGate(Mutex<HashMap<String, Instant>>);

impl ThrottleGate {
    /// Closes the gate of a workload until this time, unless it is closed for longer.
    pub(crate) fn close(&self, workload: String, until: Instant) {
        let mut closed = self.closed();
        let end = closed.entry(workload).or_insert(until);
        *end = until.max(*end);
    }

    /// Returns how long the gate of a workload stays closed, or `None` if it is open.
    pub(crate) fn closed_for(&self, workload: &str, now: Instant) -> Option<Duration> {
        let mut closed = self.closed();
        let left = closed.get(workload)?.checked_duration_since(now);
        let left = left.filter(|left| !left.is_zero());
        if left.is_none() {
            closed.remove(workload);
        }
        left
    }

    fn closed(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The workload of a path: its first segment after the version, such as `identity` or `policies`, in lower case.
pub(crate) fn workload(path: &str, service_root: &str) -> String {
    let below = path.get(service_root.len()..).unwrap_or(path);
    let segment = below.trim_start_matches('/').split('/').next();
    segment.unwrap_or_default().to_ascii_lowercase()
}
