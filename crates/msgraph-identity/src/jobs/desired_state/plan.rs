//! The changes that bring a tenant to a desired state.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::partner::properties;
use super::present::Present;
use super::{Action, Change, DesiredState, Presence, Subject};
use crate::error::{Kind, invalid_argument};
use crate::request::CallContext;
use crate::version::Version;
use crate::{
    ApiConnectorUpdate, CreateIfAbsent, Error, NewApiConnector, PartnerUpdate, Request, TenantId,
    VersionedClient,
};

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
    /// [`Error::is_invalid_argument`] if a setting that differs cannot be sent: its rule is wrong, the cloud does not have it, or the
    /// partner is the tenant itself.
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
    client: VersionedClient<V>,
    desired: DesiredState<V>,
    changes: Vec<Change>,
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

    /// Reads the tenant again, and makes the changes if they are still the same. Otherwise, nothing is written.
    ///
    /// It stops at the first error, and undoes nothing. Then the tenant is between both states; plan again to see what is left. A
    /// setting is written as a whole value, in which the members that are not owned stay as they are.
    ///
    /// It takes the requests of [`DesiredState::plan`], and for each change at most two: a read and a write. A deletion, and an update
    /// of a policy or a connector, take one.
    ///
    /// Needs the permissions of [`DesiredState::plan`], and `Policy.ReadWrite.CrossTenantAccess` if partners change. A signed-in user
    /// needs the role Security Administrator for partners and External ID User Flow Administrator for connectors.
    ///
    /// # Errors
    ///
    /// - [`Error::is_changed_since_plan`] if something that the state owns has changed since the plan was made.
    /// - [`Error::is_invalid_argument`] if a connector needs a URL or an authentication that the state does not have.
    /// - Those of [`Partner::ensure`](crate::Partner::ensure), [`Partner::update`](crate::Partner::update) and
    ///   [`upsert`](crate::IdentitySynchronization::upsert).
    pub fn apply(&self) -> Request<()> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.check_connectors()?;
            let present = Present::read(&this.client, &this.desired, &context).await?;
            this.refuse_if_changed(&present.changes(&this.desired))?;
            let mut is_first = true;
            for change in &this.changes {
                let made = this.make(change, &context).await;
                made.map_err(|error| {
                    if is_first {
                        error
                    } else {
                        error.after_effect()
                    }
                })?;
                is_first = false;
            }
            Ok(())
        })
    }

    fn refuse_if_changed(&self, now: &[Change]) -> Result<(), Error> {
        let planned = &self.changes;
        let gone = planned.iter().find(|change| !now.contains(change));
        let new = now.iter().find(|change| !planned.contains(change));
        match gone.or(new) {
            None => Ok(()),
            Some(change) => Err(changed_at(&change.subject)),
        }
    }

    /// Refuses settings that cannot be sent, before anything is written.
    fn check(&self) -> Result<(), Error> {
        let access = self.client.cross_tenant_access();
        for change in &self.changes {
            if let (Subject::Partner(id), Action::Create | Action::Update) =
                (&change.subject, change.action)
            {
                access.partner(*id).validate(&self.settings(*id, change))?;
            }
        }
        Ok(())
    }

    /// Refuses connectors that cannot be written, before anything is.
    fn check_connectors(&self) -> Result<(), Error> {
        for change in &self.changes {
            let Subject::ApiConnector { display_name, .. } = &change.subject else {
                continue;
            };
            let desired = &self.desired.api_connectors[display_name];
            let is_new = change.action == Action::Create;
            let needs_auth = is_new || changes(change, "authenticationConfiguration");
            let missing = if is_new && desired.target_url.is_none() {
                "needs a `targetUrl` to be created"
            } else if needs_auth && desired.auth.is_none() {
                "needs its password or certificate: pass it with `connector_auth`"
            } else {
                continue;
            };
            return Err(invalid_argument(format!("{} {missing}", change.subject)));
        }
        Ok(())
    }

    async fn make(&self, change: &Change, context: &CallContext) -> Result<(), Error> {
        let access = self.client.cross_tenant_access();
        match (&change.subject, change.action) {
            (Subject::Partner(id), action) => {
                let partner = access.partner(*id);
                let settings = self.settings(*id, change);
                match action {
                    Action::Create => {
                        let ensure = partner.ensure(settings).within(context.clone());
                        ensure.await.map(drop)
                    }
                    Action::Update => partner.update(settings).within(context.clone()).await,
                    Action::Delete => gone(partner.delete().within(context.clone()).await),
                }
            }
            (Subject::IdentitySynchronization(id), action) => {
                let policy = access.partner(*id).identity_synchronization();
                match (action, self.policy(*id, change)) {
                    (Action::Create, Some(wanted)) => {
                        let upsert = policy.upsert(wanted).within(context.clone());
                        upsert.await.map(drop)
                    }
                    (Action::Update, Some(wanted)) => {
                        policy.update(wanted).within(context.clone()).await
                    }
                    _ => gone(policy.delete().within(context.clone()).await),
                }
            }
            (Subject::ApiConnector { .. }, _) => self.make_connector(change, context).await,
        }
    }

    async fn make_connector(&self, change: &Change, context: &CallContext) -> Result<(), Error> {
        let Subject::ApiConnector { display_name, id } = &change.subject else {
            return Ok(());
        };
        let desired = &self.desired.api_connectors[display_name];
        let connectors = self.client.api_connectors();
        let (url, auth) = (desired.target_url.as_ref(), desired.auth.clone());
        if let Some(id) = id {
            let mut update = ApiConnectorUpdate::new();
            if let Some(url) = url.filter(|_| changes(change, "targetUrl")) {
                update = update.target_url(url.as_str())?;
            }
            if let Some(auth) = auth.filter(|_| changes(change, "authenticationConfiguration")) {
                update = update.auth(auth);
            }
            let update = connectors.connector(id).update(&update);
            return update.within(context.clone()).await;
        }
        let (Some(url), Some(auth)) = (url, auth) else {
            return Ok(());
        };
        let new = NewApiConnector::new(display_name, url.as_str(), auth)?;
        let create = connectors.create_if_absent(&new).within(context.clone());
        match create.await? {
            CreateIfAbsent::Created(_) => Ok(()),
            CreateIfAbsent::Present(_) => Err(changed_at(&change.subject)),
        }
    }

    /// The wanted settings of a partner that a change writes.
    fn settings(&self, id: TenantId, change: &Change) -> PartnerUpdate {
        match &self.desired.partners[&id].0 {
            Presence::Present(owned) => written(&properties(&owned.settings), change),
            Presence::Absent => None,
        }
        .unwrap_or_default()
    }

    /// The wanted settings of a policy that a change writes.
    fn policy(&self, id: TenantId, change: &Change) -> Option<V::SyncUpdate> {
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
fn written<T: serde::de::DeserializeOwned>(
    wanted: &Map<String, Value>,
    change: &Change,
) -> Option<T> {
    let mut written = wanted.clone();
    written.retain(|name, _| changes(change, name));
    serde_json::from_value(written.into()).ok()
}

/// Whether a change is one of this property or of its members.
fn changes(change: &Change, property: &str) -> bool {
    let mut differences = change.differences.iter();
    differences.any(|difference| difference.property.split('.').next() == Some(property))
}

fn changed_at(subject: &Subject) -> Error {
    Kind::ChangedSincePlan(subject.to_string()).into()
}

/// What is gone already need not be deleted.
fn gone(deleted: Result<(), Error>) -> Result<(), Error> {
    match deleted {
        Err(error) if error.is_not_found() => Ok(()),
        other => other,
    }
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
