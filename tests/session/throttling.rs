//! Throttling concerns a client: a refusal holds for all its calls to the same part of Graph.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use msgraph_identity_core::{Call, CallOptions, Random, RetryPolicy};
use msgraph_identity_fake::{RetryAfter, Throttle};
use msgraph_identity_tests::double::{Double, retry_after, status};
use reqwest::Method;

use crate::in_process::{builder, client};
use crate::session::scripted::{get, pipeline, send, session};

#[tokio::test(start_paused = true)]
async fn forty_calls_at_eight_at_once_all_succeed_under_a_throttle() {
    for retry_after in [RetryAfter::Whole, RetryAfter::Fractional] {
        let fake = builder().build().unwrap();
        fake.throttle(Some(Throttle {
            requests: 5,
            seconds: 10,
            retry_after,
        }));
        let connectors = client(&fake).api_connectors();
        let calls = futures_util::stream::iter(0..40).map(|_| connectors.list().all());
        let lists: Vec<_> = calls.buffer_unordered(8).collect().await;
        for list in lists {
            assert!(list.unwrap().is_empty());
        }
        // Of the calls that wake together, the first is served. The others are refused at most once each.
        let refused = fake.request_count() - 40;
        assert!((1..8 * 40).contains(&refused), "{refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_always_asks_for_no_wait_is_called_less_and_less() {
    for value in ["0", "0.001", "0.249"] {
        let transport = Double::new([retry_after(429, value)]);
        let pipeline = pipeline(&transport).random(Random::new(|| 0.0));
        assert_eq!(send(&session(pipeline), Method::POST).await, 429);
        let first = [0, 500, 1_500, 3_500, 7_500, 15_500, 25_500, 35_500];
        assert_eq!(transport.times()[..8], first, "{value}");
        assert!(transport.count() < 40, "{}", transport.count());
    }
}

#[tokio::test(start_paused = true)]
async fn half_a_second_and_more_is_waited_for_as_it_is_asked() {
    let values = ["0", "0", "0.5", "1", "0"].map(|value| retry_after(503, value));
    let transport = Double::new(values.into_iter().chain([status(200)]));
    let pipeline = pipeline(&transport).random(Random::new(|| 0.0));
    assert_eq!(send(&session(pipeline), Method::GET).await, 200);
    assert_eq!(transport.times(), [0, 500, 1_500, 2_000, 3_000, 5_000]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_holds_for_every_call_to_the_same_part_of_graph() {
    let transport = Double::new([retry_after(429, "10"), status(200)]);
    let session = session(pipeline(&transport));
    let other = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        send(&session, Method::GET).await
    };
    let statuses = tokio::join!(send(&session, Method::GET), other);
    assert_eq!(statuses, (200, 200));
    assert_eq!(transport.times(), [0, 10_500, 10_500]);
}

#[tokio::test(start_paused = true)]
async fn other_parts_of_graph_do_not_wait() {
    let transport = Double::new([retry_after(429, "10"), status(200)]);
    let session = session(pipeline(&transport));
    let policies = get("https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy");
    let other = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        session.send(policies).await
    };
    let (_, other) = tokio::join!(send(&session, Method::GET), other);
    assert_eq!(other.unwrap().status(), 200);
    assert_eq!(transport.times(), [0, 1_000, 10_500]);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_limits_its_waits() {
    let transport = Double::new([retry_after(429, "20")]);
    let pipeline = pipeline(&transport).call_timeout(Duration::from_secs(60));
    let status = send(&session(pipeline), Method::GET).await;
    assert_eq!((status, transport.count()), (429, 3));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_longer_than_a_call_waits_holds_no_other_call_up() {
    let transport = Double::new([retry_after(429, "31536000"), status(200)]);
    let session = session(pipeline(&transport));
    assert_eq!(send(&session, Method::GET).await, 429);
    assert_eq!(send(&session, Method::GET).await, 200);
    assert_eq!(transport.times(), [0, 0]);
}

#[tokio::test(start_paused = true)]
async fn a_call_without_the_time_to_wait_returns_the_refusal() {
    let refusal = || retry_after(429, "60");
    let transport = Double::new([refusal(), refusal(), status(200)]);
    let patient = session(pipeline(&transport));
    let call = Arc::new(Call::new(CallOptions {
        timeout: Some(Duration::from_secs(5)),
        ..CallOptions::default()
    }));
    let hasty = patient.clone().with_call(call);
    let statuses = tokio::join!(send(&patient, Method::GET), send(&hasty, Method::GET));
    assert_eq!(statuses, (200, 429));
}

#[tokio::test(start_paused = true)]
async fn without_retries_no_call_waits() {
    let transport = Double::new([retry_after(429, "20"), status(200)]);
    let session = session(pipeline(&transport).retry(RetryPolicy::none()));
    assert_eq!(send(&session, Method::GET).await, 429);
    assert_eq!(send(&session, Method::GET).await, 200);
    assert_eq!(transport.times(), [0, 0]);
}
