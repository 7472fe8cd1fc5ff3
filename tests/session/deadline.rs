//! The timeout of a call.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{Call, CallOptions, SendError};
use msgraph_identity_tests::double::{Double, Step, retry_after, status};
use reqwest::Method;
use tokio::time::Instant;

use crate::session::scripted::{pipeline, request, send, session};

const TIMEOUT: Duration = Duration::from_secs(10);

#[tokio::test(start_paused = true)]
async fn a_call_ends_when_its_time_is_up() {
    let transport = Double::new([Step::Hang]);
    let started = Instant::now();
    let session = session(pipeline(&transport).call_timeout(TIMEOUT));
    let error = session.send(request(Method::GET)).await.unwrap_err();
    assert!(matches!(error, SendError::TimedOut(TIMEOUT)), "{error:?}");
    assert_eq!(started.elapsed(), TIMEOUT);
    assert_eq!(error.to_string(), "the call took longer than 10.0 s");
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_call_covers_all_its_attempts() {
    let slow = Step::After(Duration::from_secs(6), Box::new(status(500)));
    let transport = Double::new([slow]);
    let session = session(pipeline(&transport).call_timeout(TIMEOUT));
    let error = session.send(request(Method::GET)).await.unwrap_err();
    assert!(matches!(error, SendError::TimedOut(TIMEOUT)), "{error:?}");
    assert_eq!(transport.times(), [0, 7_000]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_time_left_is_not_begun() {
    for (step, method) in [
        (retry_after(429, "10"), Method::POST),
        (retry_after(503, "60"), Method::GET),
    ] {
        let transport = Double::new([step, status(200)]);
        let started = Instant::now();
        let session = session(pipeline(&transport).call_timeout(TIMEOUT));
        let answer = session.send(request(method)).await.unwrap();
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!((started.elapsed(), transport.count()), (Duration::ZERO, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_its_own_timeout() {
    let transport = Double::new([Step::Hang]);
    let options = CallOptions {
        timeout: Some(Duration::from_millis(1_500)),
        ..CallOptions::default()
    };
    let session = session(pipeline(&transport)).with_call(Arc::new(Call::new(options)));
    let error = session.send(request(Method::GET)).await.unwrap_err();
    assert_eq!(error.to_string(), "the call took longer than 1.5 s");
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_after_five_minutes_by_default() {
    let transport = Double::new([Step::Hang]);
    let started = Instant::now();
    let error = session(pipeline(&transport))
        .send(request(Method::GET))
        .await;
    assert!(error.is_err());
    assert_eq!(started.elapsed(), Duration::from_secs(300));
}

#[tokio::test(start_paused = true)]
async fn the_longest_timeout_does_not_panic() {
    let transport = Double::new([status(500), status(200)]);
    let session = session(pipeline(&transport).call_timeout(Duration::MAX));
    assert_eq!(send(&session, Method::GET).await, 200);
}
