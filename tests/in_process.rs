//! Clients of a fake in this process. Nothing waits, because the fake has the time of the runtime, which is paused.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use msgraph_identity::{Graph, V1, VersionedClient, credential};
use msgraph_identity_core::Transport as _;
use msgraph_identity_fake::{Clock, FakeGraph, FakeGraphBuilder, Fault, RecordedRequest, Switches};
use msgraph_identity_tests::generated_client::unused_http_client;

use crate::faults::scripted;

/// A fake that starts on 2027-01-15.
pub(crate) fn builder() -> FakeGraphBuilder {
    FakeGraph::builder().clock(Clock::runtime(1_800_000_000))
}

/// Pages of so many entities.
pub(crate) fn pages_of(page_size: usize) -> Switches {
    Switches {
        page_size,
        ..Switches::default()
    }
}

/// A client with a token of the first application.
pub(crate) fn graph(fake: &FakeGraph) -> Graph {
    graph_with(fake, fake.token())
}

pub(crate) fn graph_with(fake: &FakeGraph, token: String) -> Graph {
    let transport = Arc::new(fake.in_process());
    let graph = scripted::builder_with(credential::static_token(token), transport);
    graph.build().unwrap()
}

pub(crate) fn client(fake: &FakeGraph) -> VersionedClient<V1> {
    graph(fake).v1()
}

/// Faults that the client overcomes by itself.
pub(crate) fn passing_faults() -> [Fault; 4] {
    [
        Fault::lost_answer(),
        Fault::lost_request(),
        Fault::throttled("2"),
        Fault::error(503, "serviceNotAvailable"),
    ]
}

/// The requests since the last call.
pub(crate) fn take_requests(fake: &FakeGraph) -> Vec<Arc<RecordedRequest>> {
    let requests = fake.requests();
    fake.clear_requests();
    requests
}

/// Sends a request without the facade. The path begins with the version.
pub(crate) async fn send(
    fake: &FakeGraph,
    token: String,
    method: Method,
    path: &str,
    body: &str,
) -> http::Response<Bytes> {
    let url = format!("https://graph.microsoft.com/{path}");
    let request = unused_http_client().request(method, url).bearer_auth(token);
    let request = request.header("content-type", "application/json");
    let request = request.body(body.to_owned()).build().unwrap();
    fake.in_process().send(request).await.unwrap()
}

/// The doc test of `docs/testing.md` shows that the client waits by the same clock.
#[tokio::test(start_paused = true)]
async fn a_client_for_tests_renews_its_token_when_the_clock_is_advanced() {
    let fake = builder().build().unwrap();
    let graph = Graph::for_tests(fake.in_process()).build().unwrap();
    for _ in 0..2 {
        graph.v1().api_connectors().list().all().await.unwrap();
        fake.clock().advance(Duration::from_secs(7_200));
    }
    let requests = take_requests(&fake).into_iter();
    let statuses: Vec<_> = requests.map(|request| request.status()).collect();
    assert_eq!(statuses, [Some(200), Some(200)]);
}
