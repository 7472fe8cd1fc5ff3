//! Applications that sign in with a secret.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use msgraph_identity::credential::client_secret;
use msgraph_identity::{CustomCloud, Graph};
use msgraph_identity_fake::Operation;
use msgraph_identity_tests::clock::At;
use msgraph_identity_tests::text::{assert_hides, assert_says};

use crate::credentials::fake::{
    CLIENT_ID, SECRET, TENANT, builder, client_with_secret, list, parameter, start, token_requests,
};

#[tokio::test]
async fn a_secret_is_good_for_one_token_and_many_requests() {
    let fake = start().await;
    let graph = client_with_secret(&fake);
    assert_eq!(fake.request_count(), 0, "nothing is sent before a call");
    for _ in 0..3 {
        list(&graph).await.unwrap();
    }
    let [request] = token_requests(&fake).try_into().unwrap();
    assert_eq!(request.path(), format!("/{TENANT}/oauth2/v2.0/token"));
    for (name, value) in [
        ("grant_type", "client_credentials"),
        ("client_id", CLIENT_ID),
        ("client_secret", SECRET),
        ("scope", &format!("{}/.default", fake.https_url())),
    ] {
        assert_eq!(parameter(&request, name).as_deref(), Some(value));
    }
    assert_eq!(fake.requests_for(Operation::ListApiConnectors).len(), 3);
}

#[tokio::test]
async fn the_clock_of_the_client_measures_the_life_of_a_token() {
    let fake = start().await;
    let in_2126 = SystemTime::UNIX_EPOCH + Duration::from_secs(4_920_000_000);
    let graph = builder(&fake, client_secret(TENANT, CLIENT_ID, SECRET));
    let graph = graph.clock(Arc::new(At(in_2126))).build().unwrap();
    list(&graph).await.unwrap();
    list(&graph).await.unwrap();
    assert_eq!(token_requests(&fake).len(), 1);
}

#[tokio::test]
async fn settings_that_cannot_sign_in_are_refused_before_anything_is_sent() {
    let fake = start().await;
    let with_tenant = |tenant| client_secret(tenant, CLIENT_ID, SECRET);
    let no_tenant = "neither an id nor a domain";
    for (credential, reason) in [
        (with_tenant("common"), "common stands for any tenant"),
        (
            with_tenant("organizations"),
            "organizations stands for any tenant",
        ),
        (with_tenant("Consumers"), "consumers stands for any tenant"),
        (with_tenant("contoso"), no_tenant),
        (with_tenant("a.b/../common"), no_tenant),
        (with_tenant(""), no_tenant),
        (client_secret(TENANT, "", SECRET), "client id"),
        (client_secret(TENANT, "a b", SECRET), "client id"),
        (client_secret(TENANT, "tool\n", SECRET), "client id"),
        (client_secret(TENANT, CLIENT_ID, ""), "client secret"),
        (
            client_secret(TENANT, CLIENT_ID, "s3cret\n"),
            "client secret",
        ),
    ] {
        let error = builder(&fake, credential).build().unwrap_err();
        assert!(error.is_configuration(), "{error:?}");
        assert_says(&error, reason);
        assert_hides(&error, "s3cr");
    }
    assert_eq!(fake.request_count(), 0);
}

#[test]
fn a_custom_cloud_without_a_login_host_is_refused() {
    let cloud = CustomCloud::parse("https://gateway.example").unwrap();
    let builder = Graph::builder(client_secret(TENANT, CLIENT_ID, SECRET));
    let error = builder.cloud(cloud).build().unwrap_err();
    assert!(error.is_configuration());
    assert_says(&error, "CustomCloud::login_host");
}
