//! `$batch`.

use crate::exchange::{Exchange, basic, get, post, send_as, start, start_with};
use msgraph_identity_fake::{BatchOrder, FakeServer, Fault, Operation, Switches};
use serde_json::{Value, json};

const CONNECTORS: &str = "/identity/apiConnectors";

async fn batch(fake: &FakeServer, requests: Value, status: u16) -> Exchange {
    post(
        fake,
        "v1.0/$batch",
        &json!({ "requests": requests }),
        status,
    )
    .await
}

fn by_id<'a>(batch: &'a Value, id: &str) -> &'a Value {
    let responses = batch["responses"].as_array().unwrap();
    responses
        .iter()
        .find(|response| response["id"] == id)
        .unwrap_or_else(|| panic!("{id} in {batch}"))
}

fn create(id: &str) -> Value {
    json!({
        "id": id, "method": "POST", "url": CONNECTORS,
        "headers": { "Content-Type": "application/json" }, "body": basic(id)
    })
}

#[tokio::test]
async fn each_item_has_status_headers_and_body() {
    let fake = start().await;
    let answer = batch(
        &fake,
        json!([
            create("1"),
            { "id": "2", "method": "GET", "url": "identity/apiConnectors?$select=displayName" },
            { "id": "3", "method": "DELETE", "url": "/identity/apiConnectors/nobody" },
            { "id": "4", "method": "GET", "url": "/identity/apiConnectors/$count" },
            { "id": "5", "method": "GET", "url": "https://evil.example/" },
        ]),
        200,
    )
    .await
    .json();
    let ids: Vec<_> = answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].clone())
        .collect();
    assert_eq!(
        ids,
        ["5", "4", "3", "2", "1"],
        "no order is promised, so it is not that of the requests"
    );
    let created = by_id(&answer, "1");
    assert_eq!(
        (&created["status"], &created["body"]["displayName"]),
        (&json!(201), &json!("1"))
    );
    assert_eq!(
        created["body"]["authenticationConfiguration"]["password"],
        "******"
    );
    assert!(
        created["headers"]["location"]
            .as_str()
            .unwrap()
            .contains("/identity/apiConnectors/")
    );
    assert_eq!(
        by_id(&answer, "2")["body"]["value"],
        json!([{ "displayName": "1" }])
    );
    let missing = by_id(&answer, "3");
    assert_eq!(
        (&missing["status"], &missing["body"]["error"]["code"]),
        (&json!(404), &json!("Request_ResourceNotFound"))
    );
    assert_eq!(by_id(&answer, "4")["body"], 1, "a bare number is JSON");
    assert_eq!(by_id(&answer, "5")["status"], 400);
}

#[tokio::test]
async fn an_item_waits_for_its_dependencies() {
    let fake = start().await;
    let answer = batch(
        &fake,
        json!([
            { "id": "a", "method": "DELETE", "url": "/identity/apiConnectors/nobody" },
            { "id": "b", "method": "GET", "url": CONNECTORS, "dependsOn": ["A"] },
            { "id": "c", "method": "GET", "url": CONNECTORS, "dependsOn": ["b"] },
            { "id": "d", "method": "GET", "url": CONNECTORS },
            { "id": "e", "method": "GET", "url": CONNECTORS, "dependsOn": ["f", "d"] },
            { "id": "f", "method": "GET", "url": CONNECTORS },
        ]),
        200,
    )
    .await
    .json();
    let statuses: Vec<_> = ["a", "b", "c", "d", "e", "f"]
        .map(|id| by_id(&answer, id)["status"].as_u64().unwrap())
        .into();
    assert_eq!(statuses, [404, 424, 424, 200, 200, 200]);
}

#[tokio::test]
async fn an_invalid_envelope_refuses_the_whole_batch() {
    let fake = start().await;
    let item = |id: &str| json!({ "id": id, "method": "GET", "url": CONNECTORS });
    let many: Vec<Value> = (0..21).map(|number| item(&number.to_string())).collect();
    let mut no_content_type = create("1");
    no_content_type["headers"] = json!({});
    for requests in [
        json!([]),
        json!(many),
        json!([item("x"), item("X")]),
        json!([item("")]),
        json!([{ "method": "GET", "url": CONNECTORS }]),
        json!([{ "id": "1", "method": "GET", "url": CONNECTORS, "dependsOn": ["2"] }]),
        json!([{ "id": "1", "method": "GET", "url": CONNECTORS, "dependsOn": ["1"] }]),
        json!([
            { "id": "1", "method": "GET", "url": CONNECTORS, "dependsOn": ["2"] },
            { "id": "2", "method": "GET", "url": CONNECTORS, "dependsOn": ["1"] },
        ]),
        json!([create("0"), no_content_type]),
        json!("x"),
    ] {
        batch(&fake, requests, 400).await;
    }
    assert_eq!(
        get(&fake, &format!("v1.0{CONNECTORS}"), 200).await.json()["value"],
        json!([]),
        "no item was done"
    );
    batch(&fake, json!(many[..20]), 200).await;
}

#[tokio::test]
async fn items_have_the_permissions_of_the_batch_and_cannot_be_batches() {
    let fake = start().await;
    let token = fake.token_with(&["APIConnectors.Read.All"]);
    let body = json!({ "requests": [
        create("1"),
        { "id": "2", "method": "GET", "url": CONNECTORS },
        { "id": "3", "method": "POST", "url": "/$batch", "headers": { "Content-Type": "application/json" },
          "body": { "requests": [] } },
        { "id": "4", "method": "GET", "url": CONNECTORS, "headers": { "Authorization": "Bearer x" } },
    ] });
    let answer = send_as(&fake, &token, "POST", "v1.0/$batch", Some(&body), 200)
        .await
        .json();
    let statuses: Vec<_> = ["1", "2", "3", "4"]
        .map(|id| by_id(&answer, id)["status"].as_u64().unwrap())
        .into();
    assert_eq!(statuses, [403, 200, 400, 401]);
    send_as(&fake, "x", "POST", "v1.0/$batch", Some(&body), 401).await;
}

#[tokio::test]
async fn a_fault_affects_a_single_item() {
    let switches = Switches {
        batch_order: BatchOrder::Same,
        ..Switches::default()
    };
    let fake = start_with(switches).await;
    let throttled = Fault::error(429, "TooManyRequests")
        .header("Retry-After", "3")
        .on(Operation::ListApiConnectors);
    fake.inject(throttled.after(1)).unwrap();
    let item = |id: &str| json!({ "id": id, "method": "GET", "url": CONNECTORS });
    let answer = batch(&fake, json!([item("1"), item("2"), item("3")]), 200)
        .await
        .json();
    let statuses: Vec<_> = answer["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [200, 429, 200]);
    assert_eq!(by_id(&answer, "2")["headers"]["retry-after"], "3");
}
