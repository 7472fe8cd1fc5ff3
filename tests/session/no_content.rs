//! What generated code is given where Graph answers without content, and where there is no answer.

use std::error::Error;

use msgraph_identity_core::TransportErrorKind;
use msgraph_identity_tests::double::{Double, Step, status};
use reqwest::Method;

use crate::session::scripted::{pipeline, request, session};

async fn execute(step: Step) -> reqwest::Result<reqwest::Response> {
    let transport = Double::new([step]);
    session(pipeline(&transport))
        .execute(request(Method::POST))
        .await
}

#[tokio::test]
async fn a_response_without_content_is_read_as_none() {
    for code in [204, 205] {
        let headers = vec![
            ("request-id", "r".to_owned()),
            ("x", "1".to_owned()),
            ("x", "2".to_owned()),
        ];
        let response = execute(Step::Answer(code, headers, "".into()))
            .await
            .unwrap();
        assert_eq!(response.status(), code);
        assert_eq!(response.headers()["request-id"], "r");
        assert_eq!(response.headers().get_all("x").iter().count(), 2);
        let entity: Option<String> =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(entity, None);
    }
}

#[tokio::test]
async fn every_other_response_keeps_its_body() {
    for (code, body) in [
        (200, "\"a\""),
        (200, ""),
        (202, ""),
        (304, ""),
        (404, ""),
        (503, "busy"),
    ] {
        let response = execute(Step::Answer(code, Vec::new(), body.into()))
            .await
            .unwrap();
        assert_eq!(response.status(), code);
        assert_eq!(response.text().await.unwrap(), body);
    }
    assert_eq!(
        execute(status(200))
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .len(),
        0
    );
}

#[tokio::test]
async fn a_failure_comes_through_as_the_source_of_an_error_of_the_http_client() {
    let error = execute(Step::Fail(TransportErrorKind::Reset))
        .await
        .unwrap_err();
    let mut causes = std::iter::successors(error.source(), |error| (*error).source());
    let found = causes.find(|cause| cause.to_string() == "the connection ended without an answer");
    assert!(found.is_some(), "{error:?}");
}
