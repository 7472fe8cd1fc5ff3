//! Time. Tests replace it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

/// A future that is ready when a sleep is over.
pub type SleepFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Tells the time and sleeps. Deadlines, the lifetime of access tokens and the waits between attempts use it. The timeouts of a
/// connection belong to the HTTP client and do not.
pub trait Clock: Send + Sync {
    /// Returns a time that never goes back.
    fn now(&self) -> Instant;

    /// Returns the time of day, for dates in headers and in tokens. It jumps if the clock of the machine is set.
    fn system_time(&self) -> SystemTime;

    /// Waits this long.
    fn sleep(&self, duration: Duration) -> SleepFuture;
}

/// The clock of the tokio runtime.
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

/// Returns the output of the future, or `None` if the sleep ends first.
pub(crate) async fn timeout<T>(
    future: impl Future<Output = T>,
    mut sleep: SleepFuture,
) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
    })
    .await
}
