//! Ten thousand calls, 64 at a time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use msgraph_identity::credential::Credential;
use msgraph_identity::{
    Access, ApiConnectorId, ApiConnectorUpdate, ConnectorAuth, CustomCloud, Error, Graph,
    NewApiConnector, RetryPolicy, SyncUpdate, TenantId,
};
use msgraph_identity_fake::{
    CutPoint, DEFAULT_TENANT_ID, FakeGraph, FakeServer, Fault, FaultMix, Seed,
};
use tokio::task::JoinSet;

use crate::fast_clock::FastClock;
use crate::memory;
use crate::tokens::Tokens;

const CALLS: usize = 10_000;
const AT_ONCE: usize = 64;

/// 5 % throttled, 2 % cut off with and without effect, 2 % failing.
fn faults() -> FaultMix {
    FaultMix::seeded(7)
        .with(0.05, Fault::throttled("0"))
        .with(0.01, Fault::lost_answer())
        .with(0.005, Fault::lost_request())
        .with(0.005, Fault::cut(CutPoint::InBody))
        .with(0.01, Fault::error(503, "ServiceUnavailable"))
        .with(0.01, Fault::error(500, "InternalServerError"))
}

/// One partner for each worker.
fn partners() -> Vec<TenantId> {
    let ids =
        (1..=AT_ONCE as u128).map(|number| TenantId::from_u128(0x4444_4444_4444 << 80 | number));
    ids.collect()
}

async fn fake() -> Arc<FakeServer> {
    let partners = partners().into_iter();
    let partners: Vec<String> = partners.map(|id| format!("{{ tenantId: {id} }}")).collect();
    let seed = format!(
        "tenants: [{{ id: {DEFAULT_TENANT_ID}, partners: [{}] }}]",
        partners.join(", ")
    );
    let builder = FakeGraph::builder().seed(Seed::from_yaml(&seed).unwrap());
    Arc::new(builder.recorded_requests(0).start().await.unwrap())
}

/// The names of the connectors that were created, that may have been, and that were not.
#[derive(Debug, Default)]
struct Created {
    made: Vec<String>,
    perhaps: Vec<String>,
    never: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_is_made_twice() {
    let _alone = memory::ALONE.lock().await;
    let fake = fake().await;
    fake.inject_at_random(faults()).unwrap();
    let clock = FastClock::start();
    let tokens = Tokens::of(&fake, clock);
    let retry = RetryPolicy::default().max_attempts(6).budget(1_000);
    let graph = Graph::builder(Credential::from_provider(tokens.clone()))
        .cloud(CustomCloud::parse_allowing_insecure_loopback(&fake.url()).unwrap())
        .clock(Arc::new(clock))
        .retry(retry)
        .build()
        .unwrap();

    let calls = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for (number, partner) in partners().into_iter().enumerate() {
        tasks.spawn(worker(
            graph.clone(),
            fake.clone(),
            calls.clone(),
            number,
            partner,
        ));
    }
    let mut created = Created::default();
    while let Some(done) = tasks.join_next().await {
        let done = done.unwrap();
        created.made.extend(done.made);
        created.perhaps.extend(done.perhaps);
        created.never.extend(done.never);
    }

    fake.clear_faults();
    assert!(calls.load(Ordering::Relaxed) >= CALLS);
    assert!(tokens.issued() > 5, "{}", tokens.issued());
    check(&graph, &created).await;
}

/// Each connector that was created exists once. Each that may have been created exists once or not at all. There are no others.
async fn check(graph: &Graph, created: &Created) {
    let mut there = BTreeMap::new();
    for connector in graph.v1().api_connectors().list().all().await.unwrap() {
        *there
            .entry(connector.display_name().unwrap().to_owned())
            .or_insert(0) += 1;
    }
    println!(
        "{} made, {} perhaps, {} never",
        created.made.len(),
        created.perhaps.len(),
        created.never.len()
    );
    assert!(created.made.len() > 1_000 && created.perhaps.len() > 10);
    for name in &created.made {
        assert_eq!(there.remove(name), Some(1), "{name}");
    }
    for name in &created.perhaps {
        assert!(there.remove(name).unwrap_or(0) <= 1, "{name}");
    }
    assert_eq!(there, BTreeMap::new(), "created by no call");
}

/// Calls all operations in turn, until all workers together have made enough calls.
async fn worker(
    graph: Graph,
    fake: Arc<FakeServer>,
    calls: Arc<AtomicUsize>,
    number: usize,
    partner: TenantId,
) -> Created {
    let mut created = Created::default();
    let mut kept: Option<ApiConnectorId> = None;
    let mut memory_before = None;
    for round in 0.. {
        let called = calls.fetch_add(9, Ordering::Relaxed);
        if called >= CALLS {
            break;
        }
        if number == 0 {
            // The service revokes all tokens now and then.
            fake.revoke_tokens();
            if called > CALLS / 5 && memory_before.is_none() {
                memory_before = memory::resident();
            }
        }
        let name = format!("connector {number}.{round}");
        if let Some(id) = create(&graph, &name, &mut created).await {
            kept = Some(id);
        }
        if let Some(id) = &kept {
            change(&graph, id).await;
        }
        synchronize(&graph, partner).await;
    }
    if number == 0 {
        memory::assert_flat(memory_before, 30_000);
    }
    created
}

async fn create(graph: &Graph, name: &str, created: &mut Created) -> Option<ApiConnectorId> {
    let auth = ConnectorAuth::basic("svc", "hunter2");
    let new = NewApiConnector::new(name, "https://api.contoso.com/vet", auth).unwrap();
    match graph.v1().api_connectors().create(&new).await {
        Ok(made) => {
            created.made.push(name.to_owned());
            Some(made.id().clone())
        }
        Err(error) if error.may_have_taken_effect() => {
            created.perhaps.push(name.to_owned());
            None
        }
        Err(error) => {
            assert_provoked(&error);
            created.never.push(name.to_owned());
            None
        }
    }
}

async fn change(graph: &Graph, id: &ApiConnectorId) {
    let handle = graph.beta().api_connectors().connector(id);
    let update = ApiConnectorUpdate::new().target_url("https://api.contoso.com/other");
    expect(handle.update(&update.unwrap()).await);
    expect(handle.get().await);
    expect(
        graph
            .v1()
            .api_connectors()
            .list()
            .page_size(5)
            .pages()
            .next()
            .await
            .unwrap(),
    );
}

async fn synchronize(graph: &Graph, partner: TenantId) {
    let access = graph.beta().cross_tenant_access();
    let synchronization = access.partner(partner).identity_synchronization();
    expect(
        synchronization
            .upsert(SyncUpdate::new().users(Access::Allow))
            .await,
    );
    let got = expect(synchronization.get().await);
    assert!(got.is_none_or(|policy| policy.users() == Some(Access::Allow)));
    expect(
        synchronization
            .update(SyncUpdate::new().users(Access::Block))
            .await,
    );
    expect(synchronization.delete().await);
}

/// Returns the value, or `None` if the call failed in a way that this test provokes.
fn expect<T>(outcome: Result<T, Error>) -> Option<T> {
    outcome.inspect_err(assert_provoked).ok()
}

/// The service failed, or an earlier call failed to create the entity.
fn assert_provoked(error: &Error) {
    let is_provoked = error.is_transient() || error.is_unauthorized() || error.is_not_found();
    assert!(is_provoked, "{error}");
}
