//! The budget that keeps many failing calls from becoming a storm.

use msgraph_identity_core::RetryPolicy;
use msgraph_identity_tests::double::{Double, retry_after, status};
use reqwest::Method;

use crate::session::scripted::{pipeline, request, session};

#[tokio::test(start_paused = true)]
async fn a_hundred_failing_calls_are_a_hundred_and_twenty_requests_at_most() {
    let transport = Double::new([status(503)]);
    let session = session(pipeline(&transport));
    for _ in 0..100 {
        session.send(request(Method::GET)).await.unwrap();
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
    let send = async || session.send(request(Method::GET)).await.unwrap().status();

    // Two of three repetitions are paid for; the next call has none.
    assert_eq!((send().await.as_u16(), transport.count()), (503, 3));
    assert_eq!((send().await.as_u16(), transport.count()), (503, 4));
    for _ in 0..10 {
        assert_eq!(send().await, 200);
    }
    assert_eq!((send().await.as_u16(), transport.count()), (503, 17));
}

#[tokio::test(start_paused = true)]
async fn waits_that_the_service_asks_for_cost_nothing() {
    let mut script = vec![retry_after(429, "1"); 20];
    script.push(status(200));
    let transport = Double::new(script);
    let session = session(pipeline(&transport).retry(RetryPolicy::default().budget(0)));
    let answer = session.send(request(Method::GET)).await.unwrap();
    assert_eq!((answer.status().as_u16(), transport.count()), (200, 21));
}
