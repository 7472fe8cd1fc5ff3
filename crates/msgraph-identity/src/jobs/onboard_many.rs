//! Many partners are added, and an interrupted run goes on where it stopped.

mod event;
mod journal;
mod tenant_ref;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, StreamExt as _};

pub use self::event::{Event, Events, Outcome};
pub use self::journal::{FileJournal, Journal};
pub use self::tenant_ref::TenantRef;
use crate::{
    Access, Error, PartnerUpdate, SyncUpdate, TenantId, Upserted, V1, Version, VersionedClient,
};

/// How many tenants are written at once by default.
const AT_ONCE: usize = 8;
/// How long to wait until the service shows a partner. Microsoft documents no time; 60 s is what others wait.
const SETTLING: Duration = Duration::from_secs(60);

/// Makes many tenants partners of this one, each with the same settings. Creating it sends no request.
///
/// A tenant is named by its id, or by a domain name that is looked up. One that cannot be written does not stop the others. A run can be
/// interrupted and repeated: a partner that is as wanted is not written again, and with a [journal](Self::journal) not even read.
///
/// It needs the permission `Policy.ReadWrite.CrossTenantAccess`, and of a signed-in user the role Security Administrator. Domain names
/// also need `CrossTenantInformation.ReadBasic.All`.
///
/// It sends for each tenant the requests of [`Partner::ensure`](crate::Partner::ensure) with a wait of 60 s, which are 1 if nothing
/// differs and 3 otherwise; with [`users`](Self::users) those of
/// [`upsert`](crate::IdentitySynchronization::upsert); and 1 to look up a domain name. All share the client's throttling, so that a
/// request that the service delays delays the others too.
///
/// ```
/// # use msgraph_identity::jobs::onboard_many::{FileJournal, OnboardMany, TenantRef};
/// # use msgraph_identity::{Access, Graph, PartnerUpdate};
/// # async fn example(graph: Graph) -> Result<(), Box<dyn std::error::Error>> {
/// let tenants: Vec<TenantRef> = vec!["fabrikam.com".parse()?, "contoso.com".parse()?];
/// let settings = PartnerUpdate::new().redemption_inbound(true);
/// let mut events = OnboardMany::new(&graph.v1(), tenants, settings)
///     .users(Access::Allow)
///     .journal(FileJournal::open("onboarded.txt")?)
///     .run();
/// while let Some(event) = events.next().await {
///     println!("{event}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct OnboardMany<V: Version = V1> {
    client: VersionedClient<V>,
    tenants: Vec<TenantRef>,
    settings: PartnerUpdate,
    users: Option<Access>,
    at_once: usize,
    journal: Option<Box<dyn Journal>>,
}

impl<V: Version> OnboardMany<V> {
    /// For these tenants, in this order, each once. The partners get these settings; other settings stay as they are.
    pub fn new(
        client: &VersionedClient<V>,
        tenants: impl IntoIterator<Item = TenantRef>,
        settings: impl Into<PartnerUpdate>,
    ) -> Self {
        let mut named = BTreeSet::new();
        let tenants = tenants.into_iter();
        Self {
            client: client.clone(),
            tenants: tenants
                .filter(|tenant| named.insert(tenant.clone()))
                .collect(),
            settings: settings.into(),
            users: None,
            at_once: AT_ONCE,
            journal: None,
        }
    }

    /// Also sets whether the partners may synchronize users into this tenant.
    pub fn users(mut self, users: Access) -> Self {
        self.users = Some(users);
        self
    }

    /// Sets how many tenants are written at once, at least 1. By default, it is 8.
    pub fn at_once(mut self, tenants: usize) -> Self {
        self.at_once = tenants.max(1);
        self
    }

    /// Skips the tenants that this journal has, and records each that is written.
    pub fn journal(mut self, journal: impl Journal + 'static) -> Self {
        self.journal = Some(Box::new(journal));
        self
    }

    /// Runs while the events are read. There is one for each tenant, in the order in which they are finished. Once the events are
    /// dropped, nothing more is sent.
    pub fn run(self) -> Events {
        let total = self.tenants.len();
        let (at_once, this) = (self.at_once, Arc::new(self));
        let tenants = this.tenants.clone();
        let finished = stream::iter(tenants)
            .map(move |tenant| {
                let this = this.clone();
                async move { this.finish(tenant).await }
            })
            .buffer_unordered(at_once)
            .enumerate();
        Events::new(
            finished.map(move |(before, (tenant, tenant_id, outcome))| Event {
                tenant,
                tenant_id,
                outcome,
                done: before + 1,
                total,
            }),
        )
    }

    async fn finish(&self, tenant: TenantRef) -> (TenantRef, Option<TenantId>, Outcome) {
        let journal = self.journal.as_deref();
        if journal.is_some_and(|journal| journal.is_done(&tenant)) {
            let id = match tenant {
                TenantRef::Id(id) => Some(id),
                TenantRef::Domain(_) => None,
            };
            return (tenant, id, Outcome::AlreadyDone);
        }
        let id = match self.find(&tenant).await {
            Ok(id) => id,
            Err(error) => return (tenant, None, Outcome::Failed(error)),
        };
        let outcome = match self.write(id).await {
            Ok((partner, synchronization)) => {
                match journal.map_or(Ok(()), |journal| journal.record(&tenant)) {
                    Ok(()) => Outcome::Onboarded {
                        partner,
                        synchronization,
                    },
                    Err(error) => Outcome::NotRecorded(error),
                }
            }
            Err(error) => Outcome::Failed(error),
        };
        (tenant, Some(id), outcome)
    }

    async fn find(&self, tenant: &TenantRef) -> Result<TenantId, Error> {
        match tenant {
            TenantRef::Id(id) => Ok(*id),
            TenantRef::Domain(domain) => {
                let found = self.client.tenants().find_by_domain(domain);
                Ok(found.await?.tenant_id)
            }
        }
    }

    async fn write(&self, id: TenantId) -> Result<(Upserted, Option<Upserted>), Error> {
        let partner = self.client.cross_tenant_access().partner(id);
        let ensured = partner.ensure(&self.settings).wait(SETTLING).await?;
        let Some(users) = self.users else {
            return Ok((ensured, None));
        };
        let policy = SyncUpdate::new().users(users);
        let upserted = partner.identity_synchronization().upsert(policy).await;
        let has_effect = ensured != Upserted::Unchanged;
        let upserted = upserted.map_err(|error| error.after_effect_if(has_effect))?;
        Ok((ensured, Some(upserted)))
    }
}

impl<V: Version> fmt::Debug for OnboardMany<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnboardMany")
            .field("tenants", &self.tenants.len())
            .field("at_once", &self.at_once)
            .finish_non_exhaustive()
    }
}
