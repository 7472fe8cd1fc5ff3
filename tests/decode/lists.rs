//! Pages of API connectors.

use msgraph_identity_core::{Collection, NextLink};
use msgraph_identity_tests::loopback::json;
use serde_json::{Value, json};

use super::answered::answered;
use super::graph::Error;
use super::graph::types::{ApiAuthenticationConfigurationBase, IdentityApiConnector};

async fn list(body: &Value) -> Result<Collection<IdentityApiConnector>, Error<()>> {
    let answer = json("200 OK", &body.to_string());
    let read = answered(answer, async |client| {
        client
            .list_api_connectors(None, None, None, None, None, None, None, None)
            .await
    });
    read.await.map(|response| response.into_inner())
}

#[tokio::test]
async fn a_page_says_where_the_next_one_is() {
    let link =
        "https://graph.microsoft.com/v1.0/identity/apiConnectors?$top=2&$skiptoken=RFNwdAIAAQ";
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors",
        "@odata.count": 3,
        "@odata.nextLink": link,
        "value": [
            {"id": "a", "displayName": "A", "authenticationConfiguration":
                {"@odata.type": "#microsoft.graph.basicAuthentication", "username": "u", "password": "******"}},
            {"id": "b", "displayName": "B", "authenticationConfiguration":
                {"@odata.type": "#microsoft.graph.clientCertificateAuthentication", "certificateList": []}}
        ]
    });
    let page = list(&body).await.unwrap();
    assert_eq!(page.next_link.as_ref().map(NextLink::as_str), Some(link));
    assert_eq!(page.count, Some(3));
    let ids: Vec<_> = page
        .value
        .iter()
        .map(|connector| connector.id.as_deref().unwrap())
        .collect();
    assert_eq!(ids, ["a", "b"]);
    let kinds: Vec<_> = page
        .value
        .iter()
        .map(|connector| connector.authentication_configuration.as_ref())
        .collect();
    assert!(matches!(
        kinds[..],
        [
            Some(ApiAuthenticationConfigurationBase::BasicAuthentication(_)),
            Some(ApiAuthenticationConfigurationBase::ClientCertificateAuthentication(_))
        ]
    ));
}

#[tokio::test]
async fn the_last_page_has_no_link() {
    let page = list(&json!({"value": [{"id": "a"}]})).await.unwrap();
    assert_eq!(
        (page.value.len(), page.next_link, page.count),
        (1, None, None)
    );
}

#[tokio::test]
async fn an_empty_page_may_have_a_next_one() {
    let page = list(&json!({"@odata.nextLink": "https://graph.microsoft.com/next", "value": []}))
        .await
        .unwrap();
    assert!(page.value.is_empty() && page.next_link.is_some());
}

#[tokio::test]
async fn an_answer_without_value_is_an_error() {
    for body in [
        json!({}),
        json!({"@odata.context": "c"}),
        json!({"value": null}),
        json!({"error": {}}),
    ] {
        let error = list(&body).await.unwrap_err();
        assert!(matches!(error, Error::InvalidResponsePayload(..)), "{body}");
    }
}
