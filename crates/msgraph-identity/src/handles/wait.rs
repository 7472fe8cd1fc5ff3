//! Waits until the service shows what was written.

use std::sync::Arc;
use std::time::{Duration, Instant};

use msgraph_identity_core::Clock;

use crate::VersionedClient;
use crate::version::Version;

/// The first wait. Each wait is twice as long as the last.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The waits between attempts until the time is up, by the clock of the client.
pub(crate) struct Waits {
    clock: Arc<dyn Clock>,
    end: Option<Instant>,
    next: Duration,
}

impl Waits {
    /// Waits as long as this in total.
    pub(crate) fn new<V: Version>(client: &VersionedClient<V>, at_most: Duration) -> Self {
        let clock = client.session().pipeline().clock().clone();
        Self {
            end: clock.now().checked_add(at_most),
            clock,
            next: FIRST_WAIT,
        }
    }

    /// Waits before the next attempt. Returns false, without a wait, if the time is up.
    pub(crate) async fn wait(&mut self) -> bool {
        let now = self.clock.now();
        let left = self
            .end
            .map_or(self.next, |end| end.saturating_duration_since(now));
        if left.is_zero() {
            return false;
        }
        self.clock.sleep(self.next.min(left)).await;
        self.next = LONGEST_WAIT.min(self.next * 2);
        true
    }
}
