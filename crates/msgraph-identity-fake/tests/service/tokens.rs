//! The token endpoint and the endpoints of managed identities.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use msgraph_identity_fake::{
    AccessToken, ApplicationSeed, Clock, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, FakeGraph,
    FederatedCredentialSeed, Operation, Seed, TenantSeed,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exchange::{Exchange, Fake, read};

const CERTIFICATE: &str = include_str!("../certificates/first.pem");
pub(crate) const CONTOSO: Uuid = Uuid::from_u128(0xc0);
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const GRAPH_SCOPE: &str = "https://graph.microsoft.com/.default";

pub(crate) async fn start() -> Fake {
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
    let mut seed = Seed::with_tenants([]);
    seed.tenants.push(tenant);
    Fake::of(FakeGraph::builder().seed(seed).clock(Clock::fixed(NOW))).await
}

/// Asks an endpoint such as `contoso.example/oauth2/v2.0/token` for a token.
pub(crate) async fn request_token(
    fake: &Fake,
    endpoint: &str,
    form: &[(&str, &str)],
    status: u16,
) -> Exchange {
    read(fake.request("POST", endpoint).form(form), status).await
}

pub(crate) fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

/// A valid form for v2.0, in which this parameter has another value, or none.
pub(crate) fn with<'a>(name: &'a str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("grant_type", "client_credentials"),
        ("client_id", DEFAULT_CLIENT_ID),
        ("client_secret", DEFAULT_CLIENT_SECRET),
        ("scope", GRAPH_SCOPE),
    ];
    form.retain(|(known, _)| *known != name);
    form.extend(value.map(|value| (name, value)));
    form
}

#[tokio::test]
async fn a_secret_gets_a_token_that_graph_accepts() {
    let fake = start().await;
    let own_scope = format!("{}/.default", fake.url());
    for (tenant, scope) in [
        (CONTOSO.to_string(), GRAPH_SCOPE),
        ("Contoso.example".to_owned(), own_scope.as_str()),
    ] {
        let endpoint = format!("{tenant}/oauth2/v2.0/token");
        let form = with("scope", Some(scope));
        let answer = request_token(&fake, &endpoint, &form, 200).await;
        assert_eq!(answer.header("cache-control"), "no-store, no-cache");
        let body = answer.json();
        assert_eq!(body["token_type"], "Bearer");
        assert_eq!(body["expires_in"], 3599);
        let token = body["access_token"].as_str().unwrap();
        fake.list_as(token, 200).await;
        let claims = claims(token);
        assert_eq!(claims["tid"], json!(CONTOSO));
        assert_eq!(claims["appid"], DEFAULT_CLIENT_ID);
        assert_eq!(claims["exp"], NOW + 3_599);
    }
}

#[tokio::test]
async fn refused_requests_have_aadsts_codes() {
    let fake = start().await;
    let user_read = "https://graph.microsoft.com/User.Read";
    let vault = "https://vault.example/.default";
    let endpoint = "contoso.example/oauth2/v2.0/token";
    for (name, value, status, error, code) in [
        ("client_secret", "wrong", 401, "invalid_client", 7_000_215),
        ("client_secret", "", 401, "invalid_client", 7_000_216),
        ("client_id", "nobody", 400, "unauthorized_client", 700_016),
        ("client_id", "", 400, "invalid_request", 900_144),
        ("grant_type", "", 400, "invalid_request", 900_144),
        (
            "grant_type",
            "password",
            400,
            "unsupported_grant_type",
            70_003,
        ),
        ("scope", "", 400, "invalid_request", 900_144),
        ("scope", user_read, 400, "invalid_scope", 1_002_012),
        ("scope", vault, 400, "invalid_resource", 500_011),
        (
            "scope",
            "a/.default b/.default",
            400,
            "invalid_scope",
            70_011,
        ),
    ] {
        let form = with(name, Some(value).filter(|value| !value.is_empty()));
        let answer = request_token(&fake, endpoint, &form, status).await;
        let body = answer.json();
        assert_eq!(body["error"], error);
        assert_eq!(body["error_codes"], json!([code]));
        let description = body["error_description"].as_str().unwrap();
        let start = format!("AADSTS{code}: ");
        assert!(description.starts_with(&start), "{description}");
        assert!(description.contains("\r\nTrace ID: "), "{description}");
        assert_eq!(body["timestamp"], "2027-01-15 08:00:00Z");
        assert!(!answer.text.contains("wrong"), "the secret is not repeated");
    }
    let form = with("client_id", Some(DEFAULT_CLIENT_ID));
    let nowhere = request_token(&fake, "nowhere/oauth2/v2.0/token", &form, 400).await;
    assert_eq!(nowhere.json()["error_codes"], json!([90_002]));
    let get = read(fake.request("GET", endpoint), 400).await;
    assert_eq!(get.json()["error_codes"], json!([900_561]));
}

