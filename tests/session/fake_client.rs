//! A client and the fake in one process, with one clock. Nothing waits, because the runtime is paused.

use std::time::Duration;

use msgraph_identity::Graph;
use msgraph_identity_fake::{FakeGraph, Fault, Operation, PartnerSeed, RetryAfter, Throttle};

use crate::in_process;

const FABRIKAM: &str = "3d0f5dec-5d3d-455c-8016-e2af1ae4d31a";

fn fake() -> FakeGraph {
    let partner = PartnerSeed::new(FABRIKAM.parse().unwrap());
    in_process::builder().partner(partner).build().unwrap()
}

fn graph(fake: &FakeGraph) -> Graph {
    Graph::for_tests(fake.in_process()).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_client_waits_for_the_clock_of_the_fake() {
    let fake = fake();
    let connectors = graph(&fake).v1().api_connectors();
    // The fake answers 429 until its own clock has moved, which only the waits of the client do.
    fake.throttle(Some(Throttle {
        requests: 1,
        seconds: 30,
        retry_after: RetryAfter::Whole,
    }));
    let before = fake.clock().now();
    for _ in 0..3 {
        connectors.list().all().await.unwrap();
    }
    assert!(fake.clock().now() >= before + 30);
    assert!(fake.request_count_for(Operation::ListApiConnectors) > 3);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_when_the_clock_is_advanced() {
    let fake = fake();
    let connectors = graph(&fake).v1().api_connectors();
    connectors.list().all().await.unwrap();
    fake.clock().advance(Duration::from_secs(7_200));
    connectors.list().all().await.unwrap();
    let statuses = fake.requests_for(Operation::ListApiConnectors);
    let statuses: Vec<_> = statuses.iter().map(|request| request.status()).collect();
    assert_eq!(statuses, [Some(200), Some(200)]);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_repeated() {
    let fake = fake();
    fake.inject(Fault::lost_answer()).unwrap();
    let partner = graph(&fake)
        .v1()
        .cross_tenant_access()
        .partner(FABRIKAM.parse().unwrap());
    assert!(partner.identity_synchronization().get().await.is_err());
    assert_eq!(fake.requests().len(), 2);
}
