//! The two sides of an onboarding: what each reads and writes.

use std::fmt;

use serde::Serialize;

use crate::error::invalid_argument;
use crate::handles::Waits;
use crate::request::CallContext;
use crate::{
    Access, CrossTenantAccess, Error, InboundOutbound, NewPartner, Partner, PartnerPolicy,
    PartnerUpdate, SyncUpdate, TenantId, Upserted, Version, VersionedClient, Wait,
};

/// One of the two tenants of an onboarding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The tenant that users are synchronized from.
    Source,
    /// The tenant that users are synchronized into.
    Target,
}

impl Side {
    /// `source` or `target`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A tenant with its client, and the other tenant, which is its partner.
pub(super) struct Tenant<V> {
    pub(super) side: Side,
    pub(super) client: VersionedClient<V>,
    pub(super) id: TenantId,
    pub(super) other: TenantId,
}

impl<V: Version> Tenant<V> {
    pub(super) fn new(
        side: Side,
        client: &VersionedClient<V>,
        id: TenantId,
        other: TenantId,
    ) -> Self {
        Self {
            side,
            client: client.clone(),
            id,
            other,
        }
    }

    pub(super) fn access(&self) -> CrossTenantAccess<V> {
        self.client.cross_tenant_access()
    }

    fn partner(&self) -> Partner<V> {
        self.access().partner(self.other)
    }

    /// Refuses a client that is known to be for another tenant.
    pub(super) fn refuse_wrong_client(&self) -> Result<(), Error> {
        match self.client.tenant_id() {
            Some(tenant_id) if tenant_id != self.id => Err(invalid_argument(format!(
                "the client of the {} is for the tenant {tenant_id}, not for {}; are the clients swapped, or is one used for both sides?",
                self.side, self.id
            ))),
            _ => Ok(()),
        }
    }

    /// Reads the partner. It is `None` if the other tenant is not a partner, or not yet in the state that the service returns.
    pub(super) async fn read(
        &self,
        context: &CallContext,
    ) -> Result<Option<PartnerPolicy<V>>, Error> {
        let get = self.partner().get().within(context.clone());
        let get = match self.side {
            Side::Source => get,
            Side::Target => get.with_synchronization(),
        };
        match get.await {
            Ok(partner) => Ok(Some(partner)),
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether invitations are redeemed automatically, in the direction that this side decides. Microsoft documents that the default
    /// settings never allow it.
    pub(super) fn redeems(&self, partner: &PartnerPolicy<V>) -> bool {
        let own = partner.settings.redemption.own();
        let allowed = |setting: &InboundOutbound| match self.side {
            Side::Source => setting.outbound,
            Side::Target => setting.inbound,
        };
        own.and_then(allowed).unwrap_or(false)
    }

    /// Creates or updates the partner so that it redeems invitations as wanted.
    pub(super) async fn redeem(
        &self,
        present: Option<&PartnerPolicy<V>>,
        automatic: bool,
        wait: Wait,
        context: &CallContext,
    ) -> Result<Upserted, Error> {
        let update = match self.side {
            Side::Source => PartnerUpdate::new().redemption_outbound(automatic),
            Side::Target => PartnerUpdate::new().redemption_inbound(automatic),
        };
        let ensure = || {
            let ensure = self.partner().ensure(&update).within(context.clone());
            ensure.wait(wait.at_most).into_future()
        };
        let done = match present {
            Some(partner) if self.redeems(partner) == automatic => Ok(Upserted::Unchanged),
            Some(_) => ensure().await,
            None => {
                let new = NewPartner::new(self.other).settings(&update);
                let create = self.access().create_partner(&new).within(context.clone());
                match create.await {
                    Ok(_) => Ok(Upserted::Created),
                    // Another client was faster, or the state that was read is out of date.
                    Err(error) if error.is_conflict() => ensure().await,
                    // The response was lost. A second creation would be refused with 409.
                    Err(error) if error.may_have_taken_effect() => match ensure().await {
                        Ok(Upserted::Unchanged) => Ok(Upserted::Created),
                        other => other.map_err(Error::after_effect),
                    },
                    Err(error) => Err(error),
                }
            }
        };
        done.map_err(|error| self.name(error))
    }

    /// Creates or updates the synchronization policy of the partner.
    pub(super) async fn synchronize(
        &self,
        present: Option<&V::SyncPolicy>,
        users: Access,
        wait: Wait,
        context: &CallContext,
    ) -> Result<Upserted, Error> {
        let synchronization = self.partner().identity_synchronization();
        let update = SyncUpdate::new().users(users);
        if present.is_some_and(|policy| policy.as_ref().users() == Some(users)) {
            return Ok(Upserted::Unchanged);
        }
        let mut waits = Waits::new(&self.client, context, wait.at_most);
        let lost = loop {
            let (write, done) = match present {
                Some(_) => (synchronization.update(&update), Upserted::Updated),
                None => (synchronization.create(&update), Upserted::Created),
            };
            match write.within(context.clone()).await {
                Ok(()) => return Ok(done),
                // The service does not know yet that the partner was created.
                Err(error) if error.is_partner_missing() && waits.wait().await => {}
                // Another client was faster, or the state that was read is out of date.
                Err(error) if error.is_conflict() || error.is_not_found() => break None,
                Err(error) if error.may_have_taken_effect() => break Some(done),
                Err(error) => return Err(self.name(error)),
            }
        };
        let upsert = synchronization.upsert(&update).within(context.clone());
        match (upsert.await, lost) {
            // The response was lost, but not the request.
            (Ok(Upserted::Unchanged), Some(done)) => Ok(done),
            (Err(error), Some(_)) => Err(self.name(error.after_effect())),
            (upserted, _) => upserted.map_err(|error| self.name(error)),
        }
    }

    /// The same error with the name of this tenant.
    pub(super) fn name(&self, error: Error) -> Error {
        error.in_tenant(self.side.as_str(), self.id)
    }
}

// Written by hand because a derived impl would require `V: Clone`.
impl<V> Clone for Tenant<V> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            ..*self
        }
    }
}
