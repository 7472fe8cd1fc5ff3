//! What an error tells, whatever the answer was.

use std::error::Error as _;
use std::time::Duration;

use msgraph_identity::Error;
use msgraph_identity_tests::double::{Double, Step, json, status};
use serde_json::json;

use crate::faults::scripted::{ID, connectors, id};

async fn get(step: Step) -> Error {
    let transport = Double::new([step]);
    let request = connectors(&transport).connector(&id()).get();
    request
        .header("client-request-id", "c-0")
        .await
        .unwrap_err()
}

fn answer(status: u16, headers: &[(&'static str, &str)], body: &'static str) -> Step {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Step::Answer(status, headers.collect(), body.into())
}

#[tokio::test]
async fn it_tells_all_that_graph_says() {
    let body = json!({ "error": {
        "code": "Request_ResourceNotFound",
        "message": "Resource 'x'\r\n does not exist.",
        "target": "id",
        "details": [{ "code": "Detail", "message": "M", "target": "T" }],
        "innerError": {
            "date": "2026-02-13T10:17:06",
            "request-id": "r-1",
            "client-request-id": "c-1",
            "code": "Inner",
            "innerError": { "code": "Innermost" },
        },
    }});
    let error = get(json(404, &body)).await;
    assert!(error.is_not_found() && !error.is_conflict() && !error.is_transient());
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.code(), Some("Request_ResourceNotFound"));
    assert_eq!(error.innermost_code(), Some("Innermost"));
    assert_eq!(error.message(), Some("Resource 'x'\r\n does not exist."));
    assert_eq!(error.target(), Some("id"));
    assert_eq!(error.details()[0].code.as_deref(), Some("Detail"));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.client_request_id(), Some("c-0"));
    assert_eq!(error.date(), Some("2026-02-13T10:17:06"));
    assert_eq!(error.operation(), Some("get_api_connector"));
    assert_eq!(error.method(), Some("GET"));
    assert_eq!(
        error.path(),
        Some(format!("/v1.0/identity/apiConnectors/{ID}").as_str())
    );
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        error.to_string(),
        format!(
            "GET /v1.0/identity/apiConnectors/{ID}: 404 Not Found, Innermost: Resource 'x'  does not exist \
             (request-id r-1, client-request-id c-0)"
        )
    );
    assert!(error.source().is_none());
}

#[tokio::test(start_paused = true)]
async fn what_is_no_error_of_odata_loses_nothing() {
    let headers = [
        ("request-id", "r-2"),
        ("date", "Fri, 13 Feb 2026 10:17:06 GMT"),
        ("retry-after", "777"),
    ];
    for body in [
        "",
        "{}",
        "null",
        "[]",
        "\"x\"",
        "<html>Bad Gateway</html>",
        r#"{"error":null}"#,
        r#"{"error":"invalid_client","error_description":"AADSTS7000215"}"#,
        r#"{"error":{}}"#,
        r#"{"error":{"code":"","message":null,"innererror":[]}}"#,
        r#"{"error":{"code":7}}"#,
        r#"{"error":{"code":"Trunc"#,
    ] {
        let error = get(answer(503, &headers, body)).await;
        assert_eq!(error.status().unwrap(), 503, "{body}");
        assert_eq!(error.code(), None, "{body}");
        assert_eq!(error.request_id(), Some("r-2"), "{body}");
        assert_eq!(
            error.date(),
            Some("Fri, 13 Feb 2026 10:17:06 GMT"),
            "{body}"
        );
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(777)),
            "{body}"
        );
        assert_eq!(error.body_start(), Some(body.as_bytes()));
        assert!(error.is_server_error() && error.is_transient());
        assert!(!error.to_string().contains("Gateway"), "{error}");
    }
}

#[tokio::test]
async fn the_spelling_of_the_inner_error_does_not_matter() {
    for inner in ["innerError", "innererror", "InnerError"] {
        let body = json!({ "error": { "code": "X", inner: { "requestId": "r-3", "code": "Y" } } });
        let error = get(json(400, &body)).await;
        assert_eq!(error.request_id(), Some("r-3"), "{inner}");
        assert_eq!(error.innermost_code(), Some("Y"), "{inner}");
    }
}

#[tokio::test]
async fn only_the_beginning_of_a_body_is_kept() {
    let step = Step::Answer(400, Vec::new(), vec![b'x'; 100_000].into());
    assert_eq!(get(step).await.body_start().unwrap().len(), 512);
}

#[tokio::test]
async fn a_claims_challenge_carries_the_claims() {
    let challenge =
        r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
    let error = get(answer(401, &[("www-authenticate", challenge)], "")).await;
    assert!(error.is_claims_challenge() && error.is_unauthorized());
    assert_eq!(error.claims(), Some(r#"{"access_token":{}}"#));
    assert!(error.to_string().contains("sign in anew"), "{error}");
    let error = get(status(401)).await;
    assert!(!error.is_claims_challenge() && error.is_unauthorized());
    let text = error.to_string();
    assert!(
        text.contains("; the service rejects the access token"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn it_says_how_often_was_tried() {
    let transport = Double::new([status(500), status(502), status(503), status(504)]);
    let error = connectors(&transport).list().all().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (4, 504)
    );
    assert!(
        error
            .to_string()
            .contains("(4 attempts, client-request-id "),
        "{error}"
    );
}

#[test]
fn it_is_small_and_goes_everywhere() {
    fn goes_everywhere<T: std::error::Error + Send + Sync + 'static>() {}
    goes_everywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
