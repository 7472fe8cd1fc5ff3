//! Tokens that are rejected or dropped: azure_identity would return them again from its cache.

use msgraph_identity::credential::{Credential, client_secret, workload_identity};
use msgraph_identity_fake::{FakeServer, Fault, Operation};

use crate::credentials::fake::{
    CLIENT_ID, SECRET, TENANT, client, client_with_secret, list, parameter, start, token_file,
    token_requests,
};

fn rejection() -> Fault {
    Fault::error(401, "InvalidAuthenticationToken")
}

fn reject(fake: &FakeServer, fault: Fault) {
    fake.inject(fault.on(Operation::ListApiConnectors)).unwrap();
}

fn tokens_sent(fake: &FakeServer) -> Vec<String> {
    let requests = fake.requests_for(Operation::ListApiConnectors);
    let tokens = requests
        .iter()
        .map(|request| request.header("authorization").unwrap().to_owned());
    tokens.collect()
}

#[tokio::test]
async fn a_rejected_token_is_replaced_by_another() {
    let file = token_file();
    let identity = workload_identity().tenant(TENANT).client_id(CLIENT_ID);
    let identity = identity.token_file(file.path());
    let credentials: [Credential; 2] = [client_secret(TENANT, CLIENT_ID, SECRET), identity.into()];
    for credential in credentials {
        let fake = start().await;
        let graph = client(&fake, credential);
        list(&graph).await.unwrap();
        reject(&fake, rejection());
        list(&graph).await.unwrap();
        let challenge = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;
        reject(&fake, Fault::claims_challenge(challenge));
        list(&graph).await.unwrap();
        let claims = token_requests(&fake);
        let claims = claims.iter().map(|request| parameter(request, "claims"));
        let expected = [None, None, Some(challenge.to_owned())];
        assert_eq!(claims.collect::<Vec<_>>(), expected);
        let [first, second, third, fourth, fifth] = tokens_sent(&fake).try_into().unwrap();
        assert_eq!((&first, &third), (&second, &fourth));
        assert!(second != third && fourth != fifth);
    }
}

#[tokio::test]
async fn many_rejected_calls_ask_for_one_token() {
    let fake = start().await;
    let graph = client_with_secret(&fake);
    list(&graph).await.unwrap();
    reject(&fake, rejection().times(20));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let graph = graph.clone();
        calls.spawn(async move { list(&graph).await });
    }
    calls.join_all().await;
    assert_eq!(token_requests(&fake).len(), 2);
}

#[tokio::test]
async fn a_forgotten_token_is_replaced_for_both_versions() {
    let fake = start().await;
    let graph = client_with_secret(&fake);
    list(&graph).await.unwrap();
    graph.clone().forget_token();
    list(&graph).await.unwrap();
    graph.beta().api_connectors().list().all().await.unwrap();
    assert_eq!(token_requests(&fake).len(), 2);
    let [first, second, third] = tokens_sent(&fake).try_into().unwrap();
    assert_ne!(first, second);
    assert_eq!(second, third);
}
