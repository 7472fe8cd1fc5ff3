//! Two tenants are prepared for cross-tenant synchronization, and that is verified.

mod faults;
mod refusals;
mod states;
mod verification;

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity::jobs::onboarding::{Onboarding, Verification};
use msgraph_identity::{Access, PartnerPolicy, TenantId, V1, VersionedClient};
use msgraph_identity_fake::{
    AccessToken, FakeGraph, Fault, Operation, RecordedRequest, Seed, Switches, TenantSeed,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::in_process;

/// The tenants of the reference page: users are synchronized from the first one into the second one.
const SOURCE: u128 = 0x1111_1111_1111_4111_8111_1111_1111_1111;
const TARGET: u128 = 0x2222_2222_2222_4222_8222_2222_2222_2222;

fn source_id() -> TenantId {
    TenantId::from_u128(SOURCE)
}

fn target_id() -> TenantId {
    TenantId::from_u128(TARGET)
}

/// `inboundAllowed` and `outboundAllowed`.
type Redemption = [Option<bool>; 2];

/// `isSyncAllowed`, or no `userSyncInbound`.
type Users = Option<bool>;

/// What the two tenants have: the partner of each, and the synchronization policy of the target's one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct State {
    target: Option<(Redemption, Option<Users>)>,
    source: Option<Redemption>,
}

const READY: State = State {
    target: Some(([Some(true), None], Some(Some(true)))),
    source: Some([None, Some(true)]),
};

/// The target does not have the source as a partner.
const NO_PARTNER: State = State {
    target: None,
    ..READY
};

/// How long a state may take to be shown.
const WAIT: Duration = Duration::from_secs(60);

impl State {
    fn partner(other: u128, [inbound, outbound]: Redemption) -> Value {
        let mut partner = json!({
            "tenantId": Uuid::from_u128(other),
            "inboundTrust": { "isMfaAccepted": true },
        });
        if inbound.is_some() || outbound.is_some() {
            partner["automaticUserConsentSettings"] =
                json!({ "inboundAllowed": inbound, "outboundAllowed": outbound });
        }
        partner
    }

    fn in_target(&self) -> Option<Value> {
        let (redemption, policy) = self.target?;
        let mut partner = Self::partner(SOURCE, redemption);
        if let Some(users) = policy {
            let users = users.map(|allowed| json!({ "isSyncAllowed": allowed }));
            partner["identitySynchronization"] =
                json!({ "displayName": "Alpha", "userSyncInbound": users });
        }
        Some(partner)
    }

    fn in_source(&self) -> Option<Value> {
        Some(Self::partner(TARGET, self.source?))
    }

    /// All states that matter of each tenant, while the other one is ready or has nothing.
    fn all() -> impl Iterator<Item = Self> {
        let values = [None, Some(false), Some(true)];
        // The other direction does not matter, and must not change.
        let pairs = values
            .into_iter()
            .flat_map(|value| [None, Some(true)].map(|other| (value, other)));
        let policies = [None, Some(None), Some(Some(false)), Some(Some(true))];
        let targets = pairs.clone().flat_map(move |(inbound, outbound)| {
            policies.map(|policy| Some(([inbound, outbound], policy)))
        });
        let sources = pairs.map(|(outbound, inbound)| Some([inbound, outbound]));
        let targets = targets
            .chain([None])
            .flat_map(|target| [None, READY.source].map(|source| Self { target, source }));
        let sources =
            sources.flat_map(|source| [None, READY.target].map(|target| Self { target, source }));
        targets.chain(sources)
    }
}

/// Two tenants of one fake, so that its request log has the order of all requests.
struct Two {
    fake: FakeGraph,
    source: VersionedClient<V1>,
    target: VersionedClient<V1>,
}

impl Two {
    fn new(state: State) -> Self {
        Self::with_switches(state, Switches::default())
    }

    fn with_switches(state: State, switches: Switches) -> Self {
        let tenant = |id, partner: Option<Value>| TenantSeed {
            partners: partner.into_iter().collect(),
            ..TenantSeed::with_default_application(Uuid::from_u128(id))
        };
        let mut seed = Seed::with_tenants([]);
        seed.switches = switches;
        seed.tenants = vec![
            tenant(SOURCE, state.in_source()),
            tenant(TARGET, state.in_target()),
        ];
        let fake = in_process::builder().seed(seed).build().unwrap();
        let (source, target) = (client(&fake, SOURCE), client(&fake, TARGET));
        Self {
            fake,
            source,
            target,
        }
    }

