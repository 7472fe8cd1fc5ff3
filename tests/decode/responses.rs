//! Responses without content, with content that is not expected, and errors.

use msgraph_identity_core::ODataError;
use msgraph_identity_v1::Error;

use super::{ID, TENANT, both};
use crate::faults::scripted::answer;

/// The first drafts of beta answered an update with the entity, and published documents still say so.
#[tokio::test]
async fn a_write_may_be_answered_with_nothing_or_with_the_entity() {
    let headers = [("request-id", "r-1"), ("x", "1"), ("x", "2")];
    for (status, body) in [
        (204, ""),
        (205, ""),
        (200, r#"{"id":"a"}"#),
        (201, r#"{"tenantId":"a"}"#),
    ] {
        let answer = || answer(status, &headers, body);
        let update = Default::default();
        let answers = [
            both!(answer(), update_api_connector(ID, &update)),
            both!(answer(), delete_api_connector(ID, None)),
            both!(
                answer(),
                create_identity_synchronization(TENANT, &Default::default())
            ),
            both!(
                answer(),
                update_identity_synchronization(TENANT, &Default::default())
            ),
            both!(answer(), delete_identity_synchronization(TENANT, None)),
        ];
        for answer in answers.into_iter().flatten() {
            let answer = answer.unwrap();
            assert_eq!(answer.status().as_u16(), status);
            assert_eq!(answer.headers()["request-id"], "r-1");
            assert_eq!(answer.headers().get_all("x").iter().count(), 2);
        }
    }
}

/// Gateways in front of Graph answer with a page, or with nothing.
#[tokio::test]
async fn an_error_arrives_with_its_status_headers_and_body() {
    let throttled = r#"{"error":{"code":"TooManyRequests","message":"m","details":[{"code":"d"}],"innerError":{"code":"429"}}}"#;
    for (status, body) in [
        (429, throttled),
        (503, "<html>busy</html>"),
        (401, ""),
        (302, ""),
    ] {
        let headers = [("retry-after", "2.128"), ("request-id", "r-4")];
        let answer = answer(status, &headers, body);
        let connectors = both!(answer.clone(), delete_api_connector(ID, None));
        let policies = both!(answer, delete_identity_synchronization(TENANT, None));
        for answer in connectors.into_iter().chain(policies) {
            let Err(Error::UnexpectedResponse(response)) = answer else {
                panic!("{status}: {answer:?}")
            };
            assert_eq!(response.status(), status);
            assert_eq!(response.headers()["request-id"], "r-4");
            assert_eq!(response.headers()["retry-after"], "2.128");
            let received = response.bytes().await.unwrap();
            assert_eq!(received, body);
            if body == throttled {
                let error = ODataError::parse(&received).unwrap();
                assert_eq!(error.code.as_deref(), Some("TooManyRequests"));
                assert_eq!(error.details[0].code.as_deref(), Some("d"));
            }
        }
    }
}
