//! Several tenants in one fake, and permissions.

use crate::exchange::{CONNECTORS, basic, read, request, send_as, start, start_at, start_with};
use msgraph_identity_fake::{AccessToken, Clock, FakeGraph, FakeServer, Seed, Switches};
use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use crate::partners::{FABRIKAM, PARTNERS};

const CONTOSO: Uuid = Uuid::from_u128(0xc0);

async fn two_tenants() -> FakeServer {
    let seed = Seed::with_tenants([CONTOSO, FABRIKAM.parse().unwrap()]);
    FakeGraph::builder().seed(seed).start().await.unwrap()
}

#[tokio::test]
async fn each_tenant_has_its_own_partners() {
    let fake = two_tenants().await;
    let token = |tenant: Uuid| {
        fake.issue(AccessToken::application(&["Policy.ReadWrite.CrossTenantAccess"]).tenant(tenant))
    };
    let (contoso, fabrikam) = (token(CONTOSO), token(FABRIKAM.parse().unwrap()));
    let partners = format!("v1.0/{PARTNERS}");
    for (token, partner) in [
        (&contoso, FABRIKAM.to_owned()),
        (&fabrikam, CONTOSO.to_string()),
    ] {
        send_as(
            &fake,
            token,
            "POST",
            &partners,
            Some(&json!({ "tenantId": partner })),
            201,
        )
        .await;
        let list = send_as(&fake, token, "GET", &partners, None, 200)
            .await
            .json();
        assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
        assert_eq!(list["value"][0]["tenantId"], partner);
    }
}

#[tokio::test]
async fn invalid_tokens_are_401() {
    let clock = Clock::fixed(1_800_000_000);
    let fake = start_at(&clock).await;
    let other = start().await;
    let path = CONNECTORS;
    let good = fake.token();
    let tampered = format!("{}A", good.strip_suffix(&good[good.len() - 1..]).unwrap());
    let tampered = if tampered == good {
        format!("{}B", &good[..good.len() - 1])
    } else {
        tampered
    };
    for token in ["x", "a.b.c", "..", &other.token(), &tampered, ""] {
        let answer = send_as(&fake, token, "GET", path, None, 401).await;
        assert_eq!(answer.code(), "InvalidAuthenticationToken");
        assert!(answer.header("www-authenticate").starts_with("Bearer "));
    }
    let none = read(request(&fake, "GET", path), 401).await;
    assert_eq!(none.code(), "InvalidAuthenticationToken");
    send_as(&fake, &good, "GET", path, None, 200).await;
    clock.advance(Duration::from_secs(3_599));
    let expired = send_as(&fake, &good, "GET", path, None, 401).await;
    assert_eq!(
        expired.json()["error"]["message"],
        "Lifetime validation failed, the token is expired."
    );
}

#[tokio::test]
async fn missing_permissions_are_403_with_the_code_of_their_area() {
    let fake = start().await;
    let reader = fake.token_with(&["APIConnectors.Read.All", "Policy.Read.All"]);
    let nobody = fake.token_with(&[]);
    let connectors = CONNECTORS;
    let partners = format!("v1.0/{PARTNERS}");
    send_as(&fake, &reader, "GET", connectors, None, 200).await;
    send_as(&fake, &reader, "GET", &partners, None, 200).await;
    let refused = send_as(&fake, &nobody, "GET", connectors, None, 403).await;
    assert_eq!(refused.code(), "AADB2C");
    assert!(
        refused
            .text
            .contains("(APIConnectors.Read.All, APIConnectors.ReadWrite.All)")
    );
    let refused = send_as(&fake, &reader, "POST", connectors, Some(&basic("A")), 403).await;
    assert_eq!(refused.code(), "AADB2C");
    let refused = send_as(&fake, &nobody, "GET", &partners, None, 403).await;
    assert_eq!(refused.code(), "Authorization_RequestDenied");
    let body = json!({ "tenantId": FABRIKAM });
    send_as(&fake, &reader, "POST", &partners, Some(&body), 403).await;
    // Permissions of one area do not allow operations of the other.
    let other = fake.token_with(&["Policy.ReadWrite.CrossTenantAccess"]);
    send_as(&fake, &other, "GET", connectors, None, 403).await;
    send_as(&fake, &other, "GET", &partners, None, 200).await;
}

#[tokio::test]
async fn a_switch_makes_tokens_optional() {
    let switches = Switches {
        require_authentication: false,
        ..Switches::default()
    };
    let fake = start_with(switches).await;
    read(request(&fake, "GET", CONNECTORS), 200).await;
}
