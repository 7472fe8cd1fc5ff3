//! Calls of a client that are answered with given bytes.

use msgraph_identity_tests::generated_client::{http_client, session};
use msgraph_identity_tests::loopback::{Loopback, json};
use serde_json::Value;

use super::VERSION;
use super::graph::types::{CrossTenantIdentitySyncPolicyPartner, IdentityApiConnector};
use super::graph::{Client, Error};

pub(super) const ID: &str = "22222222-2222-4222-8222-222222222222";
pub(super) const TENANT: &str = "11111111-1111-4111-8111-111111111111";

/// What a call returns where it is answered like this.
pub(super) async fn answered<T>(
    answer: impl Into<String>,
    call: impl AsyncFnOnce(Client) -> T,
) -> T {
    let server = Loopback::answering(answer);
    let session = session(&server, VERSION);
    let root = session.service_root().clone();
    call(Client::new_with_client(
        root.as_str(),
        http_client(),
        session,
    ))
    .await
}

/// The connector that is read from this body.
pub(super) async fn connector(body: &Value) -> IdentityApiConnector {
    let answer = json("200 OK", &body.to_string());
    let read = answered(answer, async |client| {
        client.get_api_connector(ID, None, None).await
    })
    .await;
    read.unwrap_or_else(|error| panic!("{body}: {error}"))
        .into_inner()
}

/// The synchronization policy that is read from this body.
pub(super) async fn synchronization(
    body: &Value,
) -> Result<CrossTenantIdentitySyncPolicyPartner, Error<()>> {
    let answer = json("200 OK", &body.to_string());
    let read = answered(answer, async |client| {
        client
            .get_identity_synchronization(TENANT, None, None)
            .await
    })
    .await;
    read.map(|response| response.into_inner())
}
