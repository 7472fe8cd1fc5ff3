//! Prepares two tenants for cross-tenant synchronization, and verifies that they are.
//!
//! Users are synchronized from the *source* tenant into the *target* tenant. Each has the other as a partner, and each needs a client of
//! its own.

mod finding;
mod provisioning_error;
mod side;
mod verify;
mod warnings;

use std::fmt;

use serde::Serialize;

pub use self::finding::{Check, Finding, Mend, Verification};
pub use self::provisioning_error::explain_provisioning_error;
pub use self::side::Side;
use self::side::Tenant;
use self::verify::{Present, Shown, Wanted};
use crate::error::invalid_argument;
use crate::handles::Waits;
use crate::request::CallContext;
use crate::{Access, Error, Request, TenantId, Upserted, V1, Version, VersionedClient, Wait};

/// Prepares two tenants for cross-tenant synchronization. Creating it sends no request.
///
/// After [`run`](Self::run), the target has the source as a partner that may synchronize users and whose invitations are redeemed
/// without asking the user. The source has the target as a partner whose invitations are redeemed so, too. The synchronization job
/// itself, in the source, is not part of it.
///
/// Both tenants need Microsoft Entra ID P1. In both, the application needs the permission `Policy.ReadWrite.CrossTenantAccess`, and a
/// signed-in user the role Security Administrator. For [`verify`](Self::verify), `Policy.Read.All` and the role Security Reader are
/// enough. Tenants in different clouds must have [allowed](crate::CrossTenantAccess) the cloud of each other first.
///
/// ```
/// # use std::time::Duration;
/// # use msgraph_identity::jobs::onboarding::Onboarding;
/// # use msgraph_identity::{Error, Graph};
/// # async fn example(source: Graph, target: Graph) -> Result<(), Error> {
/// let source_id = "11111111-1111-4111-8111-111111111111".parse()?;
/// let target_id = "22222222-2222-4222-8222-222222222222".parse()?;
/// let onboarding = Onboarding::new(&source.v1(), &target.v1(), source_id, target_id);
/// println!("{}", onboarding.run().await?);
/// let verification = onboarding.verify().wait(Duration::from_secs(60)).await?;
/// assert!(verification.is_complete(), "{verification}");
/// # Ok(())
/// # }
/// ```
///
/// See
/// [Configure cross-tenant synchronization using Microsoft Graph](https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph).
#[must_use]
pub struct Onboarding<S = V1, T = V1> {
    source: Tenant<S>,
    target: Tenant<T>,
    wanted: Wanted,
}

impl<S: Version, T: Version> Onboarding<S, T> {
    /// For these two tenants, each with its client. By default, users are allowed and invitations are redeemed automatically.
    pub fn new(
        source: &VersionedClient<S>,
        target: &VersionedClient<T>,
        source_id: TenantId,
        target_id: TenantId,
    ) -> Self {
        Self {
            source: Tenant::new(Side::Source, source, source_id, target_id),
            target: Tenant::new(Side::Target, target, target_id, source_id),
            wanted: Wanted {
                users: Access::Allow,
                redemption: true,
            },
        }
    }

    /// Sets whether the source may synchronize users into the target.
    pub fn users(mut self, users: Access) -> Self {
        self.wanted.users = users;
        self
    }

    /// Sets whether invitations are redeemed without asking the user. Synchronization needs it.
    pub fn redemption(mut self, automatic: bool) -> Self {
        self.wanted.redemption = automatic;
        self
    }

    /// Brings both tenants to the wanted state, whatever their state is. Reads both first, then writes what differs, the target
    /// first. It stops at the first refusal and undoes nothing. It can be cut off at any time and run again: nothing is created twice.
    ///
    /// It sends 2 requests if nothing differs, 5 if neither tenant has the other as a partner, and at most 7 if both have it with other
    /// settings. It sends a few more if the service returns an old state or a response is lost.
    ///
    /// With [`wait`](Request::wait), it also waits until both tenants show the settings, and until a partner that was deleted a short
    /// while ago can be created again. Each of these waits takes at most this time.
    ///
    /// # Errors
    ///
    /// [`Error::tenant_id`] and the text name the tenant in which a request failed, and
    /// [`may_have_taken_effect`](Error::may_have_taken_effect) says whether something was written before.
    ///
    /// - [`Error::is_invalid_argument`] if both tenants are the same, or a client is for another tenant than its side. Nothing was
    ///   written. A client is known to be for another tenant if its credential or its access token names the tenant.
    /// - [`Error::is_permission_denied`] or [`Error::is_license_missing`] if a tenant refuses.
    /// - [`Error::is_timeout`] if the settings were written but are not shown in the time that was allowed by `wait`.
    pub fn run(&self) -> Request<Onboarded, Wait> {
        let this = self.clone();
        Request::new(Wait::default(), async move |wait, context| {
            this.prepare(wait, context).await
        })
    }

