//! The fake service without a network, with the time of tokio.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use msgraph_identity_core::{Transport, TransportError, TransportErrorKind, TransportFuture};
use msgraph_identity_fake::{Clock, FakeGraph, FakeGraphBuilder};
use reqwest::Request;
use tokio::time::Instant;
use tower::ServiceExt as _;

pub(crate) struct InProcess {
    pub(crate) fake: FakeGraph,
    start: Instant,
    /// How far the clock of the fake was moved, in milliseconds.
    moved: Mutex<u128>,
}

impl InProcess {
    pub(crate) fn start() -> Arc<Self> {
        Self::start_with(FakeGraph::builder().clock(Clock::fixed(1_800_000_000)))
    }

    /// The clock of the fake must be a fixed one.
    pub(crate) fn start_with(fake: FakeGraphBuilder) -> Arc<Self> {
        Arc::new(Self {
            fake: fake.build().unwrap(),
            start: Instant::now(),
            moved: Mutex::default(),
        })
    }

    fn move_clock(&self) {
        let mut moved = self.moved.lock().unwrap();
        let now = self.start.elapsed().as_millis();
        let by = Duration::from_millis((now - *moved).try_into().unwrap());
        self.fake.clock().advance(by);
        *moved = now;
    }
}

impl Transport for InProcess {
    fn send(&self, request: Request) -> TransportFuture<'_> {
        self.move_clock();
        let mut request = http::Request::try_from(request).unwrap().map(Body::new);
        // Without an authority, the links in a response lead to the global cloud by https.
        *request.uri_mut() = request.uri().path_and_query().unwrap().clone().into();
        Box::pin(async {
            let response = self.fake.router().oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await;
            let body = body.map_err(|_| TransportError::new(TransportErrorKind::Reset))?;
            Ok(http::Response::from_parts(head, body))
        })
    }
}
