//! Waits of our own choosing.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::RetryPolicy;

/// A source of random numbers from 0 up to, and without, 1: tests bring their own.
#[derive(Clone)]
pub struct Random(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Random {
    /// Takes the numbers from this function.
    pub fn new(next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    fn next(&self) -> f64 {
        (self.0)().clamp(0.0, 1.0)
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new(fastrand::f64)
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Random").finish_non_exhaustive()
    }
}

impl RetryPolicy {
    /// How long to wait before the next attempt: what the service asks for, or else anything up to a limit that doubles with each
    /// attempt. `None` where this many attempts are enough, or the service asks for more than is waited for.
    pub fn next_wait(
        &self,
        attempts: u32,
        retry_after: Option<Duration>,
        random: &Random,
    ) -> Option<Duration> {
        if attempts >= self.max_attempts {
            return None;
        }
        match retry_after {
            Some(wait) => (wait <= self.max_retry_after).then_some(wait),
            None => Some(self.backoff(attempts, random)),
        }
    }

    fn backoff(&self, attempts: u32, random: &Random) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let limit = self.initial_backoff.saturating_mul(doubled);
        let limit = limit.min(self.max_backoff);
        Duration::try_from_secs_f64(limit.as_secs_f64() * random.next()).unwrap_or(limit)
    }
}
