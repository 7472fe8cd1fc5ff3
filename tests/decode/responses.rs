//! Responses without content, with content that is not expected, and errors.

use msgraph_identity_core::ODataError;
use msgraph_identity_tests::loopback::{json, response};
use msgraph_identity_v1::Error;

use super::{ID, TENANT, both};

/// The first drafts of beta answered an update with the entity, and published documents still say so.
#[tokio::test]
async fn a_write_may_be_answered_with_nothing_or_with_the_entity() {
    for (status, answer) in [
        (204, response("204 No Content", "request-id: r-1\r\n", "")),
        (200, json("200 OK", r#"{"id":"a"}"#)),
        (201, json("201 Created", r#"{"tenantId":"a"}"#)),
    ] {
        let update = Default::default();
        let answers = [
            both!(answer.clone(), update_api_connector(ID, &update)),
            both!(answer.clone(), delete_api_connector(ID, None)),
            both!(
                answer.clone(),
                create_identity_synchronization(TENANT, &Default::default())
            ),
            both!(
                answer.clone(),
                update_identity_synchronization(TENANT, &Default::default())
            ),
            both!(
                answer.clone(),
                delete_identity_synchronization(TENANT, None)
            ),
        ];
        for answer in answers.into_iter().flatten() {
            let answer = answer.unwrap();
            assert_eq!(answer.status().as_u16(), status);
            let has_id = answer.headers().contains_key("request-id");
            assert_eq!(has_id, status == 204);
        }
    }
}

/// Gateways in front of Graph answer with a page, or with nothing.
#[tokio::test]
async fn an_error_arrives_with_its_status_headers_and_body() {
    let throttled = r#"{"error":{"code":"TooManyRequests","message":"m","details":[{"code":"d"}],"innerError":{"code":"429"}}}"#;
    for (status, body) in [
        ("429 Too Many Requests", throttled),
        ("503 Service Unavailable", "<html>busy</html>"),
        ("401 Unauthorized", ""),
        ("302 Found", ""),
    ] {
        let answer = response(status, "retry-after: 2.128\r\nrequest-id: r-4\r\n", body);
        let connectors = both!(answer.clone(), delete_api_connector(ID, None));
        let policies = both!(answer, delete_identity_synchronization(TENANT, None));
        for answer in connectors.into_iter().chain(policies) {
            let Err(Error::UnexpectedResponse(response)) = answer else {
                panic!("{status}: {answer:?}")
            };
            assert_eq!(response.status().as_str(), &status[..3]);
            assert_eq!(response.headers()["request-id"], "r-4");
            assert_eq!(response.headers()["retry-after"], "2.128");
            let received = response.bytes().await.unwrap();
            assert_eq!(received, body.as_bytes());
            if body == throttled {
                let error = ODataError::parse(&received).unwrap();
                assert_eq!(error.code.as_deref(), Some("TooManyRequests"));
                assert_eq!(error.details[0].code.as_deref(), Some("d"));
            }
        }
    }
}