    /// Signs in to one of the tenants with these permissions only.
    fn with_permissions(mut self, tenant: u128, permissions: &[&str]) -> Self {
        let token = AccessToken::application(permissions).tenant(Uuid::from_u128(tenant));
        let client = in_process::graph_with(&self.fake, self.fake.issue(token)).v1();
        match tenant {
            SOURCE => self.source = client,
            _ => self.target = client,
        }
        self
    }

    fn onboarding(&self) -> Onboarding {
        Onboarding::new(&self.source, &self.target, source_id(), target_id())
    }

    async fn verify(&self) -> Verification {
        self.onboarding().verify().await.unwrap()
    }

    async fn verify_after_a_wait(&self) -> Verification {
        self.onboarding().verify().wait(WAIT).await.unwrap()
    }

    /// The partners in the source and in the target, as another client sees them.
    async fn partners(&self) -> [Option<PartnerPolicy>; 2] {
        let read = async |tenant, partner| {
            let access = client(&self.fake, tenant).cross_tenant_access();
            let get = access.partner(partner).get().with_synchronization().await;
            match get {
                Ok(partner) => Some(partner),
                Err(error) if error.is_not_found() => None,
                Err(error) => panic!("{error}"),
            }
        };
        self.fake.replication_lag(0);
        self.fake.clear_faults();
        [
            read(SOURCE, target_id()).await,
            read(TARGET, source_id()).await,
        ]
    }

    /// Checks that both tenants are prepared, and that nothing else has changed since this state.
    async fn assert_ready(&self, before: State) {
        let [source, target] = self.partners().await.map(Option::unwrap);
        let (before_target, policy) = before.target.unwrap_or_default();
        let redemption = |partner: &PartnerPolicy| {
            let own = partner.settings.redemption.own().unwrap();
            [own.inbound, own.outbound]
        };
        assert_eq!(
            redemption(&target),
            [Some(true), before_target[1]],
            "{before:?}"
        );
        let inbound = before.source.unwrap_or_default()[0];
        assert_eq!(redemption(&source), [inbound, Some(true)], "{before:?}");
        let synchronization = target.synchronization.as_ref().unwrap();
        assert_eq!(synchronization.users(), Some(Access::Allow), "{before:?}");
        let name = policy.map(|_| "Alpha");
        assert_eq!(synchronization.display_name(), name, "{before:?}");
        let has_trust = |partner: &PartnerPolicy| !partner.settings.inbound_trust.is_inherited();
        assert_eq!(has_trust(&target), before.target.is_some());
        assert!(source.synchronization.is_none());
    }

    /// The methods and paths that were sent, the tenant's part of the path left out.
    fn sent(&self) -> Vec<String> {
        let line = |request: &Arc<RecordedRequest>| {
            let path = request.path();
            let path = path.trim_start_matches("/v1.0/policies/crossTenantAccessPolicy/");
            format!("{} {path}", request.method())
        };
        self.fake.requests().iter().map(line).collect()
    }

    fn writes(&self) -> usize {
        let requests = self.fake.requests();
        requests.iter().filter(|r| r.method() != "GET").count()
    }

    /// How many creations of partners and policies took effect.
    fn creations(&self) -> [usize; 2] {
        let done = |operation, status| {
            let requests = self.fake.requests_for(operation);
            requests
                .iter()
                .filter(|r| r.status() == Some(status))
                .count()
        };
        [
            done(Operation::CreatePartner, 201),
            done(Operation::CreateIdentitySynchronization, 204),
        ]
    }

    /// Checks that no partner and no policy was created more often than this state needs.
    fn assert_created_once(&self, before: State) {
        let [partners, policies] = self.creations();
        let missing = usize::from(before.target.is_none()) + usize::from(before.source.is_none());
        assert!(partners <= missing && policies <= 1, "{:?}", self.sent());
    }

    fn inject(&self, fault: Fault) {
        self.fake.inject(fault).unwrap();
    }
}

fn client(fake: &FakeGraph, tenant: u128) -> VersionedClient<V1> {
    in_process::graph_with(fake, fake.token_for(Uuid::from_u128(tenant))).v1()
}
