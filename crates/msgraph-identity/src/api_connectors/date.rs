//! Dates of certificates, for people.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: i64 = 86_400;

/// The day of a time in UTC. It is written as `2027-12-31`.
pub(super) struct Date {
    days_since_1970: i64,
}

impl Date {
    pub(super) fn from_seconds(since_1970: i64) -> Self {
        Self {
            days_since_1970: since_1970.div_euclid(SECONDS_PER_DAY),
        }
    }
}

impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        let seconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                -seconds - i64::from(before.subsec_nanos() > 0)
            }
        };
        Self::from_seconds(seconds)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `civil_from_days` of https://howardhinnant.github.io/date_algorithms.html: years begin in March, so that the leap day is
        // the last one.
        let days = self.days_since_1970 + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_since_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_since_march + 2) / 5 + 1;
        let month = (months_since_march + 2) % 12 + 1;
        let year = 400 * era + year_of_era + i64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Expected values are those of `date --utc --date=@SECONDS`.
    #[test]
    fn a_time_becomes_its_day_in_utc() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_830_297_599, "2027-12-31"),
            (1_830_297_600, "2028-01-01"),
            (4_107_542_400, "2100-03-01"),
            (-62_135_596_800, "0001-01-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            assert_eq!(Date::from_seconds(seconds).to_string(), date);
            let distance = Duration::from_secs(seconds.unsigned_abs());
            let time = match seconds {
                0.. => UNIX_EPOCH.checked_add(distance),
                _ => UNIX_EPOCH.checked_sub(distance),
            };
            assert_eq!(Date::from(time.unwrap()).to_string(), date);
        }
        for seconds in [i64::MIN, i64::MAX] {
            assert!(Date::from_seconds(seconds).to_string().len() > 10);
        }
    }
}
