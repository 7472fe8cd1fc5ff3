//! Waits until the service shows what was written.

use std::sync::Arc;
use std::time::{Duration, Instant};

use msgraph_identity_core::Clock;

use crate::error::Kind;
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, VersionedClient};

/// The first wait. Each wait is twice as long as the last.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The waits between attempts until the time is up, by the clock of the client.
pub(crate) struct Waits {
    clock: Arc<dyn Clock>,
    context: CallContext,
    end: Option<Instant>,
    next: Duration,
}

impl Waits {
    /// Waits as long as this in total, and not longer than the timeout of the request.
    pub(crate) fn new<V: Version>(
        client: &VersionedClient<V>,
        context: &CallContext,
        at_most: Duration,
    ) -> Self {
        let clock = client.session().pipeline().clock().clone();
        Self {
            end: clock.now().checked_add(at_most),
            clock,
            context: context.clone(),
            next: FIRST_WAIT,
        }
    }

    /// The error if the time is up and what was written is not shown yet.
    pub(crate) fn not_visible(after: Duration) -> Error {
        Kind::WaitTimedOut(format!(
            "the settings were written, but the service does not show them after {} s; read them later",
            after.as_secs_f64()
        ))
        .into()
    }

    /// Reads until what is read is as wanted, or the time is up. Returns what was read last.
    pub(crate) async fn until<T, F>(
        &mut self,
        mut read: impl FnMut() -> F,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        loop {
            let shown = read().await?;
            if is_wanted(&shown) || !self.wait().await {
                return Ok(shown);
            }
        }
    }

    /// Waits before the next attempt. Returns false, without a wait, if the time is up.
    ///
    /// If the timeout of the request ends first, it waits until then and returns true. The next attempt is the error.
    pub(crate) async fn wait(&mut self) -> bool {
        let now = self.clock.now();
        let left = self
            .end
            .map_or(self.next, |end| end.saturating_duration_since(now));
        if left.is_zero() {
            return false;
        }
        let wait = self.next.min(left);
        let time_left = self.context.time_left(now).unwrap_or(wait);
        self.clock.sleep(wait.min(time_left)).await;
        self.next = LONGEST_WAIT.min(self.next * 2);
        true
    }
}
