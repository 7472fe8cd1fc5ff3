//! The budget of repetitions that all calls of a client share.

use std::sync::atomic::{AtomicU32, Ordering};

/// A repetition costs as much as five successes earn.
const REPETITION: u32 = 5;
const SUCCESS: u32 = 1;

/// The repetitions that are left.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    capacity: u32,
    left: AtomicU32,
}

impl RetryBudget {
    /// A full budget.
    pub(crate) fn new(repetitions: u32) -> Self {
        let capacity = repetitions.saturating_mul(REPETITION);
        Self {
            capacity,
            left: AtomicU32::new(capacity),
        }
    }

    /// Takes a repetition. Returns whether there was one.
    pub(crate) fn take(&self) -> bool {
        let less = |left: u32| left.checked_sub(REPETITION);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
    }

    /// Adds what a success earns.
    pub(crate) fn earn(&self) {
        let more = |left: u32| (left < self.capacity).then(|| left + SUCCESS);
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}
