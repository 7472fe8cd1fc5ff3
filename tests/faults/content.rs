//! Successful responses with the wrong content.

use msgraph_identity::{ApiConnectorUpdate, Error};
use msgraph_identity_tests::double::{Double, Step, json, status};
use msgraph_identity_tests::text::{assert_hides, assert_says};
use serde_json::json;

use crate::faults::scripted::{self, ID, answer, connector, connectors, get, id};

/// A response with this content.
fn content(status: u16, content_type: &str, body: impl Into<bytes::Bytes>) -> Step {
    let headers = [("content-type", content_type), ("request-id", "r-1")];
    answer(status, &headers, body)
}

async fn failure(step: Step) -> Error {
    scripted::get(step).await.unwrap_err()
}

const PORTAL: &str = "<html><title>Sign in to hotspot s3cret</title></html>";

#[tokio::test]
async fn the_page_of_a_proxy_is_not_a_connector() {
    for content_type in [
        "text/html",
        "text/html; charset=utf-8",
        "application/octet-stream",
        "application/xml",
    ] {
        for body in [PORTAL.to_owned(), connector("x").to_string()] {
            let error = failure(content(200, content_type, body)).await;
            assert!(error.is_unexpected_content() && !error.is_empty_content());
            assert_eq!(error.status().unwrap(), 200);
            assert_eq!(error.request_id(), Some("r-1"));
            assert_says(&error, content_type);
            assert_hides(&error, "s3cret");
        }
    }
    let error = failure(content(200, "text/html", PORTAL)).await;
    assert_eq!(error.body_start(), Some(PORTAL.as_bytes()));
}

#[tokio::test]
async fn the_page_of_a_proxy_is_not_the_success_of_an_update_or_a_deletion() {
    let transport = Double::new([content(200, "text/html", PORTAL)]);
    let handle = connectors(&transport).connector(&id());
    let update = ApiConnectorUpdate::new().display_name("x");
    for error in [
        handle.update(&update).await.unwrap_err(),
        handle.delete().await.unwrap_err(),
    ] {
        assert!(error.is_unexpected_content(), "{error}");
        assert!(error.may_have_taken_effect(), "{error}");
    }
}

#[tokio::test]
async fn every_content_type_of_json_is_accepted() {
    let body = connector("x").to_string();
    for content_type in [
        "application/json",
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
        "Application/JSON",
        "text/json",
        "application/problem+json",
    ] {
        let connector = get(content(200, content_type, body.clone())).await.unwrap();
        assert_eq!(connector.display_name(), Some("x"), "{content_type}");
    }
    let connector = get(answer(200, &[], body)).await.unwrap();
    assert_eq!(connector.display_name(), Some("x"));
}

#[tokio::test]
async fn missing_content_differs_from_wrong_content() {
    for step in [
        status(200),
        status(202),
        status(204),
        status(205),
        content(200, "application/json", ""),
        content(204, "application/json", ""),
    ] {
        let error = failure(step.clone()).await;
        assert!(error.is_empty_content(), "{step:?}: {error}");
    }
    let error = failure(content(200, "application/json", "null")).await;
    assert!(error.is_unexpected_content() && !error.is_empty_content());
}

#[tokio::test]
async fn every_status_of_success_is_accepted() {
    let update = ApiConnectorUpdate::new().display_name("x");
    for step in [
        status(200),
        status(202),
        status(204),
        status(205),
        json(200, &connector("x")),
        json(204, &json!({})),
    ] {
        let transport = Double::new([step.clone()]);
        let handle = connectors(&transport).connector(&id());
        handle.update(&update).await.unwrap();
        handle.delete().await.unwrap();
    }
    for status in [200, 201, 202, 203] {
        assert!(get(json(status, &connector("x"))).await.is_ok(), "{status}");
    }
}

#[tokio::test]
async fn an_error_names_the_place_and_no_value() {
    let mut wrong = connector("x");
    wrong["displayName"] = json!({ "s3cret": 1 });
    let page = json!({ "value": [connector("x"), { "id": ID, "targetUrl": ["s3cret"] }] });
    let list = connectors(&Double::new([json(200, &page)])).list().all();
    for (error, place) in [
        (failure(json(200, &wrong)).await, "displayName"),
        (list.await.unwrap_err(), "value[1].targetUrl"),
    ] {
        assert_says(&error, place);
        assert_says(&error, "line 1, column");
        assert_hides(&error, "s3cret");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_ignored() {
    let body = format!("\u{feff}{}", connector("x"));
    let connector = get(content(200, "application/json", body)).await.unwrap();
    assert_eq!(connector.display_name(), Some("x"));
    let body = "\u{feff}{\"error\":{\"code\":\"X\"}}";
    let error = failure(content(404, "application/json", body)).await;
    assert_eq!(error.code(), Some("X"));
}

#[tokio::test]
async fn invalid_json_is_an_error() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let basic = r##""@odata.type":"#microsoft.graph.basicAuthentication""##;
    let with = |properties: &str| format!(r#"{{"id":"{ID}",{properties}}}"#).into_bytes();
    for body in [
        b"{".to_vec(),
        b"nul".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"7".to_vec(),
        b"\"x\"".to_vec(),
        b"{} {}".to_vec(),
        b"{\"id\":\"\xff\"}".to_vec(),
        b"\0".to_vec(),
        with(r#""x":"\ud800""#),
        with(r#""n":1e999"#),
        with(&format!(r#""x":{deep}"#)),
        deep.into_bytes(),
        // A property that is repeated.
        with(r#""displayName":"a","displayName":"b""#),
        with(r#""unknown":1,"unknown":2"#),
        with(&format!(
            r#""authenticationConfiguration":{{{basic},"username":"a","username":"b"}}"#
        )),
        with(r#""authenticationConfiguration":{"@odata.type":"x","key":"a","key":"b"}"#),
    ] {
        let error = failure(content(200, "application/json", body.clone())).await;
        let body = String::from_utf8_lossy(&body);
        assert!(error.is_unexpected_content(), "{body}: {error}");
        assert!(!error.is_empty_content(), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_body_that_would_take_too_much_memory_is_refused() {
    let many = "{},".repeat(400_000);
    for body in [
        format!(r#"{{"id":"{ID}","x":[{many}{{}}]}}"#),
        format!("[{many}{{}}]"),
    ] {
        let error = failure(content(200, "application/json", body)).await;
        assert!(error.is_unexpected_content(), "{error}");
        assert_says(&error, "more than 200,000 objects and arrays");
    }
}

#[tokio::test]
async fn a_connector_without_a_usable_id_is_an_error() {
    for id in [json!(null), json!(""), json!(".."), json!("a/b")] {
        let mut body = connector("x");
        body["id"] = id;
        let error = failure(json(200, &body)).await;
        assert!(error.is_unexpected_content(), "{body}");
        assert_says(&error, "no id");
    }
}
