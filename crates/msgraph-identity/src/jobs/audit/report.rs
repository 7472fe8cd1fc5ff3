//! What an audit found.

use std::collections::BTreeSet;
use std::fmt;

use msgraph_identity_core::ForeignText;
use serde::Serialize;

use super::{AuditWarning, Contradiction};
use crate::{
    Access, DefaultPolicy, Effective, EffectiveSettings, Error, Origin, PartnerPolicy, TenantId,
    Version,
};

/// What [`Audit::run`](super::Audit::run) found. `Display` writes a line for each partner, then the warnings.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AuditReport {
    expected: Option<BTreeSet<TenantId>>,
    partners: Vec<PartnerAudit>,
    unreadable: Vec<UnreadablePartner>,
    warnings: Vec<AuditWarning>,
}

impl AuditReport {
    pub(super) fn new(
        expected: Option<BTreeSet<TenantId>>,
        unreadable: Vec<UnreadablePartner>,
    ) -> Self {
        let warnings = unreadable.iter().cloned().map(AuditWarning::Unreadable);
        Self {
            expected,
            partners: Vec::new(),
            warnings: warnings.collect(),
            unreadable,
        }
    }

    pub(super) fn add(&mut self, partner: PartnerAudit) {
        let contradictions = Contradiction::all_of(&partner).into_iter();
        self.warnings.extend(
            contradictions
                .map(|contradiction| AuditWarning::Contradiction(partner.tenant, contradiction)),
        );
        self.partners.push(partner);
    }

    pub(super) fn name_missing(&mut self, tenant: TenantId, error: &Error) {
        let unreadable = UnreadablePartner::new(tenant, error);
        self.warnings.push(AuditWarning::NameMissing(unreadable));
    }

    /// Adds a warning for each expected tenant that may not synchronize, those that cannot be read left out.
    pub(super) fn add_absent(&mut self) {
        let mut absent = self.expected.clone().unwrap_or_default();
        absent.retain(|tenant| {
            self.may_synchronize()
                .all(|partner| partner.tenant != *tenant)
                && self.unreadable.iter().all(|one| one.tenant != *tenant)
        });
        self.warnings
            .extend(absent.into_iter().map(AuditWarning::ExpectedMayNot));
    }

    /// All partners that can be read.
    pub fn partners(&self) -> &[PartnerAudit] {
        &self.partners
    }

    /// The partners that may synchronize users or groups into this tenant.
    pub fn may_synchronize(&self) -> impl Iterator<Item = &PartnerAudit> {
        let partners = self.partners.iter();
        partners.filter(|partner| partner.may_synchronize())
    }

    /// The partners that may synchronize and are not [expected](super::Audit::expect) to. None, if no tenants were expected.
    pub fn unexpected(&self) -> impl Iterator<Item = &PartnerAudit> {
        let expected = self.expected.as_ref();
        self.may_synchronize()
            .filter(move |partner| expected.is_some_and(|list| !list.contains(&partner.tenant)))
    }

    /// The partners that cannot be read. Each may or may not synchronize.
    pub fn unreadable(&self) -> &[UnreadablePartner] {
        &self.unreadable
    }

    /// What is worth a look.
    pub fn warnings(&self) -> &[AuditWarning] {
        &self.warnings
    }
}

impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, users, groups) = ("tenant", "users", "groups");
        writeln!(f, "{id:36}  {users:9}  {groups:9}  redemption")?;
        for partner in &self.partners {
            writeln!(f, "{partner}")?;
        }
        for partner in self.unexpected() {
            writeln!(f, "unexpected: {} may synchronize", partner.tenant)?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        Ok(())
    }
}

/// A partner in an audit. `Display` writes a line of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartnerAudit {
    pub(super) tenant: TenantId,
    pub(super) name: Option<String>,
    users: Option<Access>,
    groups: Option<Access>,
    effective: EffectiveSettings,
}

impl PartnerAudit {
    pub(super) fn new<V: Version>(partner: &PartnerPolicy<V>, default: &DefaultPolicy) -> Self {
        let policy = partner.synchronization.as_ref();
        // Only the policy of beta has groups.
        let policy = policy.and_then(|policy| serde_json::to_value(policy).ok());
        let access = |property: &str| {
            let allowed = policy.as_ref()?.get(property)?.get("isSyncAllowed")?;
            allowed.as_bool().map(Access::from_is_sync_allowed)
        };
        Self {
            tenant: partner.tenant_id,
            name: None,
            users: access("userSyncInbound"),
            groups: access("groupSyncInbound"),
            effective: default.effective(partner),
        }
    }

    /// The tenant id of the partner.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The name of the organization, if it was looked up.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether the partner may synchronize users. `None` is the same as no: the policy is absent or does not say.
    pub fn users(&self) -> Option<Access> {
        self.users
    }

    /// Whether the partner may synchronize groups. Only beta shows it.
    pub fn groups(&self) -> Option<Access> {
        self.groups
    }

    /// Whether the partner may synchronize users or groups into this tenant.
    pub fn may_synchronize(&self) -> bool {
        self.users == Some(Access::Allow) || self.groups == Some(Access::Allow)
    }

    /// Whether this tenant redeems the invitations of users of the partner without asking them. The partner must allow it too.
    pub fn redeems_automatically(&self) -> bool {
        self.redemption().is_some_and(|redemption| redemption.value)
    }

    /// The settings that hold for the partner, and where each comes from.
    pub fn effective(&self) -> &EffectiveSettings {
        &self.effective
    }

    fn redemption(&self) -> Option<Effective<bool>> {
        self.effective.redemption.inbound
    }
}

impl fmt::Display for PartnerAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let access = |access| match access {
            Some(Access::Allow) => "allowed",
            Some(Access::Block) => "blocked",
            None => "-",
        };
        let redemption = match self.redemption() {
            Some(redemption) if redemption.value => "automatic",
            _ => "asks",
        };
        let (users, groups) = (access(self.users), access(self.groups));
        let id = self.tenant.to_string();
        write!(f, "{id}  {users:9}  {groups:9}  {redemption}")?;
        if self
            .redemption()
            .is_some_and(|redemption| redemption.origin == Origin::Default)
        {
            f.write_str(" (default)")?;
        }
        // The name is chosen by the other tenant, and may have control characters.
        match &self.name {
            Some(name) => write!(f, "  {}", ForeignText::new(name)),
            None => Ok(()),
        }
    }
}

/// A partner of which something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnreadablePartner {
    tenant: TenantId,
    error: String,
}

impl UnreadablePartner {
    pub(super) fn new(tenant: TenantId, error: &Error) -> Self {
        let error = error.to_string();
        Self { tenant, error }
    }

    /// The tenant id of the partner.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The text of the error.
    pub fn error(&self) -> &str {
        &self.error
    }
}
