//! Requests to paths that the facade has no method for.

use msgraph_identity::{Error, Graph, Method, StatusCode};
use msgraph_identity_tests::double::{Double, Step, json};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::{Value, json};

use super::scripted::{answer, graph};

async fn send(response: Step, method: Method) -> (Result<Option<Value>, Error>, usize) {
    let transport = Double::new([response, answer(204, &[], "")]);
    let request = graph(&transport).v1().request(method, "/me/x");
    let outcome = request.json(&json!({ "password": "s3cret" })).await;
    (outcome, transport.count())
}

#[tokio::test]
async fn a_request_is_sent_as_it_is_built() {
    let body = json!({ "id": "a", "tags": ["x"] });
    let transport = Double::new([answer(
        201,
        &[("content-type", "application/json"), ("request-id", "r-1")],
        body.to_string(),
    )]);
    let graph: Graph = graph(&transport);
    let (created, head): (Value, _) = graph
        .beta()
        .request(Method::POST, "/groups/a b/x?$select=id,displayName")
        .query("$expand", "owners")
        .header("Prefer", "return=representation")
        .json(&json!({ "displayName": "X" }))
        .with_response_head()
        .await
        .unwrap();
    assert_eq!(created, body);
    assert_eq!(head.status(), StatusCode::CREATED);
    assert_eq!(head.request_id(), Some("r-1"));

    let [sent] = &transport.take_sent()[..] else {
        panic!("one request was expected");
    };
    assert_eq!(sent.request.method(), "POST");
    assert_eq!(
        sent.request.url().as_str(),
        "https://graph.microsoft.com/beta/groups/a%20b/x?$select=id,displayName&$expand=owners"
    );
    for (name, value) in [
        ("authorization", "Bearer t0k3n"),
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("prefer", "return=representation"),
    ] {
        assert_eq!(sent.header(name), Some(value), "{name}");
    }
    assert_eq!(sent.json(), json!({ "displayName": "X" }));
}

#[tokio::test]
async fn a_response_without_content_is_nothing() {
    for status in [200, 202, 204] {
        let transport = Double::new([answer(status, &[], "")]);
        let request = graph(&transport).v1().request(Method::DELETE, "/me/x");
        let () = request.await.unwrap();
        let (outcome, _) = send(answer(status, &[], ""), Method::PATCH).await;
        assert_eq!(outcome.unwrap(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_post_is_repeated_only_if_it_certainly_had_no_effect() {
    let throttled = answer(429, &[("retry-after", "1")], "");
    let failed = answer(500, &[], "");
    assert_eq!(send(throttled, Method::POST).await.1, 2);
    let (outcome, requests) = send(failed, Method::POST).await;
    let error = outcome.unwrap_err();
    assert_eq!(requests, 1);
    assert!(error.may_have_taken_effect(), "{error}");
    assert_hides(format!("{error}\n{error:?}\n{error:#?}"), "s3cret");
}

#[tokio::test]
async fn a_refusal_has_the_code_of_graph_and_names_no_permission() {
    let body = json!({ "error": { "code": "Authorization_RequestDenied", "message": "No." } });
    let transport = Double::new([json(403, &body)]);
    let request = graph(&transport).v1().request::<Value>(Method::GET, "/me");
    let error = request.await.unwrap_err();
    assert_eq!(error.code(), Some("Authorization_RequestDenied"));
    assert!(error.is_permission_denied());
    assert!(error.required_permission().is_none());
    let text = error.to_string();
    assert!(
        text.starts_with("GET /v1.0/me: 403 Forbidden, Authorization_RequestDenied: No"),
        "{text}"
    );
    assert_hides(&text, "needs the permission");
}

#[tokio::test]
async fn a_response_of_another_type_is_unexpected() {
    let transport = Double::new([
        json(200, &json!([])),
        answer(200, &[("content-type", "text/html")], "<html>"),
    ]);
    let client = graph(&transport).v1();
    for problem in ["not what the contract says", "not JSON"] {
        let error = client
            .request::<String>(Method::GET, "/me")
            .await
            .unwrap_err();
        assert_says(&error, problem);
    }
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_and_a_body_that_is_too_large_are_not_sent() {
    let transport = Double::new([]);
    let client = graph(&transport).v1();
    let elsewhere = client.request::<Value>(Method::GET, "https://example.com/v1.0/me");
    assert!(elsewhere.await.unwrap_err().is_invalid_argument());
    let large = client
        .request::<Value>(Method::POST, "/me")
        .json(&"x".repeat(5 << 20));
    let error = large.await.unwrap_err();
    assert_says(&error, "at most 4194304");
    assert_eq!(transport.count(), 0);
}
