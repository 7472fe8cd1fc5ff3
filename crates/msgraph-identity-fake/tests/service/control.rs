//! The control endpoint, and the requests that it shows.

use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeGraph, Operation};
use serde_json::{Value, json};

use crate::exchange::{CONNECTORS, Exchange, Fake, basic, read};

/// Calls a resource of the control endpoint.
async fn control(fake: &Fake, method: &str, resource: &str, body: Value, status: u16) -> Exchange {
    let request = fake.request(method, format!("__fake/{resource}"));
    let request = match body {
        Value::Null => request,
        body => request.body(body.to_string()),
    };
    read(request, status).await
}

async fn inject(fake: &Fake, fault: Value, status: u16) {
    control(fake, "POST", "faults", fault, status).await;
}

/// A GET of a resource that exists.
async fn show(fake: &Fake, resource: &str) -> Exchange {
    control(fake, "GET", resource, Value::Null, 200).await
}

#[tokio::test]
async fn faults_can_be_injected() {
    let fake = Fake::faulty().await;
    let error =
        json!({ "status": 429, "code": "TooManyRequests", "headers": { "Retry-After": "7" } });
    let fault =
        json!({ "operation": "list_api_connectors", "times": 1, "kind": { "error": error } });
    inject(&fake, fault, 204).await;
    let list = show(&fake, "faults").await.json();
    assert_eq!(list[0]["operation"], "list_api_connectors");
    assert_eq!(list[0]["kind"]["error"], error);
    let answer = fake.get(CONNECTORS, 429).await;
    assert_eq!(answer.code(), "TooManyRequests");
    assert_eq!(answer.header("retry-after"), "7");
    let request_id = &answer.json()["error"]["innerError"]["request-id"];
    assert_eq!(request_id, answer.header("request-id"));
    fake.get(CONNECTORS, 200).await;
    for kind in [
        json!("malformed_json"),
        json!({ "cut": { "at": "in_body" } }),
        json!({ "delay": { "milliseconds": 1 } }),
    ] {
        inject(&fake, json!({ "kind": kind }), 204).await;
    }
    control(&fake, "DELETE", "faults", Value::Null, 204).await;
    fake.json(CONNECTORS).await;
}