    async fn prepare(&self, wait: Wait, context: CallContext) -> Result<Onboarded, Error> {
        let Self {
            source,
            target,
            wanted,
        } = self;
        let (in_target, in_source) = self.named(self.read(&context).await?)?;
        let mut written = false;
        let mut settle = |step: Result<Upserted, Error>| match step {
            Err(error) => Err(error.after_effect_if(written)),
            Ok(done) => {
                written |= done != Upserted::Unchanged;
                Ok(done)
            }
        };

        let partner = in_target.as_ref();
        let redemption = target.redeem(partner, wanted.redemption, wait, &context);
        let in_target = settle(redemption.await)?;
        let policy = partner.and_then(|partner| partner.synchronization.as_ref());
        let synchronization = target.synchronize(policy, wanted.users, wait, &context);
        let synchronization = settle(synchronization.await)?;
        let partner = in_source.as_ref();
        let redemption = source.redeem(partner, wanted.redemption, wait, &context);
        let in_source = settle(redemption.await)?;

        if written && !wait.at_most.is_zero() {
            let shown = self.wait_until_shown(wait, &context).await;
            shown.map_err(Error::after_effect)?;
        }
        Ok(Onboarded {
            source_id: source.id,
            target_id: target.id,
            target: in_target,
            synchronization,
            source: in_source,
        })
    }

    async fn wait_until_shown(&self, wait: Wait, context: &CallContext) -> Result<(), Error> {
        let shown = self.read_until_shown(wait, context).await?;
        let (in_target, in_source) = self.named(shown)?;
        let not_visible = || Waits::not_visible(wait.at_most);
        if self.target.lacks(in_target.as_ref(), self.wanted) {
            Err(self.target.name(not_visible()))
        } else if self.source.lacks(in_source.as_ref(), self.wanted) {
            Err(self.source.name(not_visible()))
        } else {
            Ok(())
        }
    }

    /// Returns what was read, or the error with the tenant in which it happened.
    fn named(
        &self,
        (in_target, in_source): (Present<T>, Present<S>),
    ) -> Result<(Shown<T>, Shown<S>), Error> {
        Ok((
            in_target.map_err(|error| self.target.name(error))?,
            in_source.map_err(|error| self.source.name(error))?,
        ))
    }

    /// Refuses tenants that cannot be meant.
    fn refuse_wrong_tenants(&self) -> Result<(), Error> {
        if self.source.id == self.target.id {
            return Err(invalid_argument(format!(
                "the source and the target are the same tenant {}; pass the ids of two tenants",
                self.source.id
            )));
        }
        self.source.refuse_wrong_client()?;
        self.target.refuse_wrong_client()
    }
}

/// What [`Onboarding::run`] did.
///
/// `Display` writes a line such as `target 2222…: partner created, synchronization created; source 1111…: partner unchanged`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Onboarded {
    source_id: TenantId,
    target_id: TenantId,
    target: Upserted,
    synchronization: Upserted,
    source: Upserted,
}

impl Onboarded {
    /// What was done to the partner in the target.
    pub fn target(&self) -> Upserted {
        self.target
    }

    /// What was done to the synchronization policy of that partner.
    pub fn synchronization(&self) -> Upserted {
        self.synchronization
    }

    /// What was done to the partner in the source.
    pub fn source(&self) -> Upserted {
        self.source
    }
}

impl fmt::Display for Onboarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "target {}: partner {}, synchronization {}; source {}: partner {}",
            self.target_id, self.target, self.synchronization, self.source_id, self.source
        )
    }
}

// Written by hand because a derived impl would require `S: Clone` and `T: Clone`.
impl<S, T> Clone for Onboarding<S, T> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            target: self.target.clone(),
            ..*self
        }
    }
}

impl<S, T> fmt::Debug for Onboarding<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Onboarding")
            .field("source", &self.source.id)
            .field("target", &self.target.id)
            .field("wanted", &self.wanted)
            .finish()
    }
}
