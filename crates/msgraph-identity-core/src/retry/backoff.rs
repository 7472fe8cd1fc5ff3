//! How long to wait before the next attempt.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::RetryPolicy;

/// The shortest wait for a `Retry-After`. The service has sent zero, and fractions of a second.
const SHORTEST_RETRY_AFTER: Duration = Duration::from_millis(500);

/// The longest wait of a call if the service asks for less than the shortest wait again and again.
const LONGEST_FLOOR: Duration = Duration::from_secs(10);

/// How much longer than asked a call waits at most, so that many calls do not return at the same time.
const SPREAD: Duration = Duration::from_millis(500);

/// A source of random numbers, from 0 to below 1. Tests bring their own.
#[derive(Clone)]
pub struct Random(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Random {
    /// Takes the numbers from this function.
    pub fn new(next: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    fn next(&self) -> f64 {
        let number = (self.0)();
        if number.is_nan() {
            0.0
        } else {
            number.clamp(0.0, 1.0)
        }
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
    /// Returns how long to wait before the next attempt: what the service asks for, or else a random wait below a limit that doubles
    /// with each attempt. Returns `None` if there were enough attempts, or if the service asks for more than
    /// [`max_retry_after`](Self::max_retry_after).
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
            Some(wait) => (wait <= self.max_retry_after).then(|| spread(at_least(wait), random)),
            None => Some(self.backoff(attempts, random)),
        }
    }

    /// The wait for the `Retry-After` of a refusal. Refusals that ask for less than the shortest wait are counted: each doubles the
    /// next wait, because nothing else limits their number.
    pub(crate) fn raise(&self, retry_after: Duration, too_short: &mut u32) -> Duration {
        if retry_after >= SHORTEST_RETRY_AFTER {
            return retry_after;
        }
        let floor = SHORTEST_RETRY_AFTER.saturating_mul(2_u32.saturating_pow(*too_short));
        *too_short += 1;
        floor
            .min(LONGEST_FLOOR)
            .min(self.max_retry_after)
            .max(retry_after)
    }

    fn backoff(&self, attempts: u32, random: &Random) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let limit = self.initial_backoff.saturating_mul(doubled);
        let limit = limit.min(self.max_backoff);
        Duration::try_from_secs_f64(limit.as_secs_f64() * random.next()).unwrap_or(limit)
    }
}

/// The wait for a `Retry-After`, without the random part.
pub(crate) fn at_least(retry_after: Duration) -> Duration {
    retry_after.max(SHORTEST_RETRY_AFTER)
}

/// The wait, plus a random part of [`SPREAD`].
pub(crate) fn spread(wait: Duration, random: &Random) -> Duration {
    wait.saturating_add(SPREAD.mul_f64(random.next()))
}
