//! When a token expires, in the forms that token endpoints have used.

use azure_core::time::parse_rfc3339;
use serde_json::Value;

/// A number of seconds, as a number or as a text.
pub(super) fn seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|s| s as i64)),
        Value::String(text) => {
            let text = text.trim();
            let decimal = || {
                text.parse()
                    .ok()
                    .filter(|s: &f64| s.is_finite())
                    .map(|s| s as i64)
            };
            text.parse().ok().or_else(decimal)
        }
        _ => None,
    }
}

/// A time in seconds since 1970, or a date as App Service and Functions have written it: `06/19/2019 23:42:01 +00:00` on Linux,
/// `1/16/2020 5:24:12 AM +00:00` on Windows. ISO 8601 is read too. Without an offset, it is UTC.
pub(super) fn time(value: &Value) -> Option<i64> {
    seconds(value).or_else(|| date(value.as_str()?.trim()))
}

fn date(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once([' ', 'T', 't'])?;
    let (year, month, day) = if let Some((month, rest)) = date.split_once('/') {
        let (day, year) = rest.split_once('/')?;
        (year, month, day)
    } else {
        let (year, rest) = date.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        (year, month, day)
    };
    let is_time = |c: char| c.is_ascii_digit() || c == ':' || c == '.';
    let rest = rest.trim_start();
    let (time, rest) = rest.split_at(rest.find(|c| !is_time(c)).unwrap_or(rest.len()));
    let mut time = time.split(':');
    let hour: u32 = time.next()?.parse().ok()?;
    let minute: u32 = time.next()?.parse().ok()?;
    // The part of a second does not matter.
    let second = time.next().unwrap_or("0").split('.').next()?;
    let second: u32 = second.parse().ok()?;
    let (hour, rest) = twelve_hours(hour, rest.trim_start())?;
    let offset = offset(rest.trim())?;
    let number = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    parse_rfc3339(&format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}"
    ))
    .ok()
    .map(|time| time.unix_timestamp())
}

/// The hour with `AM` or `PM`, and what follows. Some answers have both: `PM` and an hour of 24.
fn twelve_hours(hour: u32, rest: &str) -> Option<(u32, &str)> {
    let marker = rest.get(..2).map(str::to_ascii_uppercase);
    match marker.as_deref() {
        Some("AM") => Some((if hour == 12 { 0 } else { hour }, &rest[2..])),
        Some("PM") => Some((if hour < 12 { hour + 12 } else { hour }, &rest[2..])),
        _ => Some((hour, rest)),
    }
}

/// An offset as RFC 3339 writes it.
fn offset(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match (text.chars().next(), digits.as_str()) {
        (None | Some('Z' | 'z'), "") => Some("Z".to_owned()),
        (Some(sign @ ('+' | '-')), digits) if digits.len() == 4 => {
            Some(format!("{sign}{}:{}", &digits[..2], &digits[2..]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_of_the_field_is_the_same_time() {
        // 2020-01-16T05:24:12Z
        for text in [
            "1579152252",
            " 1579152252 ",
            "1579152252.0",
            "1/16/2020 5:24:12 AM +00:00",
            "01/16/2020 05:24:12 +00:00",
            "01/16/2020 05:24:12 AM +00:00",
            "1/16/2020 5:24:12 am",
            "2020-01-16T05:24:12Z",
            "2020-01-16T05:24:12.1234567+00:00",
            "2020-01-16 05:24:12",
            "2020-01-16 05:24:12.123456",
            "2020-01-16T06:24:12+01:00",
            "2020-01-16T06:24:12+0100",
        ] {
            assert_eq!(time(&json!(text)), Some(1_579_152_252), "{text}");
        }
        assert_eq!(time(&json!(1_579_152_252)), Some(1_579_152_252));
        assert_eq!(time(&json!(1_579_152_252.5)), Some(1_579_152_252));
    }

    #[test]
    fn midnight_noon_and_hours_of_24_are_read() {
        // 2024-01-16T00:00:00Z
        let midnight = 1_705_363_200;
        for (text, hours) in [
            ("1/16/2024 12:00:00 AM +00:00", 0),
            ("1/16/2024 12:00:00 PM +00:00", 12),
            ("1/16/2024 1:00:00 PM +00:00", 13),
            ("1/16/2024 13:00:00 PM +00:00", 13),
            ("1/16/2024 00:00:00 PM +00:00", 12),
        ] {
            assert_eq!(time(&json!(text)), Some(midnight + hours * 3600), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_time_is_none() {
        for value in [
            json!(""),
            json!("soon"),
            json!("13/32/2020 05:24:12 +00:00"),
            json!("1/16/2020"),
            json!("1/16/2020 25:00:00 +00:00"),
            json!("1/16/2020 5 AM"),
            json!("NaN"),
            json!("///// ::::"),
            json!("1/2/3 ä"),
            json!(null),
            json!({}),
        ] {
            assert_eq!(time(&value), None, "{value}");
        }
    }
}
