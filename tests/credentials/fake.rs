//! A fake with an application that can prove itself in every way, and clients for it.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use msgraph_identity::credential::{Credential, client_secret};
use msgraph_identity::generated::core::Random;
use msgraph_identity::{CustomCloud, Error, Graph, GraphBuilder};
use msgraph_identity_fake::{
    ALL_PERMISSIONS, ApplicationSeed, FakeGraph, FakeServer, FederatedCredentialSeed, Operation,
    RecordedRequest, Seed, TenantSeed,
};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

pub(crate) const TENANT: &str = "11111111-1111-4111-8111-111111111111";
pub(crate) const DOMAIN: &str = "contoso.example";
pub(crate) const CLIENT_ID: &str = "22222222-2222-4222-8222-222222222222";
/// Characters that forms and JSON write in ways of their own.
pub(crate) const SECRET: &str = "s3cr&t +/=\"\\~ü";

/// The application's certificate; the thumbprint is what `openssl dgst -sha256` tells of its DER form.
pub(crate) const CERTIFICATE: &str = include_str!("../certificates/application.pem");
pub(crate) const CERTIFICATE_KEY: &str = include_str!("../certificates/application-key.pem");
pub(crate) const ISSUER: &str = include_str!("../certificates/issuer.pem");
pub(crate) const THUMBPRINT_SHA256: &str = "Cg9LH-Wi94FcfOA175McBb_36s2kpvTGBSi64-_WFkw";

pub(crate) async fn start() -> FakeServer {
    let application = ApplicationSeed {
        client_id: CLIENT_ID.to_owned(),
        client_secrets: vec![SECRET.to_owned()],
        certificates: vec![CERTIFICATE.to_owned()],
        federated_credentials: vec![FederatedCredentialSeed {
            issuer: "https://oidc.example/cluster".to_owned(),
            subject: "system:serviceaccount:onboarding:worker".to_owned(),
            audience: "api://AzureADTokenExchange".to_owned(),
            certificate: None,
        }],
        permissions: ALL_PERMISSIONS.map(str::to_owned).to_vec(),
        managed_identity: true,
    };
    let seed = Seed {
        tenants: vec![TenantSeed {
            id: TENANT.parse().unwrap(),
            domain: Some(DOMAIN.to_owned()),
            applications: vec![application],
            ..TenantSeed::default()
        }],
        ..Seed::default()
    };
    FakeGraph::builder().seed(seed).start().await.unwrap()
}

pub(crate) fn builder(fake: &FakeServer, credential: impl Into<Credential>) -> GraphBuilder {
    builder_at(&fake.https_url(), fake.certificate_pem(), credential)
}

/// A client of a fake that listens there, with waits of no length.
pub(crate) fn builder_at(
    origin: &str,
    certificate_pem: &str,
    credential: impl Into<Credential>,
) -> GraphBuilder {
    let cloud = CustomCloud::parse(origin).unwrap();
    Graph::builder(credential)
        .cloud(cloud.login_host(origin).unwrap())
        .root_certificates(certificate_pem)
        .http_client_builder(reqwest::Client::builder().no_proxy())
        .random(Random::new(|| 0.0))
}

pub(crate) fn client(fake: &FakeServer, credential: impl Into<Credential>) -> Graph {
    builder(fake, credential).build().unwrap()
}

pub(crate) fn client_with_secret(fake: &FakeServer) -> Graph {
    client(fake, client_secret(TENANT, CLIENT_ID, SECRET))
}

/// A file with a token of the issuer that the application trusts.
pub(crate) fn token_file() -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(&file, workload_token()).unwrap();
    file
}

/// Lists the connectors, of which there are none.
pub(crate) async fn list(graph: &Graph) -> Result<(), Error> {
    let connectors = graph.v1().api_connectors().list().all().await?;
    assert!(connectors.is_empty());
    Ok(())
}

/// What comes of a list with this credential.
pub(crate) async fn list_with(
    fake: &FakeServer,
    credential: impl Into<Credential>,
) -> Result<(), Error> {
    list(&builder(fake, credential).build()?).await
}

pub(crate) fn token_requests(fake: &FakeServer) -> Vec<Arc<RecordedRequest>> {
    fake.requests_for(Operation::RequestToken)
}

/// A parameter of the form that was posted.
pub(crate) fn parameter(request: &RecordedRequest, name: &str) -> Option<String> {
    let mut form = form_urlencoded::parse(request.body());
    let found = form.find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}

/// Header and claims of a JSON Web Token.
pub(crate) fn read_jwt(token: &str) -> [Value; 2] {
    let mut parts = token.split('.');
    [(); 2].map(|()| {
        let part = URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap();
        serde_json::from_slice(&part).unwrap()
    })
}

/// A token of the issuer that the application trusts. The fake does not look at its signature.
pub(crate) fn workload_token() -> String {
    let claims = json!({
        "iss": "https://oidc.example/cluster",
        "sub": "system:serviceaccount:onboarding:worker",
        "aud": "api://AzureADTokenExchange",
        "exp": 4_000_000_000_u32,
    });
    let encode = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = encode(json!({ "alg": "RS256" }));
    format!("{header}.{}.c2lnbmF0dXJl", encode(claims))
}
