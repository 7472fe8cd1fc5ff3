//! The control endpoint.

use crate::exchange::{CONNECTORS, Exchange, basic, http, post, read, send_as, start};
use msgraph_identity_fake::{DEFAULT_TENANT_ID, FakeServer};
use reqwest::Method;
use serde_json::{Value, json};

async fn control(
    fake: &FakeServer,
    method: Method,
    resource: &str,
    body: Option<Value>,
    status: u16,
) -> Exchange {
    let request = http().request(method, format!("{}/__fake/{resource}", fake.url()));
    let request = match body {
        Some(body) => request.body(body.to_string()),
        None => request,
    };
    read(request, status).await
}

/// A GET whose answer need not keep the contract.
async fn get(fake: &FakeServer, path: &str, status: u16) -> Exchange {
    send_as(fake, &fake.token(), "GET", path, None, status).await
}

#[tokio::test]
async fn faults_can_be_injected() {
    let fake = start().await;
    let fault = json!({
        "operation": "list_api_connectors",
        "times": 1,
        "kind": { "answer": { "status": 429, "headers": { "Retry-After": "7" } } }
    });
    control(&fake, Method::POST, "faults", Some(fault), 204).await;
    let list = control(&fake, Method::GET, "faults", None, 200)
        .await
        .json();
    assert_eq!(list[0]["operation"], "list_api_connectors");
    assert_eq!(get(&fake, CONNECTORS, 429).await.header("retry-after"), "7");
    get(&fake, CONNECTORS, 200).await;
    for kind in [
        json!("malformed_json"),
        json!({ "cut": { "at": "in_body" } }),
        json!({ "delay": { "milliseconds": 1 } }),
    ] {
        control(
            &fake,
            Method::POST,
            "faults",
            Some(json!({ "kind": kind })),
            204,
        )
        .await;
    }
    control(&fake, Method::DELETE, "faults", None, 204).await;
    get(&fake, CONNECTORS, 200).await.json();
    for wrong in [
        json!({}),
        json!({ "kind": "explode" }),
        json!({ "kind": { "answer": { "status": 99 } } }),
        json!({ "kind": "gzip", "time": 1 }),
    ] {
        control(&fake, Method::POST, "faults", Some(wrong), 400).await;
    }
}

#[tokio::test]
async fn requests_can_be_read_and_cleared() {
    let fake = start().await;
    get(&fake, "v1.0/identity/apiConnectors?$top=1", 200).await;
    let requests = control(&fake, Method::GET, "requests", None, 200)
        .await
        .json();
    assert_eq!(
        requests["count"], 1,
        "those of the control endpoint are not among them"
    );
    let request = &requests["requests"][0];
    assert_eq!(
        (&request["operation"], &request["status"]),
        (&json!("list_api_connectors"), &json!(200))
    );
    assert_eq!(request["query"], "$top=1");
    control(&fake, Method::DELETE, "requests", None, 204).await;
    assert_eq!(
        control(&fake, Method::GET, "requests", None, 200)
            .await
            .json()["count"],
        0
    );
}

#[tokio::test]
async fn tokens_throttling_and_replication_lag_can_be_controlled() {
    let fake = start().await;
    let path = CONNECTORS;
    let token = control(&fake, Method::GET, "token", None, 200).await.text;
    send_as(&fake, &token, "GET", path, None, 200).await;
    let query = format!("token?tenant={DEFAULT_TENANT_ID}&permissions=Policy.Read.All");
    let token = control(&fake, Method::GET, &query, None, 200).await.text;
    send_as(&fake, &token, "GET", path, None, 403).await;
    control(&fake, Method::GET, "token?tenant=nobody", None, 404).await;
    control(
        &fake,
        Method::PUT,
        "throttle",
        Some(json!({ "requests": 0, "seconds": 1 })),
        204,
    )
    .await;
    get(&fake, path, 429).await;
    control(&fake, Method::DELETE, "throttle", None, 204).await;
    control(
        &fake,
        Method::PUT,
        "replication-lag",
        Some(json!({ "reads": 1 })),
        204,
    )
    .await;
    let created = post(&fake, path, &basic("A"), 201).await.json();
    get(
        &fake,
        &format!("{path}/{}", created["id"].as_str().unwrap()),
        404,
    )
    .await;
}

#[tokio::test]
async fn unknown_resources_and_methods_are_refused() {
    let fake = start().await;
    control(&fake, Method::GET, "nothing", None, 404).await;
    control(&fake, Method::PATCH, "faults", None, 405).await;
}

#[tokio::test]
async fn random_faults_can_be_injected() {
    let fake = start().await;
    let mix = json!({
        "seed": 3,
        "faults": [{ "share": 1.0, "fault": { "kind": { "answer": { "status": 503 } } } }]
    });
    control(&fake, Method::PUT, "fault-mix", Some(mix), 204).await;
    get(&fake, CONNECTORS, 503).await;
    let wrong = json!({
        "faults": [{ "share": 2.0, "fault": { "kind": "malformed_json" } }]
    });
    let refused = control(&fake, Method::PUT, "fault-mix", Some(wrong), 400).await;
    assert_eq!(refused.json()["error"], "a share must be between 0 and 1");
    control(&fake, Method::DELETE, "fault-mix", None, 204).await;
    get(&fake, CONNECTORS, 200).await;
}

