//! What follows on a 401.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{Pipeline, RetryPolicy, SendError, Session, TokenRequest};
use msgraph_identity_tests::double::{self, Double, Step, Tokens, status};
use msgraph_identity_tests::text::assert_hides;
use reqwest::Method;

use crate::session::scripted::{self, request, session};

const CHALLENGE: &str = r#"Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#;

fn challenge() -> Step {
    Step::Answer(
        401,
        vec![("www-authenticate", CHALLENGE.to_owned())],
        "".into(),
    )
}

/// The status of a response, the tokens that were sent, and what the provider was asked.
async fn send(tokens: &Arc<Tokens>, transport: &Arc<Double>) -> (u16, String, Vec<TokenRequest>) {
    let session = session(Pipeline::builder(transport.clone(), tokens.clone()));
    let answer = session.send(request(Method::POST)).await.unwrap();
    let sent = transport.take_sent();
    let sent = sent
        .iter()
        .map(|sent| sent.header("authorization").unwrap());
    let sent: Vec<_> = sent
        .map(|header| header.strip_prefix("Bearer ").unwrap())
        .collect();
    let asked = tokens.asked.lock().unwrap().clone();
    (answer.status().as_u16(), sent.join(" "), asked)
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_once_by_another() {
    for (provided, second, status, sent) in [
        ("old|new", 201, 201, "old new"),
        ("old|new|newer", 401, 401, "old new"),
        ("same", 201, 401, "same"),
        ("old|error: revoked", 201, 401, "old"),
    ] {
        let tokens = Tokens::new(provided.split('|'));
        let transport = Double::new([401, second].map(double::status));
        let asked = vec![TokenRequest::Needed, TokenRequest::Rejected];
        let expected = (status, sent.to_owned(), asked);
        assert_eq!(send(&tokens, &transport).await, expected, "{provided}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_claims_challenge_gets_one_new_token_with_the_claims() {
    for (second, expected) in [(status(201), 201), (challenge(), 401)] {
        let tokens = Tokens::new(["old", "new", "newer"]);
        let transport = Double::new([challenge(), second]);
        let (status, sent, asked) = send(&tokens, &transport).await;
        assert_eq!((status, &*sent), (expected, "old new"));
        let challenge = TokenRequest::ClaimsChallenge(r#"{"a":1}"#.to_owned());
        assert_eq!(asked, [TokenRequest::Needed, challenge]);
    }
}

#[tokio::test(start_paused = true)]
async fn claims_that_cannot_be_read_are_a_rejection_like_any_other() {
    for claims in ["", "!", "%", "bm8ganNvbg==", "{\\\"a", &"/".repeat(8_000)] {
        let value = format!(r#"Bearer error="insufficient_claims", claims="{claims}""#);
        let answer = Step::Answer(401, vec![("www-authenticate", value)], "".into());
        let tokens = Tokens::new(["old", "new", "newer"]);
        let (status, sent, asked) = send(&tokens, &Double::new([answer])).await;
        assert_eq!((status, &*sent), (401, "old new"), "{claims}");
        assert_eq!(asked, [TokenRequest::Needed, TokenRequest::Rejected]);
    }
}

/// This step, so many milliseconds later.
fn late(step: Step, milliseconds: u64) -> Step {
    Step::After(Duration::from_millis(milliseconds), Box::new(step))
}

/// Sends a hundred requests at once, which all get this status.
async fn storm(session: &Session, status: u16) {
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let session = session.clone();
        calls.spawn(async move { scripted::send(&session, Method::GET).await });
    }
    assert_eq!(calls.join_all().await, vec![status; 100]);
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_asked_once_for_all_calls_whose_token_was_rejected() {
    for (provided, rejections, outcome) in [
        ("same", 300, 401),
        ("old|new|newer|newest", 300, 401),
        ("old|same", 300, 401),
        ("old|new|newer", 100, 200),
    ] {
        for rejection in [status(401), challenge()] {
            for at_once in [true, false] {
                let answers = (1..=rejections)
                    .map(|number| late(rejection.clone(), if at_once { 1 } else { number }));
                let tokens = Tokens::new(provided.split('|'));
                let transport = Double::new(answers.chain([status(200)]));
                let session = session(Pipeline::builder(transport, tokens.clone()));
                storm(&session, outcome).await;
                storm(&session, outcome).await;
                let asked = tokens.asked.lock().unwrap().len();
                assert_eq!(asked, 2, "{provided} {rejection:?} {at_once}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_asked_once_by_the_calls_whose_token_was_rejected() {
    let tokens = Tokens::new(["old", "error: the account is disabled"]);
    let transport = Double::new([late(status(401), 1)]);
    let session = session(Pipeline::builder(transport.clone(), tokens.clone()));
    storm(&session, 401).await;
    assert_eq!(tokens.asked.lock().unwrap().len(), 2);
    // The rejected token is not sent again.
    let error = session.send(request(Method::GET)).await.unwrap_err();
    assert!(matches!(error, SendError::Token(_)), "{error:?}");
    assert_eq!(transport.count(), 100);
}

#[tokio::test(start_paused = true)]
async fn a_new_token_is_renewed_again_only_after_the_service_has_accepted_it() {
    for (answer, expected) in [(200, 3), (403, 3), (404, 3), (429, 2), (500, 2), (503, 2)] {
        let tokens = Tokens::new(["old", "new", "newer"]);
        let script = [401, answer, 401, 200].map(status);
        let pipeline = Pipeline::builder(Double::new(script), tokens.clone());
        let session = session(pipeline.retry(RetryPolicy::none()));
        for _ in 0..2 {
            session.send(request(Method::GET)).await.unwrap();
        }
        let asked = tokens.asked.lock().unwrap().len();
        assert_eq!(asked, expected, "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_token_nothing_is_sent() {
    let failed = "the credential returned no access token";
    let malformed = "the access token of the double is empty or has characters that no bearer token has; check where it comes from";
    for (token, text) in [
        ("error: az is not logged in", failed),
        ("", malformed),
        ("s3cret\r\nx: y", malformed),
        ("s3cret\0", malformed),
        ("s3cret, x", malformed),
    ] {
        let transport = Double::new([status(200)]);
        let session = session(Pipeline::builder(transport.clone(), Tokens::new([token])));
        let error = session.send(request(Method::GET)).await.unwrap_err();
        assert!(matches!(error, SendError::Token(_)), "{error:?}");
        assert_eq!(error.to_string(), text);
        assert_hides(&error, "s3cret");
        assert_eq!(transport.count(), 0);
    }
}
