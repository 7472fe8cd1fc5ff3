//! Expired and revoked tokens.

use crate::exchange::{CONNECTORS, Exchange, http, read, send_as, start, start_at};
use msgraph_identity_fake::{
    AccessToken, Clock, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_TENANT_ID, FakeGraph,
    FakeServer, Fault, Operation, Switches,
};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const NOW: i64 = 1_800_000_000;

async fn get(fake: &FakeServer, token: &str, status: u16) -> Exchange {
    send_as(fake, token, "GET", CONNECTORS, None, status).await
}

/// A token from the token endpoint, and its lifetime.
async fn request_token(fake: &FakeServer, claims: Option<&Value>) -> (String, i64) {
    let url = format!("{}/{DEFAULT_TENANT_ID}/oauth2/v2.0/token", fake.url());
    let mut form = vec![
        ("client_id", DEFAULT_CLIENT_ID.to_owned()),
        ("client_secret", DEFAULT_CLIENT_SECRET.to_owned()),
        ("grant_type", "client_credentials".to_owned()),
        ("scope", "https://graph.microsoft.com/.default".to_owned()),
    ];
    form.extend(claims.map(|claims| ("claims", claims.to_string())));
    let answer = read(http().post(url).form(&form), 200).await.json();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    (token, answer["expires_in"].as_i64().unwrap())
}

/// The claims in a challenge.
fn challenged_claims(refused: &Exchange) -> Value {
    let challenge = refused.header("www-authenticate");
    assert!(
        challenge.contains("error=\"insufficient_claims\""),
        "{challenge}"
    );
    let (_, claims) = challenge.split_once("claims=\"").unwrap();
    let claims = STANDARD.decode(claims.trim_end_matches('"')).unwrap();
    serde_json::from_slice(&claims).unwrap()
}

#[tokio::test]
async fn a_token_expires_after_its_lifetime() {
    let fake = start_at(&Clock::fixed(NOW)).await;
    let permissions = ["APIConnectors.Read.All"];
    let short = AccessToken::application(&permissions).lifetime(Duration::from_secs(60));
    let short = fake.issue(short);
    let long = fake.token();
    fake.clock().advance(Duration::from_secs(59));
    get(&fake, &short, 200).await;
    fake.clock().advance(Duration::from_secs(1));
    assert_eq!(
        get(&fake, &short, 401).await.code(),
        "InvalidAuthenticationToken"
    );
    get(&fake, &long, 200).await;
}

#[tokio::test]
async fn a_switch_sets_the_lifetime_of_all_tokens() {
    let switches = Switches {
        token_lifetime: 300,
        ..Switches::default()
    };
    let fake = FakeGraph::builder()
        .switches(switches)
        .clock(Clock::fixed(NOW))
        .start()
        .await
        .unwrap();
    let (token, expires_in) = request_token(&fake, None).await;
    assert_eq!(expires_in, 300);
    fake.clock().advance(Duration::from_secs(300));
    get(&fake, &token, 401).await;
    assert_eq!(fake.request_count_for(Operation::RequestToken), 1);
}

#[tokio::test]
async fn a_revoked_token_is_refused_and_a_new_one_is_accepted() {
    let fake = start().await;
    let (token, _) = request_token(&fake, None).await;
    get(&fake, &token, 200).await;
    fake.revoke_tokens();
    let refused = get(&fake, &token, 401).await;
    assert_eq!(refused.code(), "InvalidAuthenticationToken");
    assert!(
        !refused
            .header("www-authenticate")
            .contains("insufficient_claims")
    );
    let (token, _) = request_token(&fake, None).await;
    get(&fake, &token, 200).await;
    get(&fake, &fake.token(), 200).await;
}

#[tokio::test]
async fn clients_that_handle_challenges_get_one() {
    let fake = start_at(&Clock::fixed(NOW)).await;
    // Microsoft's clients write the capability in either case.
    for capability in ["cp1", "CP1"] {
        let capable = json!({ "access_token": { "xms_cc": { "values": [capability] } } });
        let (token, _) = request_token(&fake, Some(&capable)).await;
        fake.revoke_tokens();
        let refused = get(&fake, &token, 401).await;
        let claims = json!({
            "access_token": { "nbf": { "essential": true, "value": NOW.to_string() } }
        });
        assert_eq!(challenged_claims(&refused), claims);
        let (token, _) = request_token(&fake, Some(&claims)).await;
        get(&fake, &token, 200).await;
    }
    let token = fake.issue(AccessToken::application(&[]).continuous());
    fake.revoke_tokens();
    challenged_claims(&get(&fake, &token, 401).await);
}

#[tokio::test]
async fn a_challenge_can_be_injected() {
    let fake = start().await;
    let claims = json!({ "access_token": { "acrs": { "essential": true, "value": "c1" } } });
    fake.inject(Fault::claims_challenge(&claims.to_string()))
        .unwrap();
    let refused = get(&fake, &fake.token(), 401).await;
    assert_eq!(challenged_claims(&refused), claims);
    get(&fake, &fake.token(), 200).await;
}

#[tokio::test]
async fn a_token_says_what_it_was_made_with() {
    let fake = start().await;
    let token = AccessToken::application(&["Policy.Read.All"]);
    let strange = fake.issue(token.clone().audience("https://vault.azure.net"));
    get(&fake, &strange, 401).await;
    let nowhere = fake.issue(token.clone().tenant(uuid::Uuid::from_u128(9)));
    get(&fake, &nowhere, 401).await;
    let named = fake.issue(token.client_id("another"));
    let claims = named.split('.').nth(1).unwrap();
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(claims)
        .unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["appid"], "another");
    assert_eq!(claims["roles"], json!(["Policy.Read.All"]));
}
