//! The clock of the fake: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

/// The clock of a fake, for the validity of certificates and tokens, `Date`, `deletedDateTime` and throttling. Clones are the
/// same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The time in milliseconds since 1970 at which the clock stands still, or `None` for the system's clock.
    fixed: Option<i64>,
    /// When the clock began to follow the time of the runtime, if it does.
    started: Option<tokio::time::Instant>,
    /// How many milliseconds the clock was advanced.
    moved: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still at this many seconds since 1970, until it is advanced.
    pub fn fixed(unix_seconds: i64) -> Self {
        Self {
            fixed: Some(unix_seconds.saturating_mul(1_000)),
            ..Self::default()
        }
    }

    /// A clock that begins at this many seconds since 1970, and goes on with the time of the tokio runtime. If that is paused
    /// (`#[tokio::test(start_paused = true)]`), nothing waits: a client that sleeps moves the time of the fake too.
    pub fn runtime(unix_seconds: i64) -> Self {
        Self {
            started: Some(tokio::time::Instant::now()),
            ..Self::fixed(unix_seconds)
        }
    }

    /// Advances the clock. The system's clock goes on from there.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let _ = self
            .moved
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |moved| {
                Some(moved.saturating_add(by))
            });
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        self.now_milliseconds().div_euclid(1_000)
    }

    pub(crate) fn now_milliseconds(&self) -> i64 {
        let unmoved = self.fixed.unwrap_or_else(system_milliseconds);
        let elapsed = self
            .started
            .map_or(0, |started| started.elapsed().as_millis());
        let unmoved = unmoved.saturating_add(i64::try_from(elapsed).unwrap_or(i64::MAX));
        unmoved.saturating_add(self.moved.load(Ordering::SeqCst))
    }

    /// How far the clock was advanced by hand.
    #[cfg(feature = "client")]
    pub(crate) fn advanced(&self) -> Duration {
        let moved = self.moved.load(Ordering::SeqCst);
        Duration::from_millis(u64::try_from(moved).unwrap_or(0))
    }

    /// The value of the `Date` header.
    pub(crate) fn http_date(&self) -> String {
        let seconds = u64::try_from(self.now()).unwrap_or(0).min(LAST_HTTP_DATE);
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

fn system_milliseconds() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(_) => 0,
    }
}

/// 9999-12-31T23:59:59Z: later dates have no HTTP form.
const LAST_HTTP_DATE: u64 = 253_402_300_799;

/// `2025-02-13T10:17:06` in UTC. Graph writes times without a zone in errors, and with a `Z` at the end in properties.
pub(crate) fn date_time(unix_seconds: i64) -> String {
    let at =
        OffsetDateTime::from_unix_timestamp(unix_seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_can_be_advanced() {
        let clock = Clock::system();
        let before = clock.now();
        clock.advance(Duration::from_secs(3_600));
        assert!((before + 3_600..before + 3_660).contains(&clock.now()));
    }

    #[test]
    fn every_time_can_be_formatted() {
        for seconds in [i64::MIN, -1, 0, i64::MAX] {
            let clock = Clock::fixed(seconds);
            clock.advance(Duration::MAX);
            assert!(clock.http_date().ends_with("GMT"));
            assert!(!date_time(seconds).is_empty());
        }
    }
}
