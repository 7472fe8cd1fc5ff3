//! Creates or updates a policy so that it matches the wanted settings.

use super::IdentitySynchronization;
use crate::cross_tenant::{SyncSettings, UpdateModel};
use crate::error::Finding;
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, Request};

/// How many writes are tried, creations and updates together.
const MAX_WRITES: u32 = 4;

/// What was done to bring a policy or a partner to the wanted settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Upserted {
    /// There was none. It was created.
    Created,
    /// It had other settings. It was updated.
    Updated,
    /// It had the wanted settings. Nothing was written.
    Unchanged,
}

impl std::fmt::Display for Upserted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        })
    }
}

/// What [`IdentitySynchronization::upsert`] would do: the result of [`plan_upsert`](IdentitySynchronization::plan_upsert).
#[derive(Clone, Debug, PartialEq)]
pub enum UpsertPlan<U> {
    /// There is no policy. These settings would create it.
    Create(U),
    /// The policy has other settings. These, the differences, would be written.
    Update(U),
    /// The policy has the wanted settings. Nothing would be written.
    Unchanged,
}

impl<V: Version> IdentitySynchronization<V> {
    /// Creates or updates the policy so that it has these settings. Reads it first, and writes only the differences.
    ///
    /// ```
    /// # use msgraph_identity::{Access, Beta, CrossTenantAccess, Error, SyncUpdate, Upserted};
    /// # async fn example(beta: CrossTenantAccess<Beta>) -> Result<(), Error> {
    /// let partner = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
    /// let sync = beta.partner(partner).identity_synchronization();
    /// match sync.upsert(&SyncUpdate::new().users(Access::Allow).groups(Access::Block)).await? {
    ///     Upserted::Created => println!("created"),
    ///     Upserted::Updated => println!("updated"),
    ///     Upserted::Unchanged => println!("nothing to do"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Other clients may create and delete the policy in the meantime, and the service may return an old state. After four writes
    /// it gives up.
    ///
    /// # Errors
    ///
    /// [`Error::is_partner_missing`] if the partner has no entry in the cross-tenant access policy, and those of
    /// [`get`](Self::get), [`create`](Self::create) and [`update`](Self::update).
    pub fn upsert(&self, policy: impl SyncSettings<V>) -> Request<Upserted> {
        let (this, wanted) = (self.clone(), policy.into_update());
        Request::new((), async move |(), context| {
            wanted.check()?;
            upsert(&this, &wanted, context).await
        })
    }

    /// Reads the policy and returns what [`upsert`](Self::upsert) would do. Nothing is written.
    ///
    /// ```
    /// # use msgraph_identity::{Access, Error, IdentitySynchronization, SyncUpdate, UpsertPlan};
    /// # async fn example(sync: IdentitySynchronization) -> Result<(), Error> {
    /// let wanted = SyncUpdate::new().users(Access::Allow);
    /// match sync.plan_upsert(&wanted).await? {
    ///     UpsertPlan::Create(settings) => println!("would create {settings:?}"),
    ///     UpsertPlan::Update(differences) => println!("would change {differences:?}"),
    ///     UpsertPlan::Unchanged => println!("nothing to do"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A policy that is missing can be created only if the partner has an entry in the cross-tenant access policy. Reading does
    /// not tell whether it has one.
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get), except [`Error::is_not_found`], and [`Error::is_invalid_argument`] if a text is blank.
    pub fn plan_upsert(&self, policy: impl SyncSettings<V>) -> Request<UpsertPlan<V::SyncUpdate>> {
        let (this, wanted) = (self.clone(), policy.into_update());
        Request::new((), async move |(), context| {
            wanted.check()?;
            plan(&this, &wanted, context).await
        })
    }
}

async fn plan<V: Version>(
    synchronization: &IdentitySynchronization<V>,
    wanted: &V::SyncUpdate,
    context: CallContext,
) -> Result<UpsertPlan<V::SyncUpdate>, Error> {
    match synchronization.read(None, context).await {
        Ok(present) => {
            let difference = wanted.difference_from(&present);
            Ok(if difference.is_empty() {
                UpsertPlan::Unchanged
            } else {
                UpsertPlan::Update(difference)
            })
        }
        Err(error) if error.is_absent() => Ok(UpsertPlan::Create(wanted.clone())),
        Err(error) => Err(error),
    }
}

async fn upsert<V: Version>(
    synchronization: &IdentitySynchronization<V>,
    wanted: &V::SyncUpdate,
    context: CallContext,
) -> Result<Upserted, Error> {
    let mut plan = plan(synchronization, wanted, context.clone()).await?;
    let (mut writes, mut has_effect) = (0, false);
    loop {
        let (written, done) = match &plan {
            UpsertPlan::Create(settings) => {
                let put = synchronization.put(settings, context.clone());
                (put.await, Upserted::Created)
            }
            UpsertPlan::Update(difference) => {
                let patch = synchronization.patch(difference, context.clone());
                (patch.await, Upserted::Updated)
            }
            UpsertPlan::Unchanged => return Ok(Upserted::Unchanged),
        };
        let Err(error) = written else {
            return Ok(done);
        };
        writes += 1;
        has_effect |= error.may_have_taken_effect();
        let error = error.after_effect_if(has_effect);
        // Another client was faster, or the state that was read is out of date. So the whole update is sent.
        plan = match plan {
            UpsertPlan::Create(_) if error.is_conflict() && wanted.is_empty() => {
                return Ok(Upserted::Unchanged);
            }
            UpsertPlan::Create(_) if error.is_conflict() => UpsertPlan::Update(wanted.clone()),
            UpsertPlan::Update(_) if error.is_absent() => UpsertPlan::Create(wanted.clone()),
            _ => return Err(error),
        };
        if writes >= MAX_WRITES {
            return Err(error.with_finding(Finding::Unsettled));
        }
    }
}
