//! A partner is removed, with a backup that brings it back.

use super::desired_state::{DesiredPartner, DesiredState};
use crate::precondition::unless_gone;
use crate::{Partner, Request, TenantId, V1, Version, VersionedClient, Wait};

/// The removal of a partner: its synchronization policy first, because the service keeps a partner that has one, then the partner.
///
/// [`read`](Self::read) reads the partner and deletes nothing. Store the [`backup`](Self::backup) before [`run`](Self::run) deletes:
/// it survives whatever happens then.
///
/// It needs the permission `Policy.ReadWrite.CrossTenantAccess`, and of a signed-in user the role Security Administrator.
///
/// ```
/// # use std::time::Duration;
/// # use msgraph_identity::jobs::offboarding::Offboarding;
/// # use msgraph_identity::{Error, Graph, TenantId};
/// # async fn example(graph: Graph, partner: TenantId) -> Result<(), Box<dyn std::error::Error>> {
/// let offboarding = Offboarding::read(&graph.v1(), partner).await?;
/// std::fs::write("backup.json", serde_json::to_string_pretty(offboarding.backup())?)?;
/// offboarding.run().wait(Duration::from_secs(150)).await?;
///
/// // Later, if it was a mistake:
/// offboarding.backup().plan(&graph.v1()).await?.apply().await?;
/// # Ok(())
/// # }
/// ```
///
/// Deleting the policy stops the synchronization. Microsoft does not document whether the users that were synchronized stay; turning
/// the synchronization off removes none.
///
/// See
/// [Delete partner](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-delete).
#[derive(Clone, Debug)]
#[must_use]
pub struct Offboarding<V: Version = V1> {
    partner: Partner<V>,
    backup: DesiredState<V>,
}

impl<V: Version> Offboarding<V> {
    /// Reads the partner. It sends 1 request.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`](crate::Error::is_not_found) if the tenant is not a partner.
    pub fn read(client: &VersionedClient<V>, tenant_id: TenantId) -> Request<Self> {
        let partner = client.cross_tenant_access().partner(tenant_id);
        let get = partner.get().with_synchronization();
        Request::new((), async move |(), context| {
            let policy = get.within(context).await?;
            let backup = DesiredState::new().partner(tenant_id, DesiredPartner::from(&policy));
            Ok(Self { partner, backup })
        })
    }

    /// The partner as it was read, with its synchronization policy, as a desired state that names nothing else. Its
    /// [plan](DesiredState::plan) brings the partner back.
    ///
    /// It has all settings that this crate knows. An inherited setting is null in it.
    pub fn backup(&self) -> &DesiredState<V> {
        &self.backup
    }

    /// Deletes the synchronization policy and the partner. What is gone already is no error, so it can be run again after an error. It
    /// sends 2 requests.
    ///
    /// With [`wait`](Request::wait), it also waits until the service does not show the partner any more, with 1 request or more. The
    /// service may refuse to create the partner again for a while after that.
    ///
    /// # Errors
    ///
    /// [`Error::may_have_taken_effect`](crate::Error::may_have_taken_effect) is true if something was deleted before the error.
    ///
    /// - [`is_permission_denied`](crate::Error::is_permission_denied) if the application may not delete.
    /// - [`is_timeout`](crate::Error::is_timeout) if the partner is still shown after the time that was allowed by `wait`.
    pub fn run(&self) -> Request<(), Wait> {
        let partner = self.partner.clone();
        Request::new(Wait::default(), async move |wait, context| {
            let policy = partner.identity_synchronization().delete();
            let deleted = unless_gone(policy.within(context.clone()).await)?;
            let delete = partner.delete().within(context.clone()).await;
            let deleted = match unless_gone(delete) {
                Ok(partner_deleted) => deleted || partner_deleted,
                Err(error) => return Err(error.after_effect_if(deleted)),
            };
            if wait.at_most.is_zero() {
                return Ok(());
            }
            let gone = partner.wait_until_gone(wait.at_most).within(context);
            gone.await.map_err(|error| error.after_effect_if(deleted))
        })
    }
}
