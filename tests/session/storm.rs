//! The budget that keeps many failing calls from becoming a storm.

use msgraph_identity_core::RetryPolicy;
use msgraph_identity_tests::double::{Double, retry_after, status};
use reqwest::Method;

use crate::session::scripted::{pipeline, send, session};

#[tokio::test(start_paused = true)]
async fn a_hundred_failing_calls_are_a_hundred_and_twenty_requests_at_most() {
    let transport = Double::new([status(503)]);
    let session = session(pipeline(&transport));
    for _ in 0..100 {
        send(&session, Method::GET).await;
    }
    assert_eq!(transport.count(), 120);
}

#[tokio::test(start_paused = true)]
async fn successes_earn_repetitions_back() {
    let mut script = vec![status(503); 4];
    script.extend(vec![status(200); 10]);
    script.extend(vec![status(503); 4]);
    let transport = Double::new(script);
    let session = session(pipeline(&transport).retry(RetryPolicy::default().budget(2)));
    let get = async || (send(&session, Method::GET).await, transport.count());

    // The budget has two of the three repetitions, and none for the next call. Ten successes earn two.
    assert_eq!(get().await, (503, 3));
    assert_eq!(get().await, (503, 4));
    for sent in 5..15 {
        assert_eq!(get().await, (200, sent));
    }
    assert_eq!(get().await, (503, 17));
}

#[tokio::test(start_paused = true)]
async fn waits_that_the_service_asks_for_use_up_no_budget() {
    let mut script = vec![retry_after(429, "1"); 20];
    script.push(status(200));
    let transport = Double::new(script);
    let session = session(pipeline(&transport).retry(RetryPolicy::default().budget(0)));
    assert_eq!(send(&session, Method::GET).await, 200);
    assert_eq!(transport.count(), 21);
}
