//! How long a session waits between attempts.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use msgraph_identity_core::{Random, RetryPolicy};
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::double::{Double, Step, retry_after, status};
use reqwest::Method;

use crate::session::scripted::{pipeline, request, send, session};

/// The time of each attempt, in milliseconds after the start.
async fn times(policy: RetryPolicy, random: f64, script: Vec<Step>) -> Vec<u128> {
    let transport = Double::new(script);
    let pipeline = pipeline(&transport)
        .retry(policy)
        .random(Random::new(move || random));
    let _ = session(pipeline).send(request(Method::GET)).await;
    transport.times()
}

#[tokio::test(start_paused = true)]
async fn waits_double_up_to_a_limit_and_are_random_below() {
    let policy = RetryPolicy::default()
        .max_attempts(6)
        .initial_backoff(Duration::from_secs(1))
        .max_backoff(Duration::from_secs(5));
    let script = || vec![status(500)];
    assert_eq!(
        times(policy.clone(), 1.0, script()).await,
        [0, 1_000, 3_000, 7_000, 12_000, 17_000]
    );
    assert_eq!(
        times(policy.clone(), 0.5, script()).await,
        [0, 500, 1_500, 3_500, 6_000, 8_500]
    );
    assert_eq!(times(policy, 0.0, script()).await, [0; 6]);
}

#[tokio::test(start_paused = true)]
async fn huge_numbers_do_not_panic() {
    let policy = RetryPolicy::default()
        .max_attempts(u32::MAX)
        .initial_backoff(Duration::MAX)
        .max_backoff(Duration::MAX)
        .max_retry_after(Duration::MAX);
    // The wait would outlast the call, so the answer stands.
    assert_eq!(times(policy.clone(), 1.0, vec![status(500)]).await, [0]);
    let huge = retry_after(429, &u64::MAX.to_string());
    assert_eq!(times(policy, f64::NAN, vec![huge]).await, [0]);
}

#[tokio::test(start_paused = true)]
async fn the_service_says_how_long_to_wait() {
    for (value, wait) in [
        ("5", 5_250),
        (" 5 ", 5_250),
        ("0", 750),
        ("0.249", 750),
        ("2.128", 2_378),
        ("119.9", 120_150),
        // These say nothing, so the client chooses the wait.
        ("+5", 500),
        ("-1", 500),
        ("1e9", 500),
        ("5s", 500),
        ("5.", 500),
        (".5", 500),
        ("", 500),
        ("é", 500),
        ("soon", 500),
    ] {
        let script = vec![retry_after(429, value), status(200)];
        let times = times(RetryPolicy::default(), 0.5, script).await;
        assert_eq!(times, [0, wait], "{value:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_longer_wait_than_allowed_ends_the_call_at_once() {
    for value in [
        "121",
        "120.001",
        "18446744073709551615",
        "18446744073709551616",
    ] {
        let started = tokio::time::Instant::now();
        let transport = Double::new([retry_after(503, value), status(200)]);
        let status = send(&session(pipeline(&transport)), Method::GET).await;
        assert_eq!((status, transport.count()), (503, 1), "{value}");
        assert_eq!(started.elapsed(), Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn the_longest_of_several_values_counts() {
    for values in [["7", "2"], ["soon", "7"]] {
        let headers = values.map(|value| ("retry-after", value.to_owned()));
        let script = vec![Step::Answer(429, headers.into(), "".into()), status(200)];
        assert_eq!(times(RetryPolicy::default(), 0.0, script).await, [0, 7_000]);
    }
}

/// The date is that of RFC 9110's examples.
#[tokio::test(start_paused = true)]
async fn dates_count_from_the_date_of_the_response() {
    let forms = [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ];
    // 1994-11-06T08:49:37Z is 784111777 s after 1970.
    let end = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let skews = [0, 600];
    for (form, skew) in forms
        .into_iter()
        .flat_map(|form| skews.map(|skew| (form, skew)))
    {
        // The response is dated 30 s earlier. The local clock is right, or ten minutes ahead.
        let headers = vec![
            ("retry-after", form.to_owned()),
            ("date", "Sun, 06 Nov 1994 08:49:07 GMT".to_owned()),
        ];
        let transport = Double::new([Step::Answer(429, headers, "".into()), status(200)]);
        let clock = Arc::new(At(end - Duration::from_secs(30) + Duration::from_secs(skew)));
        let session = session(pipeline(&transport).clock(clock));
        send(&session, Method::GET).await;
        assert_eq!(transport.times(), [0, 30_500], "{form}, {skew}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_date_the_local_clock_counts_and_the_past_says_nothing() {
    for (value, wait) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 10_500),
        ("Sun, 06 Nov 1994 08:49:27 GMT", 1_000),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 1_000),
        ("Sun, 06 Nov 1994 08:49:37 CET", 1_000),
        ("Fri, 31 Dec 9999 23:59:59 GMT", -1),
    ] {
        let transport = Double::new([retry_after(429, value), status(200)]);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_767);
        let session = session(pipeline(&transport).clock(Arc::new(At(now))));
        send(&session, Method::GET).await;
        let expected = u128::try_from(wait).map_or(vec![0], |wait| vec![0, wait]);
        assert_eq!(transport.times(), expected, "{value}");
    }
}
