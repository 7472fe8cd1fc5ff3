//! Many partners at once.

use std::collections::BTreeSet;

use msgraph_identity::jobs::onboard_many::{
    Event, FileJournal, Journal, OnboardMany, Outcome, TenantRef,
};
use msgraph_identity::{Access, PartnerUpdate, Upserted, V1, VersionedClient};
use msgraph_identity_fake::{DEFAULT_TENANT_ID, Fault, Seed, TenantSeed};
use msgraph_identity_tests::text::assert_says;
use uuid::Uuid;

use super::desired_state::Tenant;

const COUNT: u128 = 12;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x1111_1111_1111_4111_8111_0000_0000_0000 + number)
}

fn tenant() -> Tenant {
    Tenant::with_partners([])
}

/// These tenants by their ids.
fn tenants(numbers: impl IntoIterator<Item = u128>) -> Vec<TenantRef> {
    let ids = numbers.into_iter().map(|number| id(number).to_string());
    ids.map(|id| id.parse().unwrap()).collect()
}

fn onboard(client: &VersionedClient<V1>, tenants: Vec<TenantRef>) -> OnboardMany {
    let settings = PartnerUpdate::new().redemption_inbound(true);
    OnboardMany::new(client, tenants, settings).users(Access::Allow)
}

async fn all(onboarding: OnboardMany) -> Vec<Event> {
    let (mut events, mut all) = (onboarding.run(), Vec::new());
    while let Some(event) = events.next().await {
        all.push(event);
    }
    all
}

#[tokio::test(start_paused = true)]
async fn each_tenant_becomes_a_partner_and_is_counted() {
    let tenant = tenant();
    let events = all(onboard(&tenant.v1(), tenants(0..COUNT))).await;
    let texts: BTreeSet<_> = events.iter().map(|event| event.to_string()).collect();
    assert_eq!(texts.len(), 12);
    for (index, event) in events.iter().enumerate() {
        assert_eq!((event.done, event.total), (index + 1, 12));
        let text = event.to_string();
        assert!(
            text.ends_with(": partner created, synchronization created"),
            "{text}"
        );
    }
    let partners = tenant.partners().await;
    assert_eq!(partners.len(), 12);
    for partner in partners.values() {
        let policy = &partner["identitySynchronization"];
        assert_eq!(policy["userSyncInbound"]["isSyncAllowed"], true);
        assert_eq!(
            partner["automaticUserConsentSettings"]["inboundAllowed"],
            true
        );
    }

    tenant.requests();
    let again = all(onboard(&tenant.v1(), tenants(0..COUNT))).await;
    assert!(
        again
            .iter()
            .all(|event| event.to_string().contains("unchanged"))
    );
    let requests = tenant.requests();
    assert!(
        requests.iter().all(|request| request.starts_with("GET")),
        "{requests:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_tenant_takes_as_few_requests_as_the_documentation_says() {
    let tenant = tenant();
    all(onboard(&tenant.v1(), tenants([1]))).await;
    let partner = format!("partners/{}", id(1));
    let new = [
        format!("GET {partner}"),
        "POST partners".to_owned(),
        format!("GET {partner}"),
        format!("GET {partner}/identitySynchronization"),
        format!("PUT {partner}/identitySynchronization"),
    ];
    assert_eq!(tenant.requests(), new);
    all(onboard(&tenant.v1(), tenants([1]))).await;
    assert_eq!(tenant.requests(), [new[0].clone(), new[3].clone()]);
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_is_named_twice_is_written_once() {
    let tenant = tenant();
    let events = all(onboard(&tenant.v1(), tenants([1, 2, 1]))).await;
    assert_eq!(events.len(), 2);
    let requests = tenant.requests();
    let creations = requests
        .iter()
        .filter(|request| *request == "POST partners");
    assert_eq!(creations.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cut_off_goes_on_with_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let tenant = tenant();
    let journal = || FileJournal::open(&path).unwrap();
    let mut events = onboard(&tenant.v1(), tenants(0..COUNT))
        .at_once(3)
        .journal(journal())
        .run();
    for _ in 0..5 {
        events.next().await.unwrap();
    }
    drop(events);
    let cut = tenant.partners().await.len();
    assert!((5..12).contains(&cut), "{cut}");
    // A kill can leave half a line.
    let mut text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 5);
    text.push_str("11111111-11");
    std::fs::write(&path, text).unwrap();

    let events = all(onboard(&tenant.v1(), tenants(0..COUNT)).journal(journal())).await;
    let before = events
        .iter()
        .filter(|event| matches!(event.outcome, Outcome::AlreadyDone));
    assert_eq!(before.count(), 5);
    let failed = events
        .iter()
        .find(|event| matches!(event.outcome, Outcome::Failed(_)));
    assert!(failed.is_none(), "{failed:?}");
    assert_eq!(tenant.partners().await.len(), 12);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 12);

    tenant.requests();
    let events = all(onboard(&tenant.v1(), tenants(0..COUNT)).journal(journal())).await;
    assert_eq!(events.len(), 12);
    assert!(tenant.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_fails_does_not_stop_the_others() {
    let mut seed = Seed::default();
    seed.tenants
        .push(TenantSeed::new(id(1)).domain("fabrikam.com"));
    let tenant = Tenant::with_seed(seed);
    let mut named = tenants([2]);
    let own = DEFAULT_TENANT_ID.to_string();
    for name in ["fabrikam.com", "unknown.example", &own] {
        named.push(name.parse().unwrap());
    }
    let events = all(onboard(&tenant.v1(), named)).await;
    let outcome = |name: &str| {
        let event = events.iter().find(|event| event.tenant.to_string() == name);
        event.unwrap()
    };
    let fabrikam = outcome("fabrikam.com");
    assert_eq!(fabrikam.tenant_id.unwrap().to_string(), id(1).to_string());
    let Outcome::Onboarded { partner, .. } = fabrikam.outcome else {
        panic!("{fabrikam}");
    };
    assert_eq!(partner, Upserted::Created);
    let Outcome::Failed(error) = &outcome("unknown.example").outcome else {
        panic!("an unknown domain cannot be onboarded");
    };
    assert!(error.is_not_found(), "{error}");
    let Outcome::Failed(error) = &outcome(&own).outcome else {
        panic!("a tenant is not its own partner");
    };
    assert!(
        error.is_invalid_argument() || error.status().is_some(),
        "{error}"
    );
    assert_eq!(tenant.partners().await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_service_takes_all_in_the_end() {
    let tenant = tenant();
    for _ in 0..6 {
        let throttled = Fault::throttled("5").times(4);
        tenant.inject(throttled);
    }
    let events = all(onboard(&tenant.v1(), tenants(0..COUNT))).await;
    let failed = events
        .iter()
        .find(|event| matches!(event.outcome, Outcome::Failed(_)));
    assert!(failed.is_none(), "{failed:?}");
    assert_eq!(tenant.partners().await.len(), 12);
}

/// A journal on a full disk.
struct Full;

impl Journal for Full {
    fn is_done(&self, _: &TenantRef) -> bool {
        false
    }

    fn record(&self, _: &TenantRef) -> std::io::Result<()> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_cannot_record_is_told() {
    let tenant = tenant();
    let events = all(onboard(&tenant.v1(), tenants([1])).journal(Full)).await;
    let text = events[0].to_string();
    assert_says(&text, "done, but not recorded");
    assert_eq!(tenant.partners().await.len(), 1);
}
