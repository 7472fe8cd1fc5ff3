//! What an error says about a response.

use std::error::Error as _;
use std::time::Duration;

use msgraph_identity::transport::{TransportError, TransportErrorKind};
use msgraph_identity::{Error, StatusCode};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use crate::faults::scripted::{self, ID, answer, connectors, error};

async fn get(step: Step) -> Error {
    scripted::get(step).await.unwrap_err()
}

#[tokio::test]
async fn an_error_has_everything_that_graph_says() {
    let body = json!({ "error": {
        "code": "Request_ResourceNotFound",
        "message": "Resource 'x'\r\n does not exist.",
        "target": "id",
        "details": [{ "code": "Detail", "message": "M.", "target": "T" }, { "target": "displayName", "message": "N" }, {}],
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
    let path = format!("/v1.0/identity/apiConnectors/{ID}");
    assert_eq!(error.path(), Some(&*path));
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        error.to_string().replace("  ", " "),
        format!(
            "GET {path}: 404 Not Found, Request_ResourceNotFound (Innermost): Resource 'x' does not exist; \
             details: Detail (T): M, displayName: N (request-id r-1, client-request-id c-0)"
        )
    );
    assert!(error.source().is_none());
}

#[tokio::test]
async fn debug_reads_like_display_and_has_the_parts_when_pretty() {
    let error = get(error(404, "Request_ResourceNotFound")).await;
    assert_eq!(format!("{error:?}"), error.to_string());
    let pretty = format!("{error:#?}");
    for part in ["status: Some(", "404", "Request_ResourceNotFound", "c-0"] {
        assert_says(&pretty, part);
    }
    let refused = "..".parse::<msgraph_identity::ApiConnectorId>();
    let refused = refused.unwrap_err();
    assert_eq!(format!("{refused:?}"), refused.to_string());
}

#[tokio::test]
async fn an_error_in_another_form_is_read() {
    // OData 3.
    let body = r#"{"odata.error":{"code":"Request_BadRequest","message":{"lang":"en","value":"Invalid value."},
        "values":[{"item":"PropertyName","value":"displayName"}],"requestId":"r-4"}}"#;
    let error = get(answer(400, &[], body)).await;
    assert_eq!(error.request_id(), Some("r-4"));
    let text = "Request_BadRequest: Invalid value; details: PropertyName: displayName";
    assert_says(&error, text);

    // A message that only an inner error has.
    let body = r#"{"error":{"code":"X","message":"","innerError":{"code":"Y","innerError":{"message":"why"}}}}"#;
    let error = get(answer(400, &[], body)).await;
    assert_eq!(error.message(), Some("why"));
    assert_says(&error, "X (Y): why");
}

const FOREIGN_BODIES: [&str; 13] = [
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
    r#"{"statusCode":401,"message":"Access denied due to missing subscription key."}"#,
];

#[tokio::test(start_paused = true)]
async fn a_body_that_is_not_a_graph_error_loses_nothing() {
    let date = "Fri, 13 Feb 2026 10:17:06 GMT";
    let headers = [
        ("request-id", "r-2"),
        ("date", date),
        ("retry-after", "777"),
    ];
    for body in FOREIGN_BODIES {
        let error = get(answer(503, &headers, body)).await;
        assert_eq!(error.status().unwrap(), 503, "{body}");
        assert_eq!(error.code(), None, "{body}");
        assert_eq!(error.request_id(), Some("r-2"), "{body}");
        assert_eq!(error.date(), Some(date), "{body}");
        let retry_after = Some(Duration::from_secs(777));
        assert_eq!(error.retry_after(), retry_after, "{body}");
        assert_eq!(error.body_start(), Some(body.as_bytes()));
        assert!(error.is_server_error() && error.is_transient());
        assert_hides(&error, "Gateway");
    }
    let long = get(answer(400, &[], vec![b'x'; 100_000])).await;
    assert_eq!(long.body_start().unwrap().len(), 512);
}

/// A gateway, API Management or a proxy may have answered.
#[tokio::test]
async fn a_body_that_is_not_a_graph_error_blames_neither_token_nor_permission() {
    for status in [401, 403, 404, 407] {
        for body in FOREIGN_BODIES {
            let error = get(answer(status, &[("content-type", "text/html")], body)).await;
            let says =
                "a Graph error, so the response may come from a proxy … (content type text/html)";
            assert_says(&error, says);
            for blame in ["token", "permission", "role"] {
                assert_hides(error.to_string(), blame);
            }
            assert!(error.required_permission().is_none(), "{error}");
        }
    }
    let error = get(error(401, "InvalidAuthenticationToken")).await;
    assert_says(&error, "rejects the access token");
    assert_hides(&error, "proxy");
}

/// What a caller decides by.
fn decisions(error: &Error) -> [bool; 12] {
    [
        error.is_not_found(),
        error.is_conflict(),
        error.is_bad_request(),
        error.is_precondition_failed(),
        error.is_permission_denied(),
        error.is_unauthorized(),
        error.is_throttled(),
        error.is_server_error(),
        error.is_redirect(),
        error.is_transient(),
        error.is_transport(),
        error.is_timeout(),
    ]
}

#[tokio::test(start_paused = true)]
async fn an_error_of_a_mock_is_judged_like_one_of_the_service() {
    for (status, code) in [
        (302, "X"),
        (400, "Request_BadRequest"),
        (401, "InvalidAuthenticationToken"),
        (403, "AADB2C"),
        (404, "Request_ResourceNotFound"),
        (409, "Request_MultipleObjectsWithSameKeyValue"),
        (409, "Directory_ConcurrencyViolation"),
        (412, "PreconditionFailed"),
        (429, "TooManyRequests"),
        (500, "InternalServerError"),
        (503, ""),
    ] {
        let real = get(error(status, code)).await;
        let mock = Error::from_status(StatusCode::from_u16(status).unwrap(), code, "No.");
        assert_eq!(decisions(&mock), decisions(&real), "{status} {code}");
        let facts = |error: &Error| {
            let texts = [error.code(), error.message(), error.innermost_code()];
            (error.status(), texts.map(|text| text.map(str::to_owned)))
        };
        assert_eq!(facts(&mock), facts(&real), "{status} {code}");
    }
    for kind in [TransportErrorKind::TimedOut, TransportErrorKind::Connect] {
        let real = get(Step::Fail(kind)).await;
        let mock = Error::from(TransportError::new(kind));
        assert_eq!(decisions(&mock), decisions(&real), "{kind:?}");
    }
}

#[tokio::test]
async fn a_claims_challenge_has_the_claims() {
    let challenge =
        r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
    let error = get(answer(401, &[("www-authenticate", challenge)], "")).await;
    assert!(error.is_claims_challenge() && error.is_unauthorized());
    assert_eq!(error.claims(), Some(r#"{"access_token":{}}"#));
    assert_says(&error, "sign in again");
    let error = get(status(401)).await;
    assert!(!error.is_claims_challenge() && error.is_unauthorized());
}

#[tokio::test(start_paused = true)]
async fn an_error_says_how_often_the_request_was_sent() {
    let transport = Double::new([status(500), status(502), status(503), status(504)]);
    let error = connectors(&transport).list().all().await.unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert_eq!(error.status().unwrap(), 504);
    assert_says(&error, "(4 attempts, client-request-id ");
}

#[test]
fn an_error_is_small_and_can_be_sent_to_other_threads() {
    fn can_be_sent<T: std::error::Error + Send + Sync + 'static>() {}
    can_be_sent::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
