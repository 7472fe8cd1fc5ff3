//! Several tenants in one fake, and who may do what.

use std::time::Duration;

use msgraph_identity_fake::{AccessToken, Clock, FakeGraph, FakeServer, Seed, Switches};
use serde_json::json;
use uuid::Uuid;

use crate::connectors::basic;
use crate::exchange::{get, http, read, send, send_as, start};
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
    let fake = FakeGraph::builder()
        .clock(clock.clone())
        .start()
        .await
        .unwrap();
    let other = start().await;
    let path = "v1.0/identity/apiConnectors";
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
    let none = read(
        http()
            .get(format!("{}/{path}", fake.url()))
            .send()
            .await
            .unwrap(),
    )
    .await;
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
    let connectors = "v1.0/identity/apiConnectors";
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
    let fake = FakeGraph::builder()
        .switches(switches)
        .start()
        .await
        .unwrap();
    let answer = http()
        .get(format!("{}/v1.0/identity/apiConnectors", fake.url()))
        .send()
        .await
        .unwrap();
    read(answer).await.expect(200);
}

#[tokio::test]
async fn a_seed_fills_tenants() {
    let seed = Seed::from_yaml(&format!(
        "
tenants:
  - id: {CONTOSO}
    applications:
      - client_id: tool
        permissions: [Policy.Read.All]
    connectors:
      - id: 45715bb8-13f9-4bf6-927f-ef96c102d394
        displayName: Check loyalty
        targetUrl: https://x.example/api
        authenticationConfiguration:
          '@odata.type': '#microsoft.graph.basicAuthentication'
          username: u
          password: p
    partners:
      - tenantId: {FABRIKAM}
        identitySynchronization:
          displayName: Fabrikam
          groupSyncInbound: {{ isSyncAllowed: true }}
"
    ))
    .unwrap();
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    let connector = get(
        &fake,
        "v1.0/identity/apiConnectors/45715bb8-13f9-4bf6-927f-ef96c102d394",
    )
    .await;
    assert_eq!(connector.expect(200).json()["displayName"], "Check loyalty");
    let path = format!("beta/{PARTNERS}/{FABRIKAM}/identitySynchronization");
    assert_eq!(
        get(&fake, &path).await.expect(200).json()["groupSyncInbound"]["isSyncAllowed"],
        true
    );
    assert_eq!(fake.applications()[0].client_id, "tool");
    assert_eq!(fake.applications()[0].tenant_id, CONTOSO);
    send(&fake, "DELETE", &path, None).await.expect(204);
}

#[test]
fn a_seed_that_graph_would_refuse_is_refused() {
    let tenant = |what: &str| format!("tenants: [{{ id: {CONTOSO}, {what} }}]");
    for (yaml, problem) in [
        ("", "missing field `tenants`"),
        ("tenants: [", "line 2"),
        ("tenants: []", "tenants: there is no tenant"),
        ("tenant: []", "unknown field `tenant`"),
        ("tenants: [{ id: 1 }]", "tenants[0].id"),
        (
            &tenant("conectors: []"),
            "tenants[0]: unknown field `conectors`",
        ),
        (
            &tenant("connectors: [{ displayname: x }]"),
            "tenants[0].connectors[0]: Invalid property 'displayname'.",
        ),
        (
            &tenant("connectors: [{ id: a/b }]"),
            "tenants[0].connectors[0]: Property 'id'",
        ),
        (
            &tenant("partners: [{}]"),
            "tenants[0].partners[0]: Property 'tenantId' is required.",
        ),
        (
            &tenant(&format!(
                "partners: [{{ tenantId: {FABRIKAM} }}, {{ tenantId: {FABRIKAM} }}]"
            )),
            "tenants[0].partners[1]: the partner",
        ),
        (
            &tenant(&format!("partners: [{{ tenantId: {CONTOSO} }}]")),
            "tenants[0].partners[0]: a tenant can't be a partner of itself",
        ),
        (
            &tenant("applications: [{ client_id: x, certificates: [x] }]"),
            "tenants[0].applications[0].certificates[0]: no certificate as PEM",
        ),
        (
            &tenant("applications: [{ client_id: x }, { client_id: x }]"),
            "tenants[0].applications[1]: the application x is there already",
        ),
        (
            &format!("{{ switches: {{ page_size: 0 }}, tenants: [{{ id: {CONTOSO} }}] }}"),
            "switches.page_size: a page holds one item at least",
        ),
        ("{ switches: { page_sise: 1 }, tenants: [] }", "page_sise"),
    ] {
        let error = match Seed::from_yaml(yaml) {
            Err(error) => error,
            Ok(seed) => FakeGraph::builder().seed(seed).build().expect_err(problem),
        };
        assert!(error.to_string().contains(problem), "{error}");
    }
}
