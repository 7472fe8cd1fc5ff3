//! The changes that bring a tenant to a desired state.

use std::fmt;

use serde::{Serialize, Serializer};

use super::present::Present;
use super::{Action, Change, DesiredState, Presence, Subject};
use crate::cross_tenant::UpdateModel;
use crate::cross_tenant::merge::{Properties, properties};
use crate::error::refuse_blank;
use crate::version::Version;
use crate::{Error, PartnerUpdate, Request, TenantId, VersionedClient};

impl<V: Version> DesiredState<V> {
    /// Reads what the tenant has of this state, and returns what differs. Nothing is written.
    ///
    /// It takes one request if one partner is named, and one for each page of partners if several are. If connectors are named, it
    /// takes one more for each page of connectors.
    ///
    /// Needs the permission `Policy.Read.All` if partners are named, and `APIConnectors.ReadWrite.All` if connectors are.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if a setting that differs cannot be sent: its rule is wrong, a text is blank, the cloud does not
    /// have it, or the partner is the tenant itself.
    pub fn plan(&self, client: &VersionedClient<V>) -> Request<Plan<V>> {
        let (client, desired) = (client.clone(), self.clone());
        Request::new((), async move |(), context| {
            let present = Present::read(&client, &desired, &context).await?;
            let plan = Plan {
                changes: present.changes(&desired),
                client,
                desired,
            };
            plan.check()?;
            Ok(plan)
        })
    }
}

/// The changes that bring a tenant to a desired state.
///
/// `Display` writes them as a diff does, one after the other, and names what could not be compared. serde writes the list of changes.
/// Neither shows a password, or the query of a URL.
///
/// ```text
/// ~ partner 9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01
/// -   inboundTrust.isMfaAccepted: false
/// +   inboundTrust.isMfaAccepted: true
/// -   b2bDirectConnectInbound: {"usersAndGroups":{"accessType":"blocked", …}}
/// +   b2bDirectConnectInbound: inherited
/// + identity synchronization of 9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01
/// +   userSyncInbound: {"isSyncAllowed":true}
/// # API connector "Vet": its password is not compared, because Graph does not return it
/// ```
#[derive(Clone)]
#[must_use = "a plan changes nothing before it is applied"]
pub struct Plan<V: Version> {
    pub(super) client: VersionedClient<V>,
    pub(super) desired: DesiredState<V>,
    pub(super) changes: Vec<Change>,
}

impl<V: Version> Plan<V> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, in the order in which they are made.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The names of the connectors whose passwords are not compared, because Graph does not return them.
    pub fn uncompared_passwords(&self) -> impl Iterator<Item = &str> {
        let connectors = self.desired.api_connectors.iter();
        connectors
            .filter(|(_, desired)| desired.basic.is_some())
            .map(|(name, _)| &**name)
    }

    /// Refuses settings that cannot be sent, before anything is written.
    fn check(&self) -> Result<(), Error> {
        let access = self.client.cross_tenant_access();
        for change in &self.changes {
            match (&change.subject, change.action) {
                (Subject::Partner(id), Action::Create | Action::Update) => {
                    let settings = self.settings(*id, change);
                    access.partner(*id).validate(&settings)?;
                }
                (Subject::IdentitySynchronization(id), _) => {
                    let policy = self.policy(*id, change);
                    policy.map_or(Ok(()), |policy| policy.check())?;
                }
                (Subject::ApiConnector { display_name, .. }, Action::Create) => {
                    refuse_blank("the display name of an API connector", display_name)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The wanted settings of a partner that a change writes.
    pub(super) fn settings(&self, id: TenantId, change: &Change) -> PartnerUpdate {
        match &self.desired.partners[&id].0 {
            Presence::Present(owned) => written(&properties(&owned.settings), change),
            Presence::Absent => None,
        }
        .unwrap_or_default()
    }

    /// The wanted settings of a policy that a change writes.
    pub(super) fn policy(&self, id: TenantId, change: &Change) -> Option<V::SyncUpdate> {
        match &self.desired.partners[&id].0 {
            Presence::Present(owned) => match owned.synchronization.as_ref()? {
                Presence::Present(policy) => written(&properties(policy), change),
                Presence::Absent => None,
            },
            Presence::Absent => None,
        }
    }
}

/// The part of the wanted values that a change writes.
fn written<T: serde::de::DeserializeOwned>(wanted: &Properties, change: &Change) -> Option<T> {
    let mut written = wanted.clone();
    written.retain(|name, _| changes(change, name));
    serde_json::from_value(written.into()).ok()
}

/// Whether a change is one of this property or of its members.
pub(super) fn changes(change: &Change, property: &str) -> bool {
    let mut differences = change.differences.iter();
    differences.any(|difference| difference.property.split('.').next() == Some(property))
}

impl<V: Version> fmt::Display for Plan<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            writeln!(f, "No changes.")?;
        }
        for change in &self.changes {
            writeln!(f, "{change}")?;
        }
        for name in self.uncompared_passwords() {
            writeln!(
                f,
                "# API connector {name:?}: its password is not compared, because Graph does not return it"
            )?;
        }
        Ok(())
    }
}

impl<V: Version> fmt::Debug for Plan<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("changes", &self.changes)
            .finish_non_exhaustive()
    }
}

impl<V: Version> Serialize for Plan<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.changes.serialize(serializer)
    }
}
