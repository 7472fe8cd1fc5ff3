//! The outcomes that a call may have.

use std::fmt::Debug;
use std::time::Duration;

use msgraph_identity::credential::{self, Credential};
use msgraph_identity::{CustomCloud, Graph, RetryPolicy, SyncUpdate, Version, VersionedClient};
use msgraph_identity_fake::{
    ALL_PERMISSIONS, ApplicationSeed, CutPoint, DEFAULT_TENANT_ID, FakeGraph, FakeServer, Fault,
    FaultKind, Operation, Seed,
};

use crate::canaries::Canaries;
use crate::operations::Operations;

/// The name of an outcome, and the fault of every request.
pub(crate) type Outcome = (&'static str, Option<Fault>);

const TIMEOUT: &str = "timeout";
const CANCEL: &str = "cancel";

pub(crate) fn all() -> impl Iterator<Item = Outcome> {
    let cut = |at| Fault::new(FaultKind::Cut { at, effect: true });
    let content_type = FaultKind::ContentType("text/html".to_owned());
    let slow = || Fault::new(FaultKind::Delay { milliseconds: 100 });
    let faults = [
        ("client error", Fault::error(400, "Request_BadRequest")),
        ("server error", Fault::error(503, "ServiceUnavailable")),
        ("no token", Fault::error(401, "InvalidAuthenticationToken")),
        ("redirect", Fault::redirect(307, "https://evil.example/")),
        ("malformed JSON", Fault::new(FaultKind::MalformedJson)),
        ("other content", Fault::new(content_type)),
        ("cut before the head", cut(CutPoint::BeforeHead)),
        ("cut in the body", cut(CutPoint::InBody)),
        (TIMEOUT, slow()),
        (CANCEL, slow()),
    ];
    let faults = faults.map(|(name, fault)| (name, Some(fault.always())));
    std::iter::once(("success", None)).chain(faults)
}

const CONNECTOR: &str = "33333333-3333-4333-8333-333333333333";
const CLIENT_ID: &str = "22222222-2222-4222-8222-222222222222";
const PARTNER: &str = "44444444-4444-4444-8444-444444444444";

/// Starts a service with an application, a connector and a partner, whose requests have this outcome.
async fn fake(outcome: &Outcome, client_secret: &str) -> FakeServer {
    let seed = format!(
        "tenants: [{{ id: {DEFAULT_TENANT_ID}, partners: [{{ tenantId: {PARTNER} }}], connectors: [{{ id: {CONNECTOR}, displayName: Vet,
            targetUrl: 'https://x.example', authenticationConfiguration: {{ '@odata.type': '#microsoft.graph.basicAuthentication',
            username: svc, password: x }} }}] }}]"
    );
    let mut seed = Seed::from_yaml(&seed).unwrap();
    seed.tenants[0].applications.push(ApplicationSeed {
        client_id: CLIENT_ID.to_owned(),
        client_secrets: vec![client_secret.to_owned()],
        permissions: ALL_PERMISSIONS.map(str::to_owned).to_vec(),
        ..ApplicationSeed::default()
    });
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    if let Some(fault) = &outcome.1 {
        fake.inject(fault.clone()).unwrap();
    }
    fake
}

/// Calls all operations of both versions with this outcome. Returns the secrets and everything that was shown.
pub(crate) async fn run(outcome: &Outcome) -> (Canaries, Vec<String>) {
    let fake = fake(outcome, Canaries::CLIENT_SECRET).await;
    let mut canaries = Canaries::new(fake.token());
    let mut shown = Vec::new();

    let cloud = CustomCloud::parse_allowing_insecure_loopback(&fake.url()).unwrap();
    let credential = credential::static_token(canaries.token());
    let graph = graph(credential, cloud, &fake, outcome, &mut shown);
    call_all(graph.v1(), outcome, &canaries, &mut shown).await;
    call_all(graph.beta(), outcome, &canaries, &mut shown).await;
    let beta = graph.beta();
    let mut operations = operations(beta.clone(), outcome, &canaries, &mut shown);
    operations.deleted(&beta.cross_tenant_access()).await;

    // The requests for a token have the same outcome.
    let cloud = CustomCloud::parse(&fake.https_url()).unwrap();
    let cloud = cloud.login_host(&fake.https_url()).unwrap();
    let tenant = DEFAULT_TENANT_ID.to_string();
    let credential = credential::client_secret(tenant, CLIENT_ID, Canaries::CLIENT_SECRET);
    let graph = self::graph(credential, cloud, &fake, outcome, &mut shown);
    call_all(graph.v1(), outcome, &canaries, &mut shown).await;
    let asked = fake.requests_for(Operation::RequestToken);
    assert!(!asked.is_empty(), "{outcome:?}: no token was asked for");
    for request in fake.requests() {
        if let Some(authorization) = request.header("authorization") {
            let token = authorization.trim_start_matches("Bearer ").to_owned();
            canaries.add("a token that was issued", token);
        }
    }
    (canaries, shown)
}

fn graph(
    credential: Credential,
    cloud: CustomCloud,
    fake: &FakeServer,
    outcome: &Outcome,
    shown: &mut Vec<String>,
) -> Graph {
    let wait = Duration::from_millis(1);
    let retry = RetryPolicy::default().max_attempts(2).initial_backoff(wait);
    let mut builder = Graph::builder(credential)
        .cloud(cloud)
        .retry(retry)
        .root_certificates(fake.certificate_pem())
        .http_client_builder(
            reqwest::Client::builder()
                .no_proxy()
                .connection_verbose(true),
        );
    if outcome.0 == TIMEOUT {
        builder = builder.read_timeout(Duration::from_millis(20));
    }
    shown.push(format!("{builder:?} {builder:#?}"));
    let graph = builder.build().unwrap();
    shown.push(format!("{graph:?} {graph:#?}"));
    graph
}

async fn call_all<V: Version>(
    client: VersionedClient<V>,
    outcome: &Outcome,
    canaries: &Canaries,
    shown: &mut Vec<String>,
) where
    V::SyncUpdate: From<SyncUpdate>,
    V::SyncPolicy: Debug,
{
    operations(client, outcome, canaries, shown).all().await;
}

fn operations<'a, V: Version>(
    client: VersionedClient<V>,
    outcome: &Outcome,
    canaries: &'a Canaries,
    shown: &'a mut Vec<String>,
) -> Operations<'a, V> {
    Operations {
        client,
        id: CONNECTOR.parse().unwrap(),
        partner: PARTNER.parse().unwrap(),
        canaries,
        has_query: outcome.1.is_some(),
        patience: (outcome.0 == CANCEL).then_some(Duration::from_millis(20)),
        shown,
    }
}
