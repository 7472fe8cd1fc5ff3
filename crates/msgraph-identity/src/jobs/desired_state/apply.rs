//! Applies a plan.

use super::plan::changes;
use super::present::Present;
use super::{Action, Change, Plan, Subject};
use crate::error::{Kind, invalid_argument};
use crate::precondition::unless_gone;
use crate::request::CallContext;
use crate::version::Version;
use crate::{ApiConnectorUpdate, ConnectorAuth, CreateIfAbsent, Error, NewApiConnector, Request};

impl<V: Version> Plan<V> {
    /// Reads the tenant again, and makes the changes if they are still the same. Otherwise, nothing is written.
    ///
    /// For a while, the service may still return the old state, so that a plan that is made at once may not be empty.
    ///
    /// It stops at the first error, and undoes nothing. Then the tenant is between both states; plan again to see what is left. A
    /// setting is written as a whole value, in which the members that are not owned stay as they are.
    ///
    /// It takes the requests of [`plan`](super::DesiredState::plan), and for each change at most two: a read and a write. A deletion, and an update
    /// of a policy or a connector, take one.
    ///
    /// Needs the permissions of [`plan`](super::DesiredState::plan), and `Policy.ReadWrite.CrossTenantAccess` if partners change. A signed-in user
    /// needs the role Security Administrator for partners and External ID User Flow Administrator for connectors.
    ///
    /// # Errors
    ///
    /// - [`Error::is_changed_since_plan`] if something that the state owns has changed since the plan was made.
    /// - [`Error::is_invalid_argument`] if a connector needs a URL or an authentication that the state does not have, or that cannot be
    ///   sent. Nothing was written.
    /// - Those of [`Partner::ensure`](crate::Partner::ensure), [`Partner::update`](crate::Partner::update) and
    ///   [`upsert`](crate::IdentitySynchronization::upsert).
    pub fn apply(&self) -> Request<()> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            this.check_connectors()?;
            let present = Present::read(&this.client, &this.desired, &context).await?;
            this.refuse_if_changed(&present.changes(&this.desired))?;
            for (before, change) in this.changes.iter().enumerate() {
                let made = this.make(change, &context).await;
                made.map_err(|error| error.after_effect_if(before > 0))?;
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

    /// Refuses connectors that cannot be written, before anything is.
    fn check_connectors(&self) -> Result<(), Error> {
        for change in &self.changes {
            let Subject::ApiConnector { display_name, .. } = &change.subject else {
                continue;
            };
            let desired = &self.desired.api_connectors[display_name];
            let is_new = change.action == Action::Create;
            let needs_auth = is_new || changes(change, "authenticationConfiguration");
            let auth = desired.auth.as_ref().filter(|_| needs_auth);
            auth.map_or(Ok(()), ConnectorAuth::check)?;
            let wanted = desired.basic.as_ref().map(|basic| &*basic.username);
            let problem = if is_new && desired.target_url.is_none() {
                "needs a `targetUrl` to be created"
            } else if needs_auth && auth.is_none() {
                "needs its password or certificate: pass it with `connector_auth`"
            } else if wanted.is_some() && auth.is_some_and(|auth| auth.username() != wanted) {
                "has another user name than the authentication that was passed with `connector_auth`"
            } else {
                continue;
            };
            return Err(invalid_argument(format!("{} {problem}", change.subject)));
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
                    Action::Delete => {
                        let delete = partner.delete().within(context.clone());
                        unless_gone(delete.await).map(drop)
                    }
                }
            }
            (Subject::IdentitySynchronization(id), action) => {
                let policy = access.partner(*id).identity_synchronization();
                let wanted = self.policy(*id, change).unwrap_or_default();
                match action {
                    Action::Create => {
                        let upsert = policy.upsert(wanted).within(context.clone());
                        upsert.await.map(drop)
                    }
                    Action::Update => policy.update(wanted).within(context.clone()).await,
                    Action::Delete => {
                        let delete = policy.delete().within(context.clone());
                        unless_gone(delete.await).map(drop)
                    }
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
}

fn changed_at(subject: &Subject) -> Error {
    Kind::ChangedSincePlan(subject.to_string()).into()
}
