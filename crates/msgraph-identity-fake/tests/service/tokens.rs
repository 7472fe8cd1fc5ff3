//! The token endpoint and the endpoints of managed identities.

use crate::exchange::{CONNECTORS, Exchange, http, read, send_as};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use msgraph_identity_fake::{
    AccessToken, ApplicationSeed, Clock, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, FakeGraph,
    FakeServer, FederatedCredentialSeed, Operation, Seed, Switches, TenantSeed,
};
use serde_json::{Value, json};
use uuid::Uuid;

const CERTIFICATE: &str = include_str!("../certificates/first.pem");
pub(crate) const CONTOSO: Uuid = Uuid::from_u128(0xc0);
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const GRAPH_SCOPE: &str = "https://graph.microsoft.com/.default";

pub(crate) async fn start() -> FakeServer {
    let application = ApplicationSeed {
        client_id: "tool".into(),
        certificates: vec![CERTIFICATE.into()],
        federated_credentials: vec![FederatedCredentialSeed {
            issuer: "https://token.actions.example".into(),
            subject: "repo:contoso/tool".into(),
            audience: "api://AzureADTokenExchange".into(),
            certificate: Some(CERTIFICATE.into()),
        }],
        permissions: vec!["APIConnectors.Read.All".into()],
        ..ApplicationSeed::default()
    };
    let mut tenant = TenantSeed::with_default_application(CONTOSO);
    tenant.domain = Some("contoso.example".into());
    tenant.applications.push(application);
    let seed = Seed {
        switches: Switches::default(),
        tenants: vec![tenant],
    };
    FakeGraph::builder()
        .seed(seed)
        .clock(Clock::fixed(NOW))
        .start()
        .await
        .unwrap()
}

pub(crate) async fn request_token(
    fake: &FakeServer,
    tenant: &str,
    form: &[(&str, &str)],
    status: u16,
) -> Exchange {
    let url = format!("{}/{tenant}/oauth2/v2.0/token", fake.url());
    read(http().post(url).form(form), status).await
}

fn secret_form<'a>(secret: &'a str, scope: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("grant_type", "client_credentials"),
        ("client_id", DEFAULT_CLIENT_ID),
        ("client_secret", secret),
        ("scope", scope),
    ]
}

#[tokio::test]
async fn a_secret_gets_a_token_that_graph_accepts() {
    let fake = start().await;
    let own_scope = format!("{}/.default", fake.url());
    for (tenant, scope) in [
        (CONTOSO.to_string(), GRAPH_SCOPE),
        ("Contoso.example".to_owned(), own_scope.as_str()),
    ] {
        let answer = request_token(
            &fake,
            &tenant,
            &secret_form(DEFAULT_CLIENT_SECRET, scope),
            200,
        )
        .await;
        assert_eq!(answer.header("cache-control"), "no-store, no-cache");
        let body = answer.json();
        assert_eq!(
            (&body["token_type"], &body["expires_in"]),
            (&json!("Bearer"), &json!(3599))
        );
        let token = body["access_token"].as_str().unwrap();
        send_as(&fake, token, "GET", CONNECTORS, None, 200).await;
        let claims = URL_SAFE_NO_PAD
            .decode(token.split('.').nth(1).unwrap())
            .unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(
            (&claims["tid"], &claims["appid"]),
            (&json!(CONTOSO), &json!(DEFAULT_CLIENT_ID))
        );
        assert_eq!(claims["exp"], NOW + 3_599);
    }
}

#[tokio::test]
async fn refused_requests_have_aadsts_codes() {
    let fake = start().await;
    let tenant = CONTOSO.to_string();
    let without = |name: &str| -> Vec<(&str, &str)> {
        secret_form(DEFAULT_CLIENT_SECRET, GRAPH_SCOPE)
            .into_iter()
            .filter(|(known, _)| *known != name)
            .collect()
    };
    let with = |name: &'static str, value: &'static str| -> Vec<(&str, &str)> {
        let mut form = without(name);
        form.push((name, value));
        form
    };
    for (form, status, error, code) in [
        (
            with("client_secret", "wrong"),
            401,
            "invalid_client",
            7_000_215,
        ),
        (without("client_secret"), 401, "invalid_client", 7_000_216),
        (
            with("client_id", "nobody"),
            400,
            "unauthorized_client",
            700_016,
        ),
        (without("client_id"), 400, "invalid_request", 900_144),
        (without("grant_type"), 400, "invalid_request", 900_144),
        (
            with("grant_type", "password"),
            400,
            "unsupported_grant_type",
            70_003,
        ),
        (without("scope"), 400, "invalid_request", 900_144),
        (
            with("scope", "https://graph.microsoft.com/User.Read"),
            400,
            "invalid_scope",
            1_002_012,
        ),
        (
            with("scope", "https://vault.example/.default"),
            400,
            "invalid_resource",
            500_011,
        ),
        (
            with("scope", "a/.default b/.default"),
            400,
            "invalid_scope",
            70_011,
        ),
    ] {
        let answer = request_token(&fake, &tenant, &form, status).await;
        let body = answer.json();
        assert_eq!(
            (&body["error"], &body["error_codes"]),
            (&json!(error), &json!([code]))
        );
        let description = body["error_description"].as_str().unwrap();
        assert!(
            description.starts_with(&format!("AADSTS{code}: ")),
            "{description}"
        );
        assert!(description.contains("\r\nTrace ID: "), "{description}");
        assert_eq!(body["timestamp"], "2027-01-15 08:00:00Z");
        assert!(!answer.text.contains("wrong"), "the secret is not repeated");
    }
    let form = secret_form(DEFAULT_CLIENT_SECRET, GRAPH_SCOPE);
    let nowhere = request_token(&fake, "nowhere", &form, 400).await;
    assert_eq!(nowhere.json()["error_codes"], json!([90_002]));
    let get = http().get(format!("{}/{tenant}/oauth2/v2.0/token", fake.url()));
    assert_eq!(read(get, 400).await.json()["error_codes"], json!([900_561]));
}

