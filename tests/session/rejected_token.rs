//! What follows on a 401.

use std::sync::Arc;

use msgraph_identity_core::{Pipeline, SendError, TokenRequest};
use msgraph_identity_tests::double::{Double, Step, Tokens, status};
use reqwest::Method;

use crate::session::scripted::{request, session};

const CHALLENGE: &str = r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#;

fn challenge() -> Step {
    Step::Answer(
        401,
        vec![("www-authenticate", CHALLENGE.to_owned())],
        "".into(),
    )
}

/// Status and tokens of the requests that were sent, and what the provider was asked.
async fn send(
    tokens: &Arc<Tokens>,
    transport: &Arc<Double>,
) -> (u16, Vec<String>, Vec<TokenRequest>) {
    let session = session(Pipeline::builder(transport.clone(), tokens.clone()));
    let answer = session.send(request(Method::POST)).await.unwrap();
    let sent = transport.take_sent();
    let tokens_sent = sent
        .iter()
        .map(|sent| sent.header("authorization").unwrap().to_owned());
    let asked = tokens.asked.lock().unwrap().clone();
    (answer.status().as_u16(), tokens_sent.collect(), asked)
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_once() {
    let tokens = Tokens::new(["old", "new"]);
    let transport = Double::new([status(401), status(201)]);
    let (status, sent, asked) = send(&tokens, &transport).await;
    assert_eq!(
        (status, sent),
        (201, vec!["Bearer old".into(), "Bearer new".into()])
    );
    assert_eq!(asked, [TokenRequest::Needed, TokenRequest::Rejected]);
}

#[tokio::test(start_paused = true)]
async fn a_second_rejection_stands() {
    let tokens = Tokens::new(["old", "new", "newer"]);
    let transport = Double::new([status(401)]);
    let (status, sent, _) = send(&tokens, &transport).await;
    assert_eq!((status, sent.len()), (401, 2));
}

#[tokio::test(start_paused = true)]
async fn the_same_token_is_not_sent_again() {
    let tokens = Tokens::new(["same"]);
    let transport = Double::new([status(401)]);
    let (status, sent, asked) = send(&tokens, &transport).await;
    assert_eq!((status, sent.len(), asked.len()), (401, 1, 2));
}

#[tokio::test(start_paused = true)]
async fn where_there_is_no_other_token_the_401_stands() {
    let tokens = Tokens::new(["old", "error: the account is disabled"]);
    let transport = Double::new([status(401)]);
    let (status, sent, _) = send(&tokens, &transport).await;
    assert_eq!((status, sent.len()), (401, 1));
}

#[tokio::test(start_paused = true)]
async fn a_claims_challenge_asks_for_another_token_than_the_provider_has() {
    let tokens = Tokens::new(["old", "new"]);
    let transport = Double::new([challenge()]);
    let (status, sent, asked) = send(&tokens, &transport).await;
    assert_eq!((status, sent.len()), (401, 1));
    assert_eq!(asked, [TokenRequest::Needed]);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_nothing_is_sent() {
    for (token, text) in [
        (
            "error: az is not logged in",
            "the credential returned no access token",
        ),
        (
            "",
            "the access token is empty or cannot be sent in a header; check where it comes from",
        ),
        (
            "s3cret\r\nx: y",
            "the access token is empty or cannot be sent in a header; check where it comes from",
        ),
        (
            "s3cret\0",
            "the access token is empty or cannot be sent in a header; check where it comes from",
        ),
    ] {
        let transport = Double::new([status(200)]);
        let session = session(Pipeline::builder(transport.clone(), Tokens::new([token])));
        let error = session.send(request(Method::GET)).await.unwrap_err();
        assert!(matches!(error, SendError::Token(_)), "{error:?}");
        assert_eq!(error.to_string(), text);
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        assert_eq!(transport.count(), 0);
    }
}
