//! `$batch`.

use msgraph_identity_fake::{BatchOrder, Fault, Operation};
use serde_json::{Value, json};

use crate::exchange::{Fake, basic, read};

const URL: &str = "/identity/apiConnectors";
const PATH: &str = "v1.0/$batch";

fn list(id: &str) -> Value {
    json!({ "id": id, "method": "GET", "url": URL })
}

fn create(id: &str) -> Value {
    json!({
        "id": id, "method": "POST", "url": URL,
        "headers": { "Content-Type": "application/json" }, "body": basic(id)
    })
}

async fn batch(fake: &Fake, requests: Value) -> Value {
    fake.post(PATH, json!({ "requests": requests }), 200)
        .await
        .json()
}

fn by_id<'a>(batch: &'a Value, id: &str) -> &'a Value {
    let mut responses = batch["responses"].as_array().unwrap().iter();
    let found = responses.find(|response| response["id"] == id);
    found.unwrap_or_else(|| panic!("{id} in {batch}"))
}

/// The ids of the responses, in their order.
fn ids(batch: &Value) -> Vec<&Value> {
    let responses = batch["responses"].as_array().unwrap().iter();
    responses.map(|response| &response["id"]).collect()
}

fn statuses<const N: usize>(batch: &Value, ids: [&str; N]) -> [u64; N] {
    ids.map(|id| by_id(batch, id)["status"].as_u64().unwrap())
}

#[tokio::test]
async fn each_item_has_status_headers_and_body() {
    let fake = Fake::start().await;
    let requests = json!([
        create("1"),
        { "id": "2", "method": "GET", "url": "identity/apiConnectors?$select=displayName" },
        { "id": "3", "method": "delete", "url": "/identity/apiConnectors/nobody" },
        { "id": "4", "method": "GET", "url": "/identity/apiConnectors/$count" },
        { "id": "5", "method": "GET", "url": "https://evil.example/" },
    ]);
    let answer = batch(&fake, requests).await;
    assert_eq!(
        ids(&answer),
        ["5", "4", "3", "2", "1"],
        "no order is promised, so it is not that of the requests"
    );
    assert_eq!(
        statuses(&answer, ["1", "2", "3", "4", "5"]),
        [201, 200, 404, 200, 400]
    );
    let created = by_id(&answer, "1");
    assert_eq!(created["body"]["displayName"], "1");
    assert_eq!(
        created["body"]["authenticationConfiguration"]["password"],
        "******"
    );
    let location = created["headers"]["location"].as_str().unwrap();
    assert!(location.contains("/identity/apiConnectors/"));
    assert_eq!(
        by_id(&answer, "2")["body"]["value"],
        json!([{ "displayName": "1" }])
    );
    assert_eq!(
        by_id(&answer, "3")["body"]["error"]["code"],
        "Request_ResourceNotFound"
    );
    assert_eq!(by_id(&answer, "4")["body"], 1, "a bare number is JSON");
}

#[tokio::test]
async fn an_item_waits_for_its_dependencies() {
    let fake = Fake::start().await;
    let requests = json!([
        { "id": "a", "method": "DELETE", "url": "/identity/apiConnectors/nobody" },
        { "id": "b", "method": "GET", "url": URL, "dependsOn": ["A"] },
        { "id": "c", "method": "GET", "url": URL, "dependsOn": ["b"] },
        { "id": "d", "method": "GET", "url": URL },
        { "id": "e", "method": "GET", "url": URL, "dependsOn": ["f", "d"] },
        { "id": "f", "method": "GET", "url": URL },
    ]);
    let answer = batch(&fake, requests).await;
    let statuses = statuses(&answer, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(statuses, [404, 424, 424, 200, 200, 200]);
}

#[tokio::test]
async fn an_invalid_envelope_refuses_the_whole_batch() {
    let fake = Fake::start().await;
    let many: Vec<Value> = (0..21).map(|number| list(&number.to_string())).collect();
    let mut no_content_type = create("1");
    no_content_type["headers"] = json!({});
    let depends =
        |id: &str, on: &str| json!({ "id": id, "method": "GET", "url": URL, "dependsOn": [on] });
    for requests in [
        json!([]),
        json!(many),
        json!([list("x"), list("X")]),
        json!([list("")]),
        json!([{ "method": "GET", "url": URL }]),
        json!([depends("1", "2")]),
        json!([depends("1", "1")]),
        json!([depends("1", "2"), depends("2", "1")]),
        json!([create("0"), no_content_type]),
        json!([["1", "GET", URL, {}, null, []]]),
        json!("x"),
    ] {
        fake.post(PATH, json!({ "requests": requests }), 400).await;
    }
    fake.post(PATH, json!([[list("1")]]), 400).await;
    let connectors = fake.json(format!("v1.0{URL}")).await;
    assert_eq!(connectors["value"], json!([]), "no item was done");
    batch(&fake, json!(many[..20])).await;
}

#[tokio::test]
async fn items_have_the_permissions_of_the_batch_and_cannot_be_batches() {
    let fake = Fake::start().await;
    let body = json!({ "requests": [
        create("1"),
        list("2"),
        { "id": "3", "method": "POST", "url": "/$batch", "headers": { "Content-Type": "application/json" },
          "body": { "requests": [] } },
        { "id": "4", "method": "GET", "url": URL, "headers": { "Authorization": "Bearer x" } },
    ] });
    let request = |token: &str| fake.request("POST", PATH).bearer_auth(token).json(&body);
    let token = fake.token_with(&["APIConnectors.Read.All"]);
    let answer = read(request(&token), 200).await.json();
    let statuses = statuses(&answer, ["1", "2", "3", "4"]);
    assert_eq!(statuses, [403, 200, 400, 401]);
    read(request("x"), 401).await;
}

#[tokio::test]
async fn the_connection_of_a_batch_ends_if_that_of_an_item_does() {
    let fake = Fake::start().await;
    let lost = Fault::lost_request().on(Operation::CreateApiConnector);
    fake.inject(lost).unwrap();
    let request = fake.authorized("POST", PATH);
    let request = request.json(&json!({ "requests": [create("1"), list("2")] }));
    request.send().await.unwrap_err();
    let statuses: Vec<_> = fake.requests().iter().map(|sent| sent.status()).collect();
    assert_eq!(statuses, [None, None, Some(200)]);
    assert_eq!(fake.json(format!("v1.0{URL}")).await["value"], json!([]));
}

#[tokio::test]
async fn a_fault_affects_a_single_item() {
    let fake = Fake::with(|switches| switches.batch_order = BatchOrder::Same).await;
    let throttled = Fault::throttled("3").on(Operation::ListApiConnectors);
    fake.inject(throttled.after(1)).unwrap();
    let answer = batch(&fake, json!([list("1"), list("2"), list("3")])).await;
    assert_eq!(ids(&answer), ["1", "2", "3"]);
    assert_eq!(statuses(&answer, ["1", "2", "3"]), [200, 429, 200]);
    let refused = by_id(&answer, "2");
    assert_eq!(refused["headers"]["retry-after"], "3");
    assert_eq!(refused["body"]["error"]["innerError"]["code"], "429");
}
