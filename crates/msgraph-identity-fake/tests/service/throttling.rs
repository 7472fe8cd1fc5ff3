//! Throttling by token buckets.

use crate::exchange::{CONNECTORS, get, start_at};
use msgraph_identity_fake::{Clock, FakeGraph, RetryAfter, Throttle};
use std::time::Duration;

#[tokio::test]
async fn an_empty_bucket_refuses_requests_until_it_fills_up() {
    let clock = Clock::fixed(1_800_000_000);
    let fake = start_at(&clock).await;
    fake.throttle(Some(Throttle {
        requests: 2,
        seconds: 60,
        retry_after: RetryAfter::Whole,
    }));
    get(&fake, CONNECTORS, 200).await;
    get(&fake, CONNECTORS, 200).await;
    clock.advance(Duration::from_millis(500));
    let refused = get(&fake, CONNECTORS, 429).await;
    assert_eq!(refused.code(), "TooManyRequests");
    assert_eq!(refused.json()["error"]["innerError"]["code"], "429");
    assert_eq!(refused.header("retry-after"), "30");
    assert_eq!(
        refused.header("x-ms-throttle-information"),
        "ResourceUnitLimitExceeded"
    );
    assert!(
        refused
            .header("x-ms-throttle-scope")
            .starts_with("Tenant_Application/")
    );
    clock.advance(Duration::from_secs(30));
    get(&fake, CONNECTORS, 200).await;
    get(&fake, CONNECTORS, 429).await;
    fake.throttle(None);
    get(&fake, CONNECTORS, 200).await;
}

#[tokio::test]
async fn retry_after_can_have_a_fraction_or_be_missing() {
    let fake = start_at(&Clock::fixed(1_800_000_000)).await;
    for (retry_after, expected) in [
        (RetryAfter::Fractional, Some("3.333")),
        (RetryAfter::Missing, None),
    ] {
        fake.throttle(Some(Throttle {
            requests: 3,
            seconds: 10,
            retry_after,
        }));
        for _ in 0..3 {
            get(&fake, CONNECTORS, 200).await;
        }
        let refused = get(&fake, CONNECTORS, 429).await;
        assert_eq!(
            refused
                .headers
                .get("retry-after")
                .map(|value| value.to_str().unwrap()),
            expected
        );
    }
}

#[tokio::test]
async fn a_bucket_for_no_requests_refuses_everything() {
    let fake = FakeGraph::start().await.unwrap();
    fake.throttle(Some(Throttle {
        requests: 0,
        seconds: 0,
        retry_after: RetryAfter::Whole,
    }));
    let refused = get(&fake, CONNECTORS, 429).await;
    assert_eq!(refused.header("retry-after"), "1");
}
