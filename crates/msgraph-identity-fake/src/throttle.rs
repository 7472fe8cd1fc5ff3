//! Throttling by token buckets: <https://learn.microsoft.com/graph/throttling>.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::graph_error::GraphError;
use crate::lock::lock;

/// How many requests a tenant may send, by the clock of the fake. The limit for API connectors is 300 in 60 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// The number of requests in a full bucket.
    pub requests: u32,
    /// The time in seconds in which an empty bucket fills up.
    pub seconds: u32,
    /// The form of `Retry-After` on 429.
    #[serde(default)]
    pub retry_after: RetryAfter,
}

/// The form of `Retry-After`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// Whole seconds, rounded up.
    #[default]
    Whole,
    /// Seconds with a fraction, which Microsoft Graph was seen to send.
    Fractional,
    /// No header.
    Missing,
}

#[derive(Debug, Default)]
pub(crate) struct Throttling(Mutex<Option<Buckets>>);

#[derive(Debug)]
struct Buckets {
    throttle: Throttle,
    by_tenant: HashMap<Uuid, Bucket>,
}

/// A request takes [`Throttle::milliseconds`] from the bucket, and a millisecond adds [`Throttle::requests`] to it: whole numbers
/// are exact.
#[derive(Debug)]
struct Bucket {
    level: u128,
    at_milliseconds: i64,
}

impl Throttle {
    /// The time in which an empty bucket fills up.
    fn milliseconds(self) -> u128 {
        u128::from(self.seconds.max(1)) * 1_000
    }
}

const SCOPE: HeaderName = HeaderName::from_static("x-ms-throttle-scope");
const INFORMATION: HeaderName = HeaderName::from_static("x-ms-throttle-information");

impl Throttling {
    pub(crate) fn set(&self, throttle: Option<Throttle>) {
        *lock(&self.0) = throttle.map(|throttle| Buckets {
            throttle,
            by_tenant: HashMap::new(),
        });
    }

    /// Takes a token from the bucket of the tenant. Without one, the error says when there will be one.
    pub(crate) fn admit(
        &self,
        tenant: Uuid,
        client_id: &str,
        now_milliseconds: i64,
    ) -> Result<(), GraphError> {
        let mut buckets = lock(&self.0);
        let Some(Buckets {
            throttle,
            by_tenant,
        }) = buckets.as_mut()
        else {
            return Ok(());
        };
        let (requests, price) = (u128::from(throttle.requests), throttle.milliseconds());
        let full = requests * price;
        let bucket = by_tenant.entry(tenant).or_insert(Bucket {
            level: full,
            at_milliseconds: now_milliseconds,
        });
        let elapsed = now_milliseconds.saturating_sub(bucket.at_milliseconds);
        let elapsed = u128::try_from(elapsed).unwrap_or(0);
        bucket.level = (bucket.level + elapsed * requests).min(full);
        bucket.at_milliseconds = now_milliseconds;
        let Some(level) = bucket.level.checked_sub(price) else {
            // A bucket for no requests never fills up.
            let wait = (price - bucket.level).div_ceil(requests.max(1));
            let scope = format!("Tenant_Application/ReadWrite/{client_id}/{tenant}");
            return Err(too_many_requests(throttle.retry_after, wait, &scope));
        };
        bucket.level = level;
        Ok(())
    }
}

fn too_many_requests(form: RetryAfter, milliseconds: u128, scope: &str) -> GraphError {
    let text = match form {
        RetryAfter::Whole => Some(milliseconds.div_ceil(1_000).to_string()),
        RetryAfter::Fractional => {
            let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
            Some(format!("{seconds}.{rest:03}"))
        }
        RetryAfter::Missing => None,
    };
    let mut error = GraphError::new(
        StatusCode::TOO_MANY_REQUESTS,
        "TooManyRequests",
        "Too many requests.",
    )
    .with_inner_code("429")
    .with_header(
        INFORMATION,
        HeaderValue::from_static("ResourceUnitLimitExceeded"),
    );
    for (name, value) in [(header::RETRY_AFTER, text), (SCOPE, Some(scope.to_owned()))] {
        if let Some(Ok(value)) = value.map(HeaderValue::try_from) {
            error = error.with_header(name, value);
        }
    }
    error
}
