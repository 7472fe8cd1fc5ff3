//! Time, as the runtime sees it: tests bring their own.

use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// The future of the end of a wait.
pub type SleepFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What tells the time and waits. Deadlines, the life of access tokens and waits between attempts go by it; the timeouts of a
/// connection are the HTTP client's own.
pub trait Clock: Send + Sync {
    /// A time that never goes back.
    fn now(&self) -> Instant;

    /// The time of day, which may be set at any moment: for dates in headers and in tokens.
    fn system_time(&self) -> SystemTime;

    /// Waits.
    fn sleep(&self, duration: Duration) -> SleepFuture;
}

/// The time of tokio's runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(tokio::time::sleep(duration))
    }
}
