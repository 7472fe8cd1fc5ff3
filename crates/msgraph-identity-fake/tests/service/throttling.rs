//! Throttling by token buckets.

use std::time::Duration;

use msgraph_identity_fake::{Clock, RetryAfter, Throttle};

use crate::exchange::{CONNECTORS, Exchange, Fake};

/// Throttles, empties the bucket, and returns the refusal of the next request.
async fn refused(fake: &Fake, requests: u32, seconds: u32, retry_after: RetryAfter) -> Exchange {
    let throttle = Throttle {
        requests,
        seconds,
        retry_after,
    };
    fake.throttle(Some(throttle));
    for _ in 0..requests {
        fake.get(CONNECTORS, 200).await;
    }
    fake.clock().advance(Duration::from_millis(500));
    fake.get(CONNECTORS, 429).await
}

#[tokio::test]
async fn an_empty_bucket_refuses_requests_until_it_fills_up() {
    let fake = Fake::at(&Clock::fixed(1_800_000_000)).await;
    let refused = refused(&fake, 2, 60, RetryAfter::Whole).await;
    assert_eq!(refused.code(), "TooManyRequests");
    assert_eq!(refused.json()["error"]["innerError"]["code"], "429");
    assert_eq!(refused.header("retry-after"), "30");
    let information = refused.header("x-ms-throttle-information");
    assert_eq!(information, "ResourceUnitLimitExceeded");
    let scope = refused.header("x-ms-throttle-scope");
    assert!(scope.starts_with("Tenant_Application/"));
    fake.clock().advance(Duration::from_secs(30));
    fake.get(CONNECTORS, 200).await;
    fake.get(CONNECTORS, 429).await;
    fake.throttle(None);
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn retry_after_can_have_a_fraction_or_be_missing() {
    let fake = Fake::at(&Clock::fixed(1_800_000_000)).await;
    for (requests, seconds, form, expected) in [
        (3, 10, RetryAfter::Fractional, Some("2.833")),
        (3, 10, RetryAfter::Missing, None),
        // A bucket for no requests never fills up.
        (0, 0, RetryAfter::Whole, Some("1")),
    ] {
        let refused = refused(&fake, requests, seconds, form).await;
        let retry_after = refused.headers.get("retry-after");
        assert_eq!(retry_after.map(|value| value.to_str().unwrap()), expected);
    }
}
