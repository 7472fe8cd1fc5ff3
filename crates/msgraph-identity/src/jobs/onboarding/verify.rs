//! Reads both tenants and finds what is missing for cross-tenant synchronization.

use std::sync::Arc;

use serde_json::json;

use super::side::Tenant;
use super::{Check, Finding, Mend, Onboarding, Side, Verification};
use crate::handles::Waits;
use crate::operation_table::{
    CREATE_PARTNER, CREATE_SYNCHRONIZATION, UPDATE_PARTNER, UPDATE_SYNCHRONIZATION,
};
use crate::request::CallContext;
use crate::{Access, CloudEndpoint, Error, PartnerPolicy, Request, Version, Wait};

/// A partner as it was read. `None` if it is missing.
pub(super) type Shown<V> = Option<PartnerPolicy<V>>;

/// What was read, or why nothing was.
pub(super) type Present<V> = Result<Shown<V>, Error>;

/// What both tenants are to have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) users: Access,
    pub(super) redemption: bool,
}

impl<S: Version, T: Version> Onboarding<S, T> {
    /// Finds what is missing for the wanted state. It only reads. A tenant that cannot be read is a finding too, and does not hide the
    /// findings of the other one.
    ///
    /// It sends 2 requests, one more for each tenant whose partner inherits the settings for guests (see
    /// [`Check::CollaborationInbound`]), and one more for each tenant if they are in different clouds.
    ///
    /// The service may return an old state for a while after a write. With [`wait`](Request::wait), the tenants are read again until
    /// nothing is missing, one of them cannot be read, or the time is up.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if both tenants are the same, or a client is for another tenant than its side.
    pub fn verify(&self) -> Request<Verification, Wait> {
        let this = self.clone();
        Request::new(Wait::default(), async move |wait, context| {
            this.check(wait, &context).await
        })
    }

    async fn check(&self, wait: Wait, context: &CallContext) -> Result<Verification, Error> {
        let (in_target, in_source) = self.read_until_shown(wait, context).await?;
        let (source_cloud, target_cloud) = self.clouds().unzip();
        let (source, target, wanted) = (&self.source, &self.target, self.wanted);
        let in_target = target.findings(in_target, wanted, source_cloud, context);
        let mut findings = in_target.await;
        let in_source = source.findings(in_source, wanted, target_cloud, context);
        findings.extend(in_source.await);
        Ok(Verification { findings })
    }

    /// Reads the partners on both sides until they are as wanted, one cannot be read, or the time is up.
    pub(super) async fn read_until_shown(
        &self,
        wait: Wait,
        context: &CallContext,
    ) -> Result<(Present<T>, Present<S>), Error> {
        let mut waits = Waits::new(&self.target.client, context, wait.at_most);
        let is_final = |(in_target, in_source): &(Present<T>, Present<S>)| {
            let (Ok(in_target), Ok(in_source)) = (in_target, in_source) else {
                return true;
            };
            !self.target.lacks(in_target.as_ref(), self.wanted)
                && !self.source.lacks(in_source.as_ref(), self.wanted)
        };
        waits.until(|| self.read(context), is_final).await
    }

    /// Reads the partners on both sides, whatever becomes of one of them.
    pub(super) async fn read(
        &self,
        context: &CallContext,
    ) -> Result<(Present<T>, Present<S>), Error> {
        self.refuse_wrong_tenants()?;
        let in_target = self.target.read(context).await;
        let in_source = self.source.read(context).await;
        // Now the access tokens are known.
        self.refuse_wrong_tenants()?;
        Ok((in_target, in_source))
    }
}

impl<V: Version> Tenant<V> {
    async fn findings(
        &self,
        present: Present<V>,
        wanted: Wanted,
        other_cloud: Option<CloudEndpoint>,
        context: &CallContext,
    ) -> Vec<Finding> {
        let partner = match present {
            Ok(partner) => partner,
            Err(error) => return vec![self.unreadable(Check::Readable, error)],
        };
        let mut findings = self.conditions(partner.as_ref(), wanted);
        findings.extend(self.collaboration(partner.as_ref(), context).await);
        if let Some(cloud) = other_cloud {
            findings.extend(self.other_cloud(cloud, context).await);
        }
        findings
    }

    pub(super) fn lacks(&self, partner: Option<&PartnerPolicy<V>>, wanted: Wanted) -> bool {
        !self.conditions(partner, wanted).is_empty()
    }

    /// The conditions that this side does not meet, in the order in which to mend them.
    fn conditions(&self, partner: Option<&PartnerPolicy<V>>, wanted: Wanted) -> Vec<Finding> {
        let mut findings = Vec::new();
        if partner.is_none() {
            let body = json!({ "tenantId": self.other });
            let mend = Mend::new("POST", &CREATE_PARTNER, self.other, &body);
            let what = format!("the {} {} is not a partner", self.other_side(), self.other);
            findings.push(self.finding(Check::Partner, what, mend));
        }
        if self.side == Side::Target {
            findings.extend(self.user_synchronization(partner, wanted.users));
        }
        findings.extend(self.redemption(partner, wanted.redemption));
        findings
    }

    fn user_synchronization(
        &self,
        partner: Option<&PartnerPolicy<V>>,
        wanted: Access,
    ) -> Option<Finding> {
        let policy = partner.and_then(|partner| partner.synchronization.as_ref());
        let users = policy.and_then(|policy| policy.as_ref().users());
        if users.unwrap_or(Access::Block) == wanted {
            return None;
        }
        let what = match wanted {
            Access::Allow => "the source may not synchronize users",
            Access::Block => "the source may synchronize users",
        };
        let (method, operation) = match policy {
            Some(_) => ("PATCH", &UPDATE_SYNCHRONIZATION),
            None => ("PUT", &CREATE_SYNCHRONIZATION),
        };
        let body = json!({ "userSyncInbound": { "isSyncAllowed": wanted == Access::Allow } });
        let mend = Mend::new(method, operation, self.other, &body);
        Some(self.finding(Check::UserSynchronization, what.to_owned(), mend))
    }

    fn redemption(&self, partner: Option<&PartnerPolicy<V>>, wanted: bool) -> Option<Finding> {
        if partner.is_some_and(|partner| self.redeems(partner)) == wanted {
            return None;
        }
        // The whole value is sent: whether the service keeps members that are left out is not documented.
        let own = partner.and_then(|partner| partner.settings.redemption.own());
        let own = own.cloned().unwrap_or_default();
        let (check, own) = match self.side {
            Side::Source => (Check::RedemptionOutbound, own.outbound(wanted)),
            Side::Target => (Check::RedemptionInbound, own.inbound(wanted)),
        };
        let not = if wanted { " not" } else { "" };
        let what = format!("invitations are{not} redeemed automatically");
        let body = json!({ "automaticUserConsentSettings": own });
        let mend = Mend::new("PATCH", &UPDATE_PARTNER, self.other, &body);
        Some(self.finding(check, what, mend))
    }

    fn other_side(&self) -> Side {
        match self.side {
            Side::Source => Side::Target,
            Side::Target => Side::Source,
        }
    }

    pub(super) fn finding(
        &self,
        check: Check,
        what: String,
        mend: impl Into<Option<Mend>>,
    ) -> Finding {
        Finding {
            side: self.side,
            tenant_id: self.id,
            check,
            what,
            mend: mend.into(),
            error: None,
        }
    }

    pub(super) fn unreadable(&self, check: Check, error: Error) -> Finding {
        let what = format!("cannot be read: {error}");
        Finding {
            error: Some(Arc::new(error)),
            ..self.finding(check, what, None)
        }
    }
}
