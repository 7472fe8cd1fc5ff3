//! Access to Microsoft Graph: tenants, permissions, expired and revoked tokens.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msgraph_identity_fake::DEFAULT_TENANT_ID;
use msgraph_identity_fake::{AccessToken, Clock, FakeGraph, Fault, Operation, Seed};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exchange::{CONNECTORS, Exchange, FABRIKAM, Fake, PARTNERS, basic, read};
use crate::tokens::{self, CONTOSO, NOW};

#[tokio::test]
async fn each_tenant_has_its_own_partners() {
    let fabrikam: Uuid = FABRIKAM.parse().unwrap();
    let seed = Seed::with_tenants([CONTOSO, fabrikam]);
    let fake = Fake::of(FakeGraph::builder().seed(seed)).await;
    let partners = format!("v1.0/{PARTNERS}");
    for (tenant, partner) in [(CONTOSO, fabrikam), (fabrikam, CONTOSO)] {
        let permissions = ["Policy.ReadWrite.CrossTenantAccess"];
        let token = fake.issue(AccessToken::application(&permissions).tenant(tenant));
        let body = json!({ "tenantId": partner });
        let post = fake.request("POST", &partners).bearer_auth(&token);
        read(post.json(&body), 201).await;
        let get = fake.request("GET", &partners).bearer_auth(&token);
        let list = read(get, 200).await.json();
        assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
        assert_eq!(list["value"][0]["tenantId"], json!(partner));
    }
}

#[tokio::test]
async fn invalid_tokens_are_401() {
    let clock = Clock::fixed(NOW);
    let (fake, other) = (Fake::at(&clock).await, Fake::start().await);
    let good = fake.token();
    let (start, last) = good.split_at(good.len() - 1);
    let tampered = format!("{start}{}", if last == "A" { "B" } else { "A" });
    for token in ["x", "a.b.c", "..", &other.token(), &tampered, ""] {
        let answer = fake.list_as(token, 401).await;
        assert_eq!(answer.code(), "InvalidAuthenticationToken");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with("Bearer "));
    }
    let none = read(fake.request("GET", CONNECTORS), 401).await;
    assert_eq!(none.code(), "InvalidAuthenticationToken");
    fake.list_as(&good, 200).await;
    clock.advance(Duration::from_secs(3_599));
    let expired = fake.list_as(&good, 401).await.json();
    let message = "Lifetime validation failed, the token is expired.";
    assert_eq!(expired["error"]["message"], message);
}

#[tokio::test]
async fn missing_permissions_are_403_with_the_code_of_their_area() {
    let fake = Fake::start().await;
    let partners = format!("v1.0/{PARTNERS}");
    let with = |permissions: &[&str], request: RequestBuilder| {
        request.bearer_auth(fake.token_with(permissions))
    };
    let list = |path: &str| fake.request("GET", path);
    let readers = ["APIConnectors.Read.All", "Policy.Read.All"];
    read(with(&readers, list(CONNECTORS)), 200).await;
    read(with(&readers, list(&partners)), 200).await;
    let create = fake.request("POST", CONNECTORS).json(&basic("A"));
    let refused = read(with(&readers, create), 403).await;
    assert_eq!(refused.code(), "AADB2C");
    let create = fake
        .request("POST", &partners)
        .json(&json!({ "tenantId": FABRIKAM }));
    read(with(&readers, create), 403).await;
    let refused = read(with(&[], list(CONNECTORS)), 403).await;
    assert_eq!(refused.code(), "AADB2C");
    let needed = "(APIConnectors.Read.All, APIConnectors.ReadWrite.All)";
    assert!(refused.text.contains(needed), "{}", refused.text);
    let refused = read(with(&[], list(&partners)), 403).await;
    assert_eq!(refused.code(), "Authorization_RequestDenied");
    // Permissions of one area do not allow operations of the other.
    let policies = ["Policy.ReadWrite.CrossTenantAccess"];
    read(with(&policies, list(CONNECTORS)), 403).await;
    read(with(&policies, list(&partners)), 200).await;
}

#[tokio::test]
async fn a_switch_makes_tokens_optional() {
    let fake = Fake::with(|switches| switches.require_authentication = false).await;
    read(fake.request("GET", CONNECTORS), 200).await;
}

/// A token from the token endpoint, and its lifetime.
async fn request_token(fake: &Fake, claims: Option<&Value>) -> (String, i64) {
    let claims = claims.map(Value::to_string);
    let form = tokens::with("claims", claims.as_deref());
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
