//! The time the fake believes in: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

/// Where the fake takes its time from: validity of certificates and tokens, `Date`, `deletedDateTime`, token buckets.
/// Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds since 1970 at which it stands still; none: it goes with the system's clock.
    fixed: Option<i64>,
    /// By how many milliseconds it was moved.
    moved: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still at this many seconds since 1970 until it is told to move.
    pub fn fixed(unix_seconds: i64) -> Self {
        Self {
            fixed: Some(unix_seconds.saturating_mul(1_000)),
            moved: Arc::default(),
        }
    }

    /// Moves the clock forward: one that goes with the system's is ahead of it from then on.
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
        unmoved.saturating_add(self.moved.load(Ordering::SeqCst))
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

/// `2025-02-13T10:17:06`, UTC. Graph's errors carry it without a zone, properties with a `Z` behind it.
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
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(1_800_000_000);
        assert_eq!(clock.now(), 1_800_000_000);
        clock.clone().advance(Duration::from_secs(90));
        assert_eq!(clock.now(), 1_800_000_090);
        assert_eq!(clock.http_date(), "Fri, 15 Jan 2027 08:01:30 GMT");
        assert_eq!(date_time(clock.now()), "2027-01-15T08:01:30");
    }

    #[test]
    fn the_systems_clock_moves_too() {
        let clock = Clock::system();
        let before = clock.now();
        clock.advance(Duration::from_secs(3_600));
        assert!((before + 3_600..before + 3_660).contains(&clock.now()));
    }

    #[test]
    fn no_time_is_too_far_away_to_be_told() {
        for seconds in [i64::MIN, -1, 0, i64::MAX] {
            let clock = Clock::fixed(seconds);
            clock.advance(Duration::MAX);
            assert!(clock.http_date().ends_with("GMT"));
            assert!(!date_time(seconds).is_empty());
        }
    }
}