#[tokio::test]
async fn managed_identities_get_tokens_from_app_service_and_imds() {
    let fake = start().await;
    let resource = "resource=https%3A%2F%2Fgraph.microsoft.com";
    let app_service = format!("{}/msi/token?api-version=2019-08-01&{resource}", fake.url());
    let machine = format!(
        "{}/metadata/identity/oauth2/token?api-version=2018-02-01&{resource}",
        fake.url()
    );
    for (url, header, message) in [
        (&app_service, ("x-identity-header", "any"), "message"),
        (&machine, ("metadata", "true"), "error_description"),
    ] {
        let answer = read(http().get(url).header(header.0, header.1), 200)
            .await
            .json();
        assert_eq!(answer["expires_on"], (NOW + 3_599).to_string());
        assert_eq!(answer["resource"], "https://graph.microsoft.com");
        let token = answer["access_token"].as_str().unwrap();
        send_as(&fake, token, "GET", CONNECTORS, None, 200).await;
        read(http().get(url), 400).await;
        let other = format!("{url}&client_id=nobody");
        let refused = read(http().get(other).header(header.0, header.1), 400).await;
        // Each endpoint has its own shape of errors.
        assert_eq!(refused.json()[message], "Identity not found");
    }
}

#[tokio::test]
async fn openid_configuration_names_the_token_endpoint() {
    let fake = start().await;
    let url = format!(
        "{}/contoso.example/v2.0/.well-known/openid-configuration",
        fake.url()
    );
    let configuration = read(http().get(url), 200).await.json();
    let token_endpoint = format!("{}/{CONTOSO}/oauth2/v2.0/token", fake.url());
    assert_eq!(configuration["token_endpoint"], token_endpoint);
    let keys = configuration["jwks_uri"].as_str().unwrap();
    assert_eq!(
        read(http().get(keys), 200).await.json(),
        json!({ "keys": [] })
    );
    let discovery = format!("{}/common/discovery/instance?api-version=1.1", fake.url());
    read(http().get(discovery), 200).await;
}

#[tokio::test]
async fn delegated_permissions_are_accepted() {
    let fake = start().await;
    let token = fake.issue(
        AccessToken::delegated(&["APIConnectors.ReadWrite.All", "User.Read"]).tenant(CONTOSO),
    );
    send_as(&fake, &token, "GET", CONNECTORS, None, 200).await;
    let token = fake.issue(AccessToken::delegated(&["User.Read"]).tenant(CONTOSO));
    send_as(&fake, &token, "GET", CONNECTORS, None, 403).await;
}

#[tokio::test]
async fn the_v1_endpoint_issues_tokens_for_a_resource() {
    let fake = start().await;
    let url = |tenant: &str| format!("{}/{tenant}/oauth2/token", fake.url());
    let form = |name: &'static str, value: &'static str| {
        let mut form = secret_form(DEFAULT_CLIENT_SECRET, GRAPH_SCOPE).to_vec();
        form.retain(|(known, _)| *known != "scope" && *known != name);
        form.push((name, value));
        form
    };
    for (tenant, resource) in [
        (CONTOSO.to_string(), "https://graph.microsoft.com"),
        ("contoso.example".to_owned(), "https://graph.microsoft.com/"),
        (CONTOSO.to_string(), "00000003-0000-0000-c000-000000000000"),
    ] {
        let answer = read(
            http().post(url(&tenant)).form(&form("resource", resource)),
            200,
        )
        .await;
        let body = answer.json();
        assert_eq!(
            (&body["expires_in"], &body["resource"]),
            (&json!("3599"), &json!(resource))
        );
        assert_eq!(body["expires_on"], (NOW + 3_599).to_string());
        let token = body["access_token"].as_str().unwrap();
        send_as(&fake, token, "GET", CONNECTORS, None, 200).await;
    }
    for (form, status, code) in [
        (form("scope", GRAPH_SCOPE), 400, 900_144),
        (form("resource", "https://vault.example"), 400, 500_011),
        (form("client_secret", "wrong"), 401, 7_000_215),
    ] {
        let answer = read(http().post(url("contoso.example")).form(&form), status).await;
        assert_eq!(answer.json()["error_codes"], json!([code]));
    }
    let mut both = secret_form(DEFAULT_CLIENT_SECRET, GRAPH_SCOPE).to_vec();
    both.push(("resource", "https://graph.microsoft.com"));
    let refused = request_token(&fake, "contoso.example", &both, 400).await;
    assert_eq!(refused.json()["error_codes"], json!([901_002]));
    let path = "contoso.example/.well-known/openid-configuration";
    let configuration = read(http().get(format!("{}/{path}", fake.url())), 200).await;
    assert_eq!(
        configuration.json()["token_endpoint"],
        url(&CONTOSO.to_string())
    );
    assert_eq!(fake.requests_for(Operation::RequestToken).len(), 7);
}
