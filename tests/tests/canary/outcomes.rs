//! What may come of a call.

use std::fmt::Debug;
use std::time::Duration;

use msgraph_identity::{CustomCloud, Graph, RetryPolicy, SyncUpdate, Version, View, credential};
use msgraph_identity_fake::{
    CutPoint, DEFAULT_TENANT_ID, FakeGraph, FakeServer, Fault, FaultKind, Seed,
};

use crate::canaries::Canaries;
use crate::operations::Operations;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    Success,
    ClientError,
    ServerError,
    Unauthorized,
    Redirect,
    MalformedJson,
    OtherContent,
    CutBeforeHead,
    CutInBody,
    Timeout,
    Cancel,
}

pub(crate) const ALL: &[Outcome] = &[
    Outcome::Success,
    Outcome::ClientError,
    Outcome::ServerError,
    Outcome::Unauthorized,
    Outcome::Redirect,
    Outcome::MalformedJson,
    Outcome::OtherContent,
    Outcome::CutBeforeHead,
    Outcome::CutInBody,
    Outcome::Timeout,
    Outcome::Cancel,
];

const CONNECTOR: &str = "33333333-3333-4333-8333-333333333333";
const PARTNER: &str = "44444444-4444-4444-8444-444444444444";

impl Outcome {
    /// What happens to every request meanwhile.
    fn fault(self) -> Option<Fault> {
        let cut = |at| Fault::new(FaultKind::Cut { at, effect: true });
        let fault = match self {
            Self::Success => return None,
            Self::ClientError => Fault::error(400, "Request_BadRequest"),
            Self::ServerError => Fault::error(503, "ServiceUnavailable"),
            Self::Unauthorized => Fault::error(401, "InvalidAuthenticationToken"),
            Self::Redirect => Fault::redirect(307, "https://evil.example/"),
            Self::MalformedJson => Fault::new(FaultKind::MalformedJson),
            Self::OtherContent => Fault::new(FaultKind::ContentType("text/html".to_owned())),
            Self::CutBeforeHead => cut(CutPoint::BeforeHead),
            Self::CutInBody => cut(CutPoint::InBody),
            Self::Timeout | Self::Cancel => Fault::new(FaultKind::Delay { milliseconds: 100 }),
        };
        Some(fault.always())
    }
}

/// A service with a connector and a partner, whose requests come to this.
async fn fake(outcome: Outcome) -> FakeServer {
    let seed = format!(
        "tenants: [{{ id: {DEFAULT_TENANT_ID}, partners: [{{ tenantId: {PARTNER} }}], connectors: [{{ id: {CONNECTOR}, displayName: Vet,
            targetUrl: 'https://x.example', authenticationConfiguration: {{ '@odata.type': '#microsoft.graph.basicAuthentication',
            username: svc, password: x }} }}] }}]"
    );
    let seed = Seed::from_yaml(&seed).unwrap();
    let fake = FakeGraph::builder().seed(seed).start().await.unwrap();
    if let Some(fault) = outcome.fault() {
        fake.inject(fault).unwrap();
    }
    fake
}

/// Calls all operations of both versions while this is what comes of them; the secrets, and everything that was shown.
pub(crate) async fn run(outcome: Outcome) -> (Canaries, Vec<String>) {
    let fake = fake(outcome).await;
    let canaries = Canaries::new(fake.token());
    let mut shown = Vec::new();
    let cloud = CustomCloud::parse_allowing_insecure_loopback(&fake.url()).unwrap();
    let wait = Duration::from_millis(1);
    let retry = RetryPolicy::default().max_attempts(2).initial_backoff(wait);
    let mut builder = Graph::builder(credential::static_token(canaries.token()))
        .cloud(cloud)
        .retry(retry);
    if matches!(outcome, Outcome::Timeout) {
        builder = builder.read_timeout(Duration::from_millis(20));
    }
    shown.push(format!("{builder:?} {builder:#?}"));
    let graph = builder.build().unwrap();
    shown.push(format!("{graph:?} {graph:#?}"));
    call_all(graph.v1(), outcome, &canaries, &mut shown).await;
    call_all(graph.beta(), outcome, &canaries, &mut shown).await;
    (canaries, shown)
}

async fn call_all<V: Version>(
    view: View<V>,
    outcome: Outcome,
    canaries: &Canaries,
    shown: &mut Vec<String>,
) where
    V::SyncUpdate: From<SyncUpdate>,
    V::SyncPolicy: Debug,
{
    let mut operations = Operations {
        view,
        id: CONNECTOR.parse().unwrap(),
        partner: PARTNER.parse().unwrap(),
        canaries,
        has_query: !matches!(outcome, Outcome::Success),
        patience: matches!(outcome, Outcome::Cancel).then_some(Duration::from_millis(20)),
        shown,
    };
    operations.all().await;
}