#[tokio::test]
async fn headers_can_repeat_and_bodies_can_be_binary() {
    let fake = Fake::start().await;
    let answer = json!({
        "status": 429,
        "headers": { "Retry-After": ["1", "2"], "Content-Type": "text/html" },
        "body": { "base64": "/w==" }
    });
    inject(&fake, json!({ "kind": { "answer": answer } }), 204).await;
    let list = show(&fake, "faults").await.json();
    assert_eq!(list[0]["kind"]["answer"], answer);
    let response = fake.request("GET", CONNECTORS).send().await.unwrap();
    let values = response.headers().get_all("retry-after").iter();
    assert_eq!(values.collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(response.bytes().await.unwrap().as_ref(), [0xff]);
}

#[tokio::test]
async fn wrong_input_is_refused_and_changes_nothing() {
    let fake = Fake::start().await;
    for kind in [
        json!("explode"),
        json!({ "answer": { "status": 99 } }),
        json!({ "error": {} }),
        json!({ "error": { "status": 204 } }),
        json!({ "error": { "status": 429, "body": "x" } }),
        json!({ "answer": { "status": 200, "body": { "base64": "!" } } }),
        json!({ "content_type": "\n" }),
        Value::Null,
    ] {
        inject(&fake, json!({ "kind": kind }), 400).await;
    }
    inject(&fake, json!({ "kind": "gzip", "time": 1 }), 400).await;
    let mix = json!({ "faults": [{ "share": 2.0, "fault": { "kind": "malformed_json" } }] });
    let refused = control(&fake, "PUT", "fault-mix", mix, 400).await;
    assert_eq!(refused.json()["error"], "a share must be between 0 and 1");
    for (method, resource, status) in [
        ("GET", "nothing", 404),
        ("GET", "", 404),
        ("PATCH", "faults", 405),
        ("GET", "requests?operation=nothing", 400),
        ("GET", "requests?op=batch", 400),
        ("GET", "token?permissions=x&scopes=y", 400),
        ("GET", "token?tenant=nobody", 404),
        ("GET", "token?lifetime=long", 400),
        ("GET", "token?lifetime=-1", 400),
        ("GET", "token?continuous=yes", 400),
        ("GET", "token?continous=true", 400),
        ("GET", "token?client_id=x&client_id=y", 400),
        ("GET", "faults?operation=batch", 400),
        ("DELETE", "requests?operation=batch", 400),
    ] {
        control(&fake, method, resource, Value::Null, status).await;
    }
    read(fake.request("GET", "__fake"), 404).await;
    let refused = control(&fake, "PUT", "faults", json!({}), 405).await;
    assert_eq!(refused.header("allow"), "GET, POST, DELETE");
    assert_eq!(show(&fake, "faults").await.json(), json!([]));
    fake.get(CONNECTORS, 200).await;
}

#[tokio::test]
async fn random_faults_throttling_and_replication_lag_can_be_controlled() {
    let fake = Fake::faulty().await;
    let fault = json!({ "kind": { "answer": { "status": 503 } } });
    let mix = json!({ "seed": 3, "faults": [{ "share": 1.0, "fault": fault }] });
    for (resource, body, status) in [
        ("fault-mix", mix, 503),
        ("throttle", json!({ "requests": 0, "seconds": 1 }), 429),
    ] {
        control(&fake, "PUT", resource, body, 204).await;
        fake.get(CONNECTORS, status).await;
        control(&fake, "DELETE", resource, Value::Null, 204).await;
        fake.get(CONNECTORS, 200).await;
    }
    let lag = json!({ "reads": 1 });
    control(&fake, "PUT", "replication-lag", lag, 204).await;
    let path = fake.create(basic("A")).await;
    fake.get(path, 404).await;
}

#[tokio::test]
async fn the_clock_can_be_advanced_and_tokens_issued_and_revoked() {
    let fake = Fake::start().await;
    let short = show(&fake, "token?lifetime=60&scopes=APIConnectors.Read.All")
        .await
        .text;
    fake.list_as(&short, 200).await;
    let delete = fake.request("DELETE", format!("{CONNECTORS}/x"));
    read(delete.bearer_auth(&short), 403).await;
    let query = format!("token?tenant={DEFAULT_TENANT_ID}&permissions=Policy.Read.All");
    fake.list_as(&show(&fake, &query).await.text, 403).await;
    let nothing = show(&fake, "token?permissions=").await.text;
    fake.list_as(&nothing, 403).await;
    let advance = json!({ "advance_seconds": 61 });
    control(&fake, "POST", "clock", advance, 204).await;
    fake.list_as(&short, 401).await;
    for (query, challenged) in [
        ("?continuous=true", true),
        ("?continuous=false", false),
        ("", false),
    ] {
        let token = show(&fake, &format!("token{query}")).await.text;
        fake.list_as(&token, 200).await;
        control(&fake, "POST", "revoke-tokens", Value::Null, 204).await;
        let refused = fake.list_as(&token, 401).await;
        let challenge = refused.header("www-authenticate");
        assert_eq!(challenge.contains("claims=\""), challenged, "{query}");
    }
}

#[tokio::test]
async fn requests_are_recorded() {
    let fake = Fake::start().await;
    fake.get(format!("{CONNECTORS}?$top=1"), 200).await;
    fake.create(basic("canary")).await;
    fake.get("v1.0/nothing", 400).await;
    let shown = show(&fake, "requests").await.json();
    assert_eq!(
        shown["count"], 3,
        "those of the control endpoint are not among them"
    );
    let requests = fake.requests();
    let (list, create) = (Operation::ListApiConnectors, Operation::CreateApiConnector);
    let path = format!("/{CONNECTORS}");
    for (position, (method, path, operation, status)) in [
        ("GET", path.as_str(), Some(list), 200),
        ("POST", &path, Some(create), 201),
        ("GET", "/v1.0/nothing", None, 400),
    ]
    .into_iter()
    .enumerate()
    {
        let (request, shown) = (&requests[position], &shown["requests"][position]);
        assert_eq!((request.method(), request.path()), (method, path));
        assert_eq!(
            (request.operation(), request.status()),
            (operation, Some(status))
        );
        assert_eq!(request.number(), position as u64 + 1);
        assert_eq!(
            (&shown["path"], &shown["status"]),
            (&json!(path), &json!(status))
        );
        assert_eq!(shown["operation"], json!(operation));
    }
    assert_eq!(requests[0].query(), "$top=1");
    assert_eq!(shown["requests"][0]["query"], "$top=1");
    assert_eq!(requests[1].body(), basic("canary").to_string().as_bytes());
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
    let token = shown["requests"][1]["headers"]["authorization"].as_str();
    assert!(token.unwrap().starts_with("Bearer "));
    let debug = format!("{requests:?}");
    assert!(debug.contains("CreateApiConnector"), "{debug}");
    assert!(
        !debug.contains("canary") && !debug.contains("Bearer"),
        "{debug}"
    );

    assert_eq!(fake.requests_for(create).len(), 1);
    let one = show(&fake, "requests?operation=create_api_connector")
        .await
        .json();
    assert_eq!(
        (&one["count"], one["requests"].as_array().map(Vec::len)),
        (&json!(3), Some(1))
    );
    control(&fake, "DELETE", "requests", Value::Null, 204).await;
    assert_eq!(show(&fake, "requests").await.json()["count"], 0);
    assert_eq!((fake.requests().len(), fake.request_count()), (0, 0));
}

#[tokio::test]
async fn repeated_headers_are_shown_as_a_list() {
    let fake = Fake::start().await;
    let request = fake.authorized("GET", CONNECTORS).header("prefer", "a");
    read(request.header("prefer", "b").header("x", "c"), 200).await;
    let shown = show(&fake, "requests").await.json();
    let headers = &shown["requests"][0]["headers"];
    assert_eq!(headers["prefer"], json!(["a", "b"]));
    assert_eq!(headers["x"], "c");
}

#[tokio::test]
async fn older_requests_are_only_counted() {
    let fake = Fake::of(FakeGraph::builder().recorded_requests(2)).await;
    for _ in 0..5 {
        fake.get(CONNECTORS, 200).await;
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
    let fake = Fake::start().await;
    let item = json!({ "id": "1", "method": "GET", "url": "/identity/apiConnectors?$top=1" });
    let batch = json!({ "requests": [item] });
    fake.post("v1.0/$batch", batch, 200).await;
    let requests = fake.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|request| (request.operation(), request.is_in_batch()))
        .collect();
    let list = Operation::ListApiConnectors;
    assert_eq!(seen, [(Some(Operation::Batch), false), (Some(list), true)]);
    let (path, query) = (requests[1].path(), requests[1].query());
    assert_eq!((path, query), ("/v1.0/identity/apiConnectors", "$top=1"));
}
