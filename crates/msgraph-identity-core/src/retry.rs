//! When a request is sent again.

pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod decision;
pub(crate) mod retry_after;
pub(crate) mod throttle_gate;

use std::time::Duration;

/// How often a failed request is sent again, and after which waits.
///
/// Whether a request is sent again depends on its method and on what happened:
///
/// | outcome | GET | PUT | DELETE | PATCH | POST |
/// |---|---|---|---|---|---|
/// | no connection | again | again | again | again | again |
/// | no TLS | again | again | again | again | again |
/// | reset before the head | again | again | again | again | no |
/// | body cut | again | again | again | again | no |
/// | timeout | again | again | again | again | no |
/// | 408 | again | again | again | again | no |
/// | 4xx `Directory_ConcurrencyViolation` | again | again | again | again | again |
/// | 429 | again | again | again | again | again |
/// | 500 | again | again | again | again | no |
/// | 502 | again | again | again | again | no |
/// | 503 with `Retry-After` | again | again | again | again | again |
/// | 503 without | again | again | again | again | no |
/// | 504 | again | again | again | again | no |
///
/// A POST is sent again only if the first one certainly had no effect: Graph has no key that would make a second one harmless.
/// `Retry-After` counts only if it says how long to wait: a number of seconds, or a date that is not past. A 503 with several values
/// counts as one without if one of them does not say. The PATCH requests of this client set values, so a second one changes nothing
/// more. A certificate that is not trusted, a proxy that requires authentication, a response head that cannot be read, a body that
/// is too large and every other status are final. A rejected access token is replaced once, with every method.
///
/// - **Waits** are random between zero and a limit that doubles with each attempt ("full jitter"). If `Retry-After` says how long,
///   the wait is that long, but at least 0.5 s, and up to 0.5 s longer, so that calls do not return all at once. The longest of
///   several values counts. A `Retry-After` that is longer than [`max_retry_after`](Self::max_retry_after), or than what is left of
///   the call's time, is not cut short: the call ends with the response.
/// - **Throttling** concerns a client, not a single call. After a 429, or a 503 that says how long to wait, no request to the same
///   part of Graph (`/identity`, `/policies`) is sent until that time is over, if it is not longer than
///   [`max_retry_after`](Self::max_retry_after). Such waits are not counted as attempts: the time of the call limits them. If the
///   service asks for less than 0.5 s again and again, the waits of the call double up to 10 s.
/// - **The budget** keeps many failing calls from becoming a storm. Each client starts with some repetitions. A repetition after a
///   wait of its own choosing uses one up, and five successes earn one back. A wait that the service has asked for costs nothing.
///
/// ```
/// use std::time::Duration;
/// use msgraph_identity_core::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_attempts(8).max_retry_after(Duration::from_secs(600));
/// let none = RetryPolicy::none();
/// assert_ne!(patient, none);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) initial_backoff: Duration,
    pub(crate) max_backoff: Duration,
    pub(crate) max_retry_after: Duration,
    pub(crate) budget: u32,
}

impl Default for RetryPolicy {
    /// Four attempts, waits of at most 1, 2 and 4 s, a `Retry-After` of at most 2 minutes, and a budget of 20 repetitions.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            initial_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(120),
            budget: 20,
        }
    }
}

impl RetryPolicy {
    /// Sends each request once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets how often a request is sent at most, the first time included. Zero is taken as one. Default: 4.
    #[must_use]
    pub fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts.max(1);
        self
    }

    /// Sets the limit of the first wait. Each further limit is twice as long. Default: 1 s.
    #[must_use]
    pub fn initial_backoff(mut self, initial_backoff: Duration) -> Self {
        self.initial_backoff = initial_backoff;
        self
    }

    /// Sets the longest limit. A `Retry-After` may be longer. Default: 30 s.
    #[must_use]
    pub fn max_backoff(mut self, max_backoff: Duration) -> Self {
        self.max_backoff = max_backoff;
        self
    }

    /// Sets the longest `Retry-After` that is waited for. At a longer one, the call ends at once. Default: 2 minutes.
    #[must_use]
    pub fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets how many repetitions a client has before successes must earn them. Default: 20.
    #[must_use]
    pub fn budget(mut self, budget: u32) -> Self {
        self.budget = budget;
        self
    }
}
