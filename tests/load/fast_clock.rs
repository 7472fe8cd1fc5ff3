//! A clock that runs faster than the system's, so that waits are short while sockets have their usual time.

use std::time::{Duration, Instant, SystemTime};

use msgraph_identity::generated::core::{Clock, SleepFuture};

/// How much faster.
const FACTOR: u32 = 20;

#[derive(Clone, Copy)]
pub(crate) struct FastClock {
    start: Instant,
    start_of_day: SystemTime,
}

impl FastClock {
    pub(crate) fn start() -> Self {
        Self {
            start: Instant::now(),
            start_of_day: SystemTime::now(),
        }
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed() * FACTOR
    }
}

impl Clock for FastClock {
    fn now(&self) -> Instant {
        self.start + self.elapsed()
    }

    fn system_time(&self) -> SystemTime {
        self.start_of_day + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(tokio::time::sleep(duration / FACTOR))
    }
}
