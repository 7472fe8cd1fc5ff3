//! Several tenants in one fake, tokens and permissions.

use std::time::Duration;

use msgraph_identity_fake::{AccessToken, Clock, FakeGraph, Seed};
use reqwest::RequestBuilder;
use serde_json::json;
use uuid::Uuid;

use crate::exchange::{CONNECTORS, FABRIKAM, Fake, PARTNERS, basic, read};

const CONTOSO: Uuid = Uuid::from_u128(0xc0);

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
    let clock = Clock::fixed(1_800_000_000);
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
