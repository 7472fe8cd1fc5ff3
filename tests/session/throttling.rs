//! A client that is throttled: what one call is told holds for all calls to the same part of Graph.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use msgraph_identity_core::{
    Call, CallOptions, Pipeline, RetryPolicy, ServiceRoot, Session, Transport, TransportFuture,
};
use msgraph_identity_tests::double::{Double, Tokens, retry_after, status};
use reqwest::Method;
use tokio::time::Instant;

use crate::session::scripted::{get, pipeline, request, session};

/// Takes a number of requests in each window, and refuses the others until the next one, as Graph does.
struct Window {
    start: Instant,
    /// The requests that were taken, by window, and how many were refused.
    taken: Mutex<(Vec<u64>, usize)>,
}

const WINDOW: u64 = 10;
const REQUESTS: usize = 5;

impl Window {
    fn answer(&self) -> http::Response<Bytes> {
        let now = self.start.elapsed().as_secs_f64();
        let window = (now / WINDOW as f64) as u64;
        let (taken, refused) = &mut *self.taken.lock().unwrap();
        if taken.iter().filter(|taken| **taken == window).count() < REQUESTS {
            taken.push(window);
            return http::Response::new(Bytes::new());
        }
        *refused += 1;
        let left = ((window + 1) * WINDOW) as f64 - now;
        let refusal = http::Response::builder().status(429);
        let refusal = refusal.header("retry-after", left.ceil().to_string());
        refusal.body(Bytes::new()).unwrap()
    }
}

impl Transport for Window {
    fn send(&self, _: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(async { Ok(self.answer()) })
    }
}

#[tokio::test(start_paused = true)]
async fn forty_calls_at_eight_at_once_all_succeed() {
    let transport = Arc::new(Window {
        start: Instant::now(),
        taken: Mutex::default(),
    });
    let pipeline = Pipeline::builder(transport.clone(), Tokens::new(["s3cret-t0ken"])).build();
    let root = ServiceRoot::parse("https://graph.microsoft.com/v1.0").unwrap();
    let session = Session::new(root, pipeline);
    let calls = futures_util::stream::iter(0..40).map(|_| session.send(request(Method::GET)));
    let answers: Vec<_> = calls.buffer_unordered(8).collect().await;
    for answer in answers {
        assert_eq!(answer.unwrap().status(), 200);
    }
    let (taken, refused) = &*transport.taken.lock().unwrap();
    assert_eq!(taken.len(), 40);
    // Of eight calls that begin in a window, three are refused; the others wait at the gate.
    assert!(*refused <= 40, "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_holds_for_every_call_to_the_same_part_of_graph() {
    let transport = Double::new([retry_after(429, "10"), status(200)]);
    let session = session(pipeline(&transport));
    let refused = session.send(request(Method::GET));
    let other = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        session.send(request(Method::GET)).await
    };
    let (one, two) = tokio::join!(refused, other);
    assert_eq!(
        (
            one.unwrap().status().as_u16(),
            two.unwrap().status().as_u16()
        ),
        (200, 200)
    );
    assert_eq!(transport.times(), [0, 10_500, 10_500]);
}

#[tokio::test(start_paused = true)]
async fn other_parts_of_graph_do_not_wait() {
    let transport = Double::new([retry_after(429, "10"), status(200)]);
    let session = session(pipeline(&transport));
    let refused = session.send(request(Method::GET));
    let other = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        session
            .send(get(
                "https://graph.microsoft.com/v1.0/policies/crossTenantAccessPolicy",
            ))
            .await
    };
    let (one, two) = tokio::join!(refused, other);
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(transport.times(), [0, 1_000, 10_500]);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_limits_its_waits() {
    let transport = Double::new([retry_after(429, "20")]);
    let pipeline = pipeline(&transport).call_timeout(Duration::from_secs(60));
    let answer = session(pipeline).send(request(Method::GET)).await.unwrap();
    assert_eq!((answer.status().as_u16(), transport.count()), (429, 3));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_is_too_long_to_wait_for_closes_nothing() {
    let transport = Double::new([retry_after(429, "31536000"), status(200)]);
    let session = session(pipeline(&transport));
    assert_eq!(
        session.send(request(Method::GET)).await.unwrap().status(),
        429
    );
    assert_eq!(
        session.send(request(Method::GET)).await.unwrap().status(),
        200
    );
    assert_eq!(transport.times(), [0, 0]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_cannot_wait_gets_the_refusal_of_the_service() {
    let refusal = || retry_after(429, "60");
    let transport = Double::new([refusal(), refusal(), status(200)]);
    let patient = session(pipeline(&transport));
    let call = Arc::new(Call::new(CallOptions {
        timeout: Some(Duration::from_secs(5)),
        ..CallOptions::default()
    }));
    let hasty = patient.clone().with_call(call);
    let (patient, hasty) = tokio::join!(
        patient.send(request(Method::GET)),
        hasty.send(request(Method::GET))
    );
    assert_eq!(
        (
            patient.unwrap().status().as_u16(),
            hasty.unwrap().status().as_u16()
        ),
        (200, 429)
    );
}

#[tokio::test(start_paused = true)]
async fn without_retries_nothing_waits() {
    let transport = Double::new([retry_after(429, "20"), status(200)]);
    let session = session(pipeline(&transport).retry(RetryPolicy::none()));
    assert_eq!(
        session.send(request(Method::GET)).await.unwrap().status(),
        429
    );
    assert_eq!(
        session.send(request(Method::GET)).await.unwrap().status(),
        200
    );
    assert_eq!(transport.times(), [0, 0]);
}
