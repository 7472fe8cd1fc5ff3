//! What is worth a look in an audit.

use std::fmt;

use serde::Serialize;

use super::{PartnerAudit, UnreadablePartner};
use crate::{AccessRule, EffectiveRules, TenantId};

/// A warning of an audit. `Display` writes a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AuditWarning {
    /// The settings of this partner contradict each other.
    Contradiction(TenantId, Contradiction),
    /// This tenant is expected to synchronize and may not.
    ExpectedMayNot(TenantId),
    /// The name of this partner cannot be looked up.
    NameMissing(UnreadablePartner),
    /// This partner cannot be read.
    Unreadable(UnreadablePartner),
}

impl fmt::Display for AuditWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction(tenant, what) => write!(f, "{tenant}: {what}"),
            Self::ExpectedMayNot(tenant) => {
                write!(f, "{tenant}: is expected to synchronize and may not")
            }
            Self::NameMissing(partner) => write!(
                f,
                "{}: its name cannot be looked up: {}",
                partner.tenant(),
                partner.error()
            ),
            Self::Unreadable(partner) => {
                write!(
                    f,
                    "{}: cannot be read: {}",
                    partner.tenant(),
                    partner.error()
                )
            }
        }
    }
}

/// Settings that contradict each other. Microsoft does not document how the service treats them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Contradiction {
    /// All users are blocked and applications are not, in this setting of Graph.
    UsersBlockedApplicationsOpen(&'static str),
    /// All applications are blocked and users are not, in this setting of Graph.
    ApplicationsBlockedUsersOpen(&'static str),
    /// The partner may synchronize, and invitations are not redeemed automatically. Synchronization needs that.
    SynchronizationWithoutRedemption,
    /// The partner may synchronize, and all its users are blocked for collaboration.
    SynchronizationWithoutCollaboration,
}

impl Contradiction {
    pub(super) fn all_of(partner: &PartnerAudit) -> Vec<Self> {
        let settings = partner.effective();
        let rules = [
            ("b2bCollaborationInbound", &settings.collaboration_inbound),
            ("b2bCollaborationOutbound", &settings.collaboration_outbound),
            ("b2bDirectConnectInbound", &settings.direct_connect_inbound),
            (
                "b2bDirectConnectOutbound",
                &settings.direct_connect_outbound,
            ),
        ];
        let mixed = rules
            .into_iter()
            .filter_map(|(name, rules)| mixed(name, rules));
        let mut found: Vec<Self> = mixed.collect();
        if partner.may_synchronize() {
            if !partner.redeems_automatically() {
                found.push(Self::SynchronizationWithoutRedemption);
            }
            let users = settings.collaboration_inbound.users_and_groups.as_ref();
            if users.is_some_and(|users| users.value.blocks_all()) {
                found.push(Self::SynchronizationWithoutCollaboration);
            }
        }
        found
    }
}

fn mixed(name: &'static str, rules: &EffectiveRules) -> Option<Contradiction> {
    let users = rules.users_and_groups.as_ref()?;
    let applications = rules.applications.as_ref()?;
    match [&users.value, &applications.value].map(AccessRule::blocks_all) {
        [true, false] => Some(Contradiction::UsersBlockedApplicationsOpen(name)),
        [false, true] => Some(Contradiction::ApplicationsBlockedUsersOpen(name)),
        _ => None,
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UsersBlockedApplicationsOpen(name) => {
                write!(f, "{name} blocks all users and leaves applications open")
            }
            Self::ApplicationsBlockedUsersOpen(name) => {
                write!(f, "{name} blocks all applications and leaves users open")
            }
            Self::SynchronizationWithoutRedemption => {
                f.write_str("may synchronize, and invitations are not redeemed automatically")
            }
            Self::SynchronizationWithoutCollaboration => {
                f.write_str("may synchronize, and b2bCollaborationInbound blocks all its users")
            }
        }
    }
}
