//! Expired and revoked tokens.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity_fake::{AccessToken, Clock, Fault, Operation};
use msgraph_identity_fake::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_TENANT_ID};
use serde_json::{Value, json};

use crate::exchange::{Exchange, Fake};
use crate::tokens::{self, GRAPH_SCOPE, NOW};

/// A token from the token endpoint, and its lifetime.
async fn request_token(fake: &Fake, claims: Option<&Value>) -> (String, i64) {
    let claims = claims.map(Value::to_string);
    let mut form = vec![
        ("client_id", DEFAULT_CLIENT_ID),
        ("client_secret", DEFAULT_CLIENT_SECRET),
        ("grant_type", "client_credentials"),
        ("scope", GRAPH_SCOPE),
    ];
    form.extend(claims.as_deref().map(|claims| ("claims", claims)));
    let endpoint = format!("{DEFAULT_TENANT_ID}/oauth2/v2.0/token");
    let answer = tokens::request_token(fake, &endpoint, &form, 200)
        .await
        .json();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    (token, answer["expires_in"].as_i64().unwrap())
}

/// The claims in a challenge.
fn challenged_claims(refused: &Exchange) -> Value {
    let challenge = refused.header("www-authenticate");
    let error = "error=\"insufficient_claims\"";
    assert!(challenge.contains(error), "{challenge}");
    let (_, claims) = challenge.split_once("claims=\"").unwrap();
    let claims = STANDARD.decode(claims.trim_end_matches('"')).unwrap();
    serde_json::from_slice(&claims).unwrap()
}

#[tokio::test]
async fn a_token_expires_after_its_lifetime() {
    let fake = Fake::at_with(&Clock::fixed(NOW), |it| it.token_lifetime = 300).await;
    let permissions = ["APIConnectors.Read.All"];
    let short = AccessToken::application(&permissions).lifetime(Duration::from_secs(60));
    let short = fake.issue(short);
    let (long, expires_in) = request_token(&fake, None).await;
    assert_eq!(expires_in, 300);
    fake.clock().advance(Duration::from_secs(59));
    fake.list_as(&short, 200).await;
    fake.clock().advance(Duration::from_secs(1));
    let refused = fake.list_as(&short, 401).await;
    assert_eq!(refused.code(), "InvalidAuthenticationToken");
    fake.list_as(&long, 200).await;
    fake.clock().advance(Duration::from_secs(240));
    fake.list_as(&long, 401).await;
    assert_eq!(fake.request_count_for(Operation::RequestToken), 1);
}

#[tokio::test]
async fn a_revoked_token_is_refused_and_a_new_one_is_accepted() {
    let fake = Fake::start().await;
    let (token, _) = request_token(&fake, None).await;
    fake.list_as(&token, 200).await;
    fake.revoke_tokens();
    let refused = fake.list_as(&token, 401).await;
    assert_eq!(refused.code(), "InvalidAuthenticationToken");
    let challenge = refused.header("www-authenticate");
    assert!(!challenge.contains("insufficient_claims"));
    let (token, _) = request_token(&fake, None).await;
    fake.list_as(&token, 200).await;
    fake.list_as(&fake.token(), 200).await;
}

#[tokio::test]
async fn clients_that_handle_challenges_get_one() {
    let fake = Fake::at(&Clock::fixed(NOW)).await;
    let nbf = json!({ "essential": true, "value": NOW.to_string() });
    let claims = json!({ "access_token": { "nbf": nbf } });
    // Microsoft's clients write the capability in either case.
    for capability in ["cp1", "CP1"] {
        let capable = json!({ "access_token": { "xms_cc": { "values": [capability] } } });
        let (token, _) = request_token(&fake, Some(&capable)).await;
        fake.revoke_tokens();
        let refused = fake.list_as(&token, 401).await;
        assert_eq!(challenged_claims(&refused), claims);
        let (token, _) = request_token(&fake, Some(&claims)).await;
        fake.list_as(&token, 200).await;
    }
    let token = fake.issue(AccessToken::application(&[]).continuous());
    fake.revoke_tokens();
    challenged_claims(&fake.list_as(&token, 401).await);
}

#[tokio::test]
async fn a_challenge_can_be_injected() {
    let fake = Fake::start().await;
    let claims = json!({ "access_token": { "acrs": { "essential": true, "value": "c1" } } });
    let fault = Fault::claims_challenge(&claims.to_string());
    fake.inject(fault).unwrap();
    let refused = fake.list_as(&fake.token(), 401).await;
    assert_eq!(challenged_claims(&refused), claims);
    fake.list_as(&fake.token(), 200).await;
}

#[tokio::test]
async fn a_token_says_what_it_was_made_with() {
    let fake = Fake::start().await;
    let token = AccessToken::application(&["Policy.Read.All"]);
    let strange = fake.issue(token.clone().audience("https://vault.azure.net"));
    fake.list_as(&strange, 401).await;
    let nowhere = fake.issue(token.clone().tenant(uuid::Uuid::from_u128(9)));
    fake.list_as(&nowhere, 401).await;
    let claims = tokens::claims(&fake.issue(token.client_id("another")));
    assert_eq!(claims["appid"], "another");
    assert_eq!(claims["roles"], json!(["Policy.Read.All"]));
}
