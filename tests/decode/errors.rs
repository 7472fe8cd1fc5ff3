//! Answers that are no success: status, headers and body arrive as they came, whatever the body is.

use msgraph_identity_core::ODataError;
use msgraph_identity_tests::loopback::response;

use super::answered::{ID, TENANT, answered};
use super::graph::{Error, ResponseValue};

/// Status, header `request-id`, header `retry-after`, body.
async fn parts<T>(
    result: Result<ResponseValue<T>, Error<()>>,
) -> (u16, String, Option<String>, Vec<u8>) {
    let Err(Error::UnexpectedResponse(response)) = result else {
        panic!("no response that is an error")
    };
    let header = |name| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let (status, request_id, retry_after) = (
        response.status(),
        header("request-id"),
        header("retry-after"),
    );
    (
        status.as_u16(),
        request_id.unwrap(),
        retry_after,
        response.bytes().await.unwrap().to_vec(),
    )
}

#[tokio::test]
async fn an_absent_connector_is_told_by_status_and_code() {
    let body = r#"{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist.",
        "innerError":{"date":"2026-02-13T10:17:06","request-id":"r-1","client-request-id":"c-1"}}}"#;
    let answer = response(
        "404 Not Found",
        "content-type: application/json\r\nrequest-id: r-1\r\n",
        body,
    );
    let result = answered(answer, async |client| {
        client.get_api_connector(ID, None, None).await
    })
    .await;
    let (status, request_id, retry_after, body) = parts(result).await;
    assert_eq!(
        (status, request_id.as_str(), retry_after),
        (404, "r-1", None)
    );
    let error = ODataError::parse(&body).unwrap();
    assert_eq!(error.code.as_deref(), Some("Request_ResourceNotFound"));
    assert_eq!(
        error.inner_error.unwrap().date.as_deref(),
        Some("2026-02-13T10:17:06")
    );
}

#[tokio::test]
async fn an_existing_policy_is_a_conflict() {
    let body = r#"{"error":{"code":"Request_MultipleObjectsWithSameKeyValue","message":"exists",
        "details":[{"code":"ConflictingObjects","message":"m","target":"tenantId"}]}}"#;
    let answer = response(
        "409 Conflict",
        "content-type: application/json\r\nrequest-id: r-2\r\n",
        body,
    );
    let policy = Default::default();
    let result = answered(answer, async |client| {
        client
            .create_identity_synchronization(TENANT, &policy)
            .await
    })
    .await;
    let (status, request_id, _, body) = parts(result).await;
    assert_eq!((status, request_id.as_str()), (409, "r-2"));
    assert_eq!(
        ODataError::parse(&body).unwrap().details[0].code.as_deref(),
        Some("ConflictingObjects")
    );
}

#[tokio::test]
async fn throttling_says_how_long_to_wait() {
    let body = r#"{"error":{"code":"TooManyRequests","message":"m","innerError":{"code":"429"}}}"#;
    let answer = response(
        "429 Too Many Requests",
        "retry-after: 2.128\r\nrequest-id: r-3\r\n",
        body,
    );
    let update = Default::default();
    let result = answered(answer, async |client| {
        client.update_api_connector(ID, &update).await
    })
    .await;
    let (status, _, retry_after, _) = parts(result).await;
    assert_eq!((status, retry_after.as_deref()), (429, Some("2.128")));
}

/// Gateways in front of Graph answer with a page, or with nothing.
#[tokio::test]
async fn a_body_that_is_no_json_loses_nothing() {
    for (status, body) in [
        ("503 Service Unavailable", "<html>busy</html>"),
        ("401 Unauthorized", ""),
        ("302 Found", ""),
    ] {
        let answer = response(status, "retry-after: 7\r\nrequest-id: r-4\r\n", body);
        let result = answered(answer, async |client| {
            client.delete_api_connector(ID, None).await
        })
        .await;
        let (code, request_id, retry_after, received) = parts(result).await;
        assert_eq!(code.to_string(), status[..3]);
        assert_eq!(
            (request_id.as_str(), retry_after.as_deref()),
            ("r-4", Some("7"))
        );
        assert_eq!(received, body.as_bytes());
    }
}
