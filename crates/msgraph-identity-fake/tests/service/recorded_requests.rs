//! The requests that the fake received.

use crate::exchange::{CONNECTORS, basic, get, http, post, start};
use msgraph_identity_fake::{FakeGraph, Fault, Operation};
use serde_json::json;

#[tokio::test]
async fn requests_are_recorded() {
    let fake = start().await;
    get(&fake, &format!("{CONNECTORS}?$top=1"), 200).await;
    post(&fake, CONNECTORS, &basic("A"), 201).await;
    get(&fake, "v1.0/nothing", 400).await;
    let requests = fake.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|request| {
            (
                request.number(),
                request.method(),
                request.path(),
                request.operation(),
                request.status(),
            )
        })
        .collect();
    let path = format!("/{CONNECTORS}");
    assert_eq!(
        seen,
        [
            (
                1,
                "GET",
                path.as_str(),
                Some(Operation::ListApiConnectors),
                Some(200)
            ),
            (
                2,
                "POST",
                path.as_str(),
                Some(Operation::CreateApiConnector),
                Some(201)
            ),
            (3, "GET", "/v1.0/nothing", None, Some(400)),
        ]
    );
    assert_eq!(requests[0].query(), "$top=1");
    assert_eq!(requests[1].body(), basic("A").to_string().as_bytes());
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
    assert!(
        requests[1]
            .header("authorization")
            .unwrap()
            .starts_with("Bearer ")
    );
    assert_eq!(fake.requests_for(Operation::CreateApiConnector).len(), 1);
    fake.clear_requests();
    assert_eq!((fake.requests().len(), fake.request_count()), (0, 0));
}

#[tokio::test]
async fn debug_shows_no_secret() {
    let fake = start().await;
    post(&fake, CONNECTORS, &basic("canary"), 201).await;
    let debug = format!("{:?}", fake.requests());
    assert!(
        debug.contains("CreateApiConnector")
            && !debug.contains("canary")
            && !debug.contains("Bearer"),
        "{debug}"
    );
}

#[tokio::test]
async fn older_requests_are_only_counted() {
    let fake = FakeGraph::builder()
        .recorded_requests(2)
        .start()
        .await
        .unwrap();
    for _ in 0..5 {
        get(&fake, CONNECTORS, 200).await;
    }
    let numbers: Vec<_> = fake
        .requests()
        .iter()
        .map(|request| request.number())
        .collect();
    assert_eq!((numbers, fake.request_count()), (vec![4, 5], 5));
}

#[tokio::test]
async fn items_of_a_batch_are_recorded() {
    let fake = start().await;
    let item = json!({ "id": "1", "method": "GET", "url": "/identity/apiConnectors?$top=1" });
    post(&fake, "v1.0/$batch", &json!({ "requests": [item] }), 200).await;
    let requests = fake.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        (requests[0].operation(), requests[0].is_in_batch()),
        (Some(Operation::Batch), false)
    );
    assert_eq!(
        (requests[1].operation(), requests[1].is_in_batch()),
        (Some(Operation::ListApiConnectors), true)
    );
    assert_eq!(
        (requests[1].path(), requests[1].query()),
        ("/v1.0/identity/apiConnectors", "$top=1")
    );
}

#[tokio::test]
async fn a_cut_answer_has_no_status() {
    let fake = start().await;
    fake.inject(Fault::lost_answer()).unwrap();
    let url = format!("{}/{CONNECTORS}", fake.url());
    assert!(
        http()
            .get(url)
            .bearer_auth(fake.token())
            .send()
            .await
            .is_err()
    );
    assert_eq!(fake.requests()[0].status(), None);
}
