//! Several tenants in one fake, and who may do what.

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
async fn both_sides_of_a_synchronization_can_be_played() {
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
        )
        .await
        .expect(201);
        let list = send_as(&fake, token, "GET", &partners, None)
            .await
            .expect(200)
            .json();
        assert_eq!(list["value"].as_array().map(Vec::len), Some(1));
        assert_eq!(list["value"][0]["tenantId"], partner);
    }
}

#[tokio::test]
async fn bad_tokens_are_401() {
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
        let answer = send_as(&fake, token, "GET", path, None).await.expect(401);
        assert_eq!(answer.code(), "InvalidAuthenticationToken");
        assert!(answer.header("www-authenticate").starts_with("Bearer "));
    }
    let none = read(request(&fake, "GET", &format!("{path}"))).await;
    assert_eq!(none.expect(401).code(), "InvalidAuthenticationToken");
    send_as(&fake, &good, "GET", path, None).await.expect(200);
    clock.advance(Duration::from_secs(3_599));
    let expired = send_as(&fake, &good, "GET", path, None).await.expect(401);
    assert_eq!(
        expired.json()["error"]["message"],
        "Lifetime validation failed, the token is expired."
    );
}

#[tokio::test]
async fn missing_permissions_are_403_each_area_with_its_own_code() {
    let fake = start().await;
    let reader = fake.token_with(&["APIConnectors.Read.All", "Policy.Read.All"]);
    let nobody = fake.token_with(&[]);
    let connectors = CONNECTORS;
    let partners = format!("v1.0/{PARTNERS}");
    send_as(&fake, &reader, "GET", connectors, None)
        .await
        .expect(200);
    send_as(&fake, &reader, "GET", &partners, None)
        .await
        .expect(200);
    let refused = send_as(&fake, &nobody, "GET", connectors, None)
        .await
        .expect(403);
    assert_eq!(refused.code(), "AADB2C");
    assert!(
        refused
            .text
            .contains("(APIConnectors.Read.All, APIConnectors.ReadWrite.All)")
    );
    let refused = send_as(&fake, &reader, "POST", connectors, Some(&basic("A")))
        .await
        .expect(403);
    assert_eq!(refused.code(), "AADB2C");
    let refused = send_as(&fake, &nobody, "GET", &partners, None)
        .await
        .expect(403);
    assert_eq!(refused.code(), "Authorization_RequestDenied");
    let body = json!({ "tenantId": FABRIKAM });
    send_as(&fake, &reader, "POST", &partners, Some(&body))
        .await
        .expect(403);
    // Permissions of one area are no use in the other.
    let other = fake.token_with(&["Policy.ReadWrite.CrossTenantAccess"]);
    send_as(&fake, &other, "GET", connectors, None)
        .await
        .expect(403);
    send_as(&fake, &other, "GET", &partners, None)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_switch_turns_tokens_off() {
    let switches = Switches {
        require_authentication: false,
        ..Switches::default()
    };
    let fake = start_with(switches).await;
    read(request(&fake, "GET", CONNECTORS)).await.expect(200);
}
