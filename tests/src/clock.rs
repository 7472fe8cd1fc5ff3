//! A clock with a fixed time of day.

use std::time::{Duration, Instant, SystemTime};

use msgraph_identity_core::{Clock, SleepFuture, SystemClock};

/// A clock whose time of day stands still. Everything else is the time of tokio.
pub struct At(pub SystemTime);

impl Clock for At {
    fn now(&self) -> Instant {
        SystemClock.now()
    }

    fn system_time(&self) -> SystemTime {
        self.0
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        SystemClock.sleep(duration)
    }
}
