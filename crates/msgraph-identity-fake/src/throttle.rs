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

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    at_milliseconds: i64,
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
        let capacity = f64::from(throttle.requests);
        let per_millisecond = capacity / (f64::from(throttle.seconds.max(1)) * 1_000.0);
        let bucket = by_tenant.entry(tenant).or_insert(Bucket {
            tokens: capacity,
            at_milliseconds: now_milliseconds,
        });
        let elapsed = now_milliseconds
            .saturating_sub(bucket.at_milliseconds)
            .max(0);
        bucket.tokens = (bucket.tokens + elapsed as f64 * per_millisecond).min(capacity);
        bucket.at_milliseconds = now_milliseconds;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        // A bucket for no requests never fills up.
        let seconds = (1.0 - bucket.tokens) / per_millisecond / 1_000.0;
        let seconds = seconds.min(f64::from(throttle.seconds.max(1)));
        Err(too_many_requests(
            throttle.retry_after,
            seconds,
            &format!("Tenant_Application/ReadWrite/{client_id}/{tenant}"),
        ))
    }
}

fn too_many_requests(form: RetryAfter, seconds: f64, scope: &str) -> GraphError {
    let text = match form {
        RetryAfter::Whole => Some(format!("{}", seconds.ceil())),
        RetryAfter::Fractional => Some(format!("{seconds:.3}")),
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
