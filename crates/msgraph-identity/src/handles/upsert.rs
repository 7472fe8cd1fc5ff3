//! Creates or updates a policy so that it matches the wanted settings.

use super::IdentitySynchronization;
use crate::cross_tenant::UpdateModel;
use crate::error::Finding;
use crate::request::CallContext;
use crate::version::Version;
use crate::{Error, Request};

/// How many writes are tried, creations and updates together.
const MAX_WRITES: u32 = 4;

/// The result of [`IdentitySynchronization::upsert`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Upserted {
    /// There was no policy. It was created.
    Created,
    /// The policy had other settings. It was updated.
    Updated,
    /// The policy had the wanted settings. Nothing was written.
    Unchanged,
}

enum Write<U> {
    Create,
    Update(U),
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
    pub fn upsert(&self, policy: impl Into<V::SyncUpdate>) -> Request<Upserted> {
        let (this, wanted) = (self.clone(), policy.into());
        Request::new((), async move |(), context| {
            wanted.check()?;
            upsert(&this, &wanted, context).await
        })
    }
}

async fn upsert<V: Version>(
    synchronization: &IdentitySynchronization<V>,
    wanted: &V::SyncUpdate,
    context: CallContext,
) -> Result<Upserted, Error> {
    let mut write = match synchronization.read(None, context.clone()).await {
        Ok(present) => {
            let difference = wanted.difference_from(&present);
            if difference.is_empty() {
                return Ok(Upserted::Unchanged);
            }
            Write::Update(difference)
        }
        Err(error) if error.is_not_found() => Write::Create,
        Err(error) => return Err(error),
    };
    let (mut writes, mut has_effect) = (0, false);
    loop {
        let (written, done) = match &write {
            Write::Create => {
                let put = synchronization.put(wanted, context.clone());
                (put.await, Upserted::Created)
            }
            Write::Update(difference) => {
                let patch = synchronization.patch(difference, context.clone());
                (patch.await, Upserted::Updated)
            }
        };
        let Err(mut error) = written else {
            return Ok(done);
        };
        writes += 1;
        has_effect |= error.may_have_taken_effect();
        if has_effect {
            error = error.after_effect();
        }
        // Another client was faster, or the state that was read is out of date. So the whole update is sent.
        write = match write {
            Write::Create if error.is_conflict() && wanted.is_empty() => {
                return Ok(Upserted::Unchanged);
            }
            Write::Create if error.is_conflict() => Write::Update(wanted.clone()),
            Write::Update(_) if error.is_not_found() => Write::Create,
            _ => return Err(error),
        };
        if writes >= MAX_WRITES {
            return Err(error.with_finding(Finding::Unsettled));
        }
    }
}