#[tokio::test]
async fn the_v1_endpoint_issues_tokens_for_a_resource() {
    let fake = start().await;
    let endpoint = "contoso.example/oauth2/token";
    let form = |name: &'static str, value: &'static str| {
        let mut form = with("scope", None);
        form.retain(|(known, _)| *known != name);
        form.push((name, value));
        form
    };
    for resource in [
        "https://graph.microsoft.com",
        "https://graph.microsoft.com/",
        "00000003-0000-0000-c000-000000000000",
    ] {
        let form = form("resource", resource);
        let body = request_token(&fake, endpoint, &form, 200).await.json();
        assert_eq!(body["expires_in"], "3599");
        assert_eq!(body["resource"], resource);
        assert_eq!(body["expires_on"], (NOW + 3_599).to_string());
        fake.list_as(body["access_token"].as_str().unwrap(), 200)
            .await;
    }
    for (form, status, code) in [
        (form("scope", GRAPH_SCOPE), 400, 900_144),
        (form("resource", "https://vault.example"), 400, 500_011),
        (form("client_secret", "wrong"), 401, 7_000_215),
    ] {
        let answer = request_token(&fake, endpoint, &form, status).await;
        assert_eq!(answer.json()["error_codes"], json!([code]));
    }
    let v2 = "contoso.example/oauth2/v2.0/token";
    let both = with("resource", Some("https://graph.microsoft.com"));
    let refused = request_token(&fake, v2, &both, 400).await;
    assert_eq!(refused.json()["error_codes"], json!([901_002]));
    assert_eq!(fake.requests_for(Operation::RequestToken).len(), 7);
}

#[tokio::test]
async fn managed_identities_get_tokens_from_app_service_and_imds() {
    let fake = start().await;
    let resource = "resource=https%3A%2F%2Fgraph.microsoft.com";
    let app_service = format!("msi/token?api-version=2019-08-01&{resource}");
    let machine = format!("metadata/identity/oauth2/token?api-version=2018-02-01&{resource}");
    for (path, (name, value), message) in [
        (&app_service, ("x-identity-header", "any"), "message"),
        (&machine, ("metadata", "true"), "error_description"),
    ] {
        let answer = read(fake.request("GET", path).header(name, value), 200)
            .await
            .json();
        assert_eq!(answer["expires_on"], (NOW + 3_599).to_string());
        assert_eq!(answer["resource"], "https://graph.microsoft.com");
        let token = answer["access_token"].as_str().unwrap();
        fake.list_as(token, 200).await;
        read(fake.request("GET", path), 400).await;
        let other = fake.request("GET", format!("{path}&client_id=nobody"));
        let refused = read(other.header(name, value), 400).await;
        // Each endpoint has its own shape of errors.
        assert_eq!(refused.json()[message], "Identity not found");
    }
}

#[tokio::test]
async fn openid_configuration_names_the_token_endpoint() {
    let fake = start().await;
    let root = format!("{}/{CONTOSO}", fake.url());
    for (version, token_endpoint) in [
        ("v2.0/", format!("{root}/oauth2/v2.0/token")),
        ("", format!("{root}/oauth2/token")),
    ] {
        let path = format!("contoso.example/{version}.well-known/openid-configuration");
        let configuration = read(fake.request("GET", path), 200).await.json();
        assert_eq!(configuration["token_endpoint"], token_endpoint);
        let keys = configuration["jwks_uri"].as_str().unwrap();
        let keys = keys.strip_prefix(&format!("{}/", fake.url())).unwrap();
        let keys = read(fake.request("GET", keys), 200).await.json();
        assert_eq!(keys, json!({ "keys": [] }));
    }
    let discovery = "common/discovery/instance?api-version=1.1";
    read(fake.request("GET", discovery), 200).await;
}

#[tokio::test]
async fn delegated_permissions_are_accepted() {
    let fake = start().await;
    for (permissions, status) in [
        (["APIConnectors.ReadWrite.All", "User.Read"], 200),
        (["User.Read", "User.ReadWrite"], 403),
    ] {
        let token = fake.issue(AccessToken::delegated(&permissions));
        fake.list_as(&token, status).await;
    }
}
