//! The header `Retry-After`, in all its forms.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderValue, RETRY_AFTER};

/// Returns how long the service asks to wait: a number of seconds, also with decimals, or any form of HTTP date. Of several values,
/// the longest counts. Returns `None` if no value says how long.
///
/// A date counts from the response's own `Date`, because the clocks may differ. A date in the past says nothing.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    waits(headers, now).flatten().max()
}

/// Whether the header is there, and each of its values says how long to wait.
pub(crate) fn says_how_long(headers: &HeaderMap, now: SystemTime) -> bool {
    headers.contains_key(RETRY_AFTER) && waits(headers, now).all(|wait| wait.is_some())
}

/// The wait that each value of the header asks for; `None` if the value does not say.
fn waits(headers: &HeaderMap, now: SystemTime) -> impl Iterator<Item = Option<Duration>> {
    let values = headers.get_all(RETRY_AFTER).iter();
    values.map(move |value| {
        let text = value.to_str().ok()?.trim();
        seconds(text).or_else(|| until(text, headers, now))
    })
}

/// Digits, and perhaps a decimal point and more digits: Graph has sent `0.249` and `2.128`.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let seconds = text.parse().ok()?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn until(text: &str, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let end = httpdate::parse_http_date(text).ok()?;
    let date = |value: &HeaderValue| httpdate::parse_http_date(value.to_str().ok()?).ok();
    let start = headers.get(DATE).and_then(date).unwrap_or(now);
    end.duration_since(start)
        .ok()
        .filter(|wait| !wait.is_zero())
}