#[tokio::test]
async fn headers_can_repeat_and_bodies_can_be_binary() {
    let fake = start().await;
    let answer = json!({
        "status": 429,
        "headers": { "Retry-After": ["1", "2"], "Content-Type": "text/html" },
        "body": { "base64": "/w==" }
    });
    let fault = json!({ "kind": { "answer": answer } });
    control(&fake, Method::POST, "faults", Some(fault), 204).await;
    let list = control(&fake, Method::GET, "faults", None, 200)
        .await
        .json();
    assert_eq!(list[0]["kind"]["answer"], answer);
    let response = http()
        .get(format!("{}/v1.0/identity/apiConnectors", fake.url()))
        .send()
        .await
        .unwrap();
    let values = response.headers().get_all("retry-after").iter();
    assert_eq!(values.collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(response.bytes().await.unwrap().as_ref(), [0xff]);
}

#[tokio::test]
async fn the_clock_can_be_advanced_and_tokens_revoked() {
    let fake = start().await;
    let path = CONNECTORS;
    let token = "token?lifetime=60&scopes=APIConnectors.Read.All";
    let token = control(&fake, Method::GET, token, None, 200).await.text;
    send_as(&fake, &token, "GET", path, None, 200).await;
    send_as(&fake, &token, "DELETE", &format!("{path}/x"), None, 403).await;
    let advance = json!({ "advance_seconds": 61 });
    control(&fake, Method::POST, "clock", Some(advance), 204).await;
    send_as(&fake, &token, "GET", path, None, 401).await;
    let token = control(&fake, Method::GET, "token", None, 200).await.text;
    send_as(&fake, &token, "GET", path, None, 200).await;
    control(&fake, Method::POST, "revoke-tokens", None, 204).await;
    send_as(&fake, &token, "GET", path, None, 401).await;
    control(&fake, Method::GET, "token?lifetime=long", None, 400).await;
}

#[tokio::test]
async fn requests_can_be_filtered_by_operation() {
    let fake = start().await;
    get(&fake, CONNECTORS, 200).await;
    get(&fake, "v1.0/identity/apiConnectors/x", 404).await;
    let one = "requests?operation=get_api_connector";
    let answer = control(&fake, Method::GET, one, None, 200).await.json();
    assert_eq!(answer["count"], 2);
    assert_eq!(answer["requests"].as_array().map(Vec::len), Some(1));
    let request = &answer["requests"][0];
    assert_eq!(request["path"], "/v1.0/identity/apiConnectors/x");
    assert!(
        request["headers"]["authorization"]
            .as_str()
            .unwrap()
            .starts_with("Bearer ")
    );
}

#[tokio::test]
async fn an_error_can_be_injected_in_the_shape_of_the_service() {
    let fake = start().await;
    let error =
        json!({ "status": 429, "code": "TooManyRequests", "headers": { "Retry-After": "7" } });
    let fault = json!({ "kind": { "error": error }, "operation": "list_api_connectors" });
    control(&fake, Method::POST, "faults", Some(fault), 204).await;
    let list = control(&fake, Method::GET, "faults", None, 200)
        .await
        .json();
    assert_eq!(list[0]["kind"]["error"], error);
    let answer = get(&fake, CONNECTORS, 429).await;
    assert_eq!(
        (answer.code().as_str(), answer.header("retry-after")),
        ("TooManyRequests", "7")
    );
    assert_eq!(
        answer.json()["error"]["innerError"]["request-id"],
        answer.header("request-id")
    );
    for wrong in [
        json!({ "kind": { "error": {} } }),
        json!({ "kind": { "error": { "status": 204 } } }),
        json!({ "kind": { "error": { "status": 429, "body": "x" } } }),
        json!({ "kind": { "answer": { "status": 200, "body": { "base64": "!" } } } }),
        json!({ "kind": { "content_type": "\n" } }),
    ] {
        control(&fake, Method::POST, "faults", Some(wrong), 400).await;
    }
}

#[tokio::test]
async fn a_token_for_continuous_access_evaluation_is_answered_with_a_challenge() {
    let fake = start().await;
    for (query, challenged) in [
        ("?continuous=true", true),
        ("?continuous=false", false),
        ("", false),
    ] {
        let token = control(&fake, Method::GET, &format!("token{query}"), None, 200)
            .await
            .text;
        send_as(&fake, &token, "GET", CONNECTORS, None, 200).await;
        control(&fake, Method::POST, "revoke-tokens", None, 204).await;
        let refused = send_as(&fake, &token, "GET", CONNECTORS, None, 401).await;
        assert_eq!(
            refused.header("www-authenticate").contains("claims=\""),
            challenged,
            "{query}"
        );
    }
    for (wrong, status) in [
        ("continuous=yes", 400),
        ("continous=true", 400),
        ("lifetime=-1", 400),
        ("tenant=x", 404),
    ] {
        control(&fake, Method::GET, &format!("token?{wrong}"), None, status).await;
    }
}
