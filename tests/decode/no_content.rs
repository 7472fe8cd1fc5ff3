//! Answers without content, and the entities that some answers have in their place.

use msgraph_identity_tests::loopback::{json, response};

use super::answered::{ID, TENANT, answered};

fn no_content() -> String {
    response("204 No Content", "request-id: r-1\r\n", "")
}

#[tokio::test]
async fn updates_and_deletions_answer_with_nothing() {
    let (connector, policy, update) = (Default::default(), Default::default(), Default::default());
    let responses = [
        answered(no_content(), async |client| {
            client.update_api_connector(ID, &connector).await
        })
        .await,
        answered(no_content(), async |client| {
            client.delete_api_connector(ID, None).await
        })
        .await,
        answered(no_content(), async |client| {
            client
                .create_identity_synchronization(TENANT, &policy)
                .await
        })
        .await,
        answered(no_content(), async |client| {
            client
                .update_identity_synchronization(TENANT, &update)
                .await
        })
        .await,
        answered(no_content(), async |client| {
            client.delete_identity_synchronization(TENANT, None).await
        })
        .await,
    ];
    for response in responses {
        let response = response.unwrap();
        assert_eq!(response.status().as_u16(), 204);
        assert_eq!(response.headers()["request-id"], "r-1");
    }
}

/// The first drafts of beta did, and published documents still say so.
#[tokio::test]
async fn an_update_may_answer_with_the_entity() {
    let (update, policy) = (Default::default(), Default::default());
    let connector = json("200 OK", r#"{"id":"a","displayName":"n"}"#);
    let response = answered(connector, async |client| {
        client.update_api_connector(ID, &update).await
    })
    .await;
    assert_eq!(response.unwrap().status().as_u16(), 200);
    for status in ["200 OK", "201 Created"] {
        let answer = json(status, r#"{"tenantId":"a"}"#);
        let response = answered(answer, async |client| {
            client
                .create_identity_synchronization(TENANT, &policy)
                .await
        })
        .await;
        assert_eq!(response.unwrap().status().as_str(), &status[..3]);
    }
}
