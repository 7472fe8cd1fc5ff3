//! The synchronization policy of a partner.

use std::marker::PhantomData;

use super::handle::handle;
use crate::cross_tenant::{SyncSettings, TenantId, UpdateModel, select};
use crate::error::{Finding, invalid_argument, refuse_empty};
use crate::invoke::invoke;
use crate::operation_table::{
    CREATE_SYNCHRONIZATION, DELETE_SYNCHRONIZATION, GET_SYNCHRONIZATION, UPDATE_SYNCHRONIZATION,
};
use crate::precondition::{Precondition, settle_deletion};
use crate::request::CallContext;
use crate::version::{V1, Version};
use crate::{Error, Request, VersionedClient};

/// The policy for what a partner tenant may synchronize into this one, from
/// [`Partner::identity_synchronization`](crate::Partner::identity_synchronization). Cloning is cheap.
///
/// All methods make requests, which are sent when they are awaited.
///
/// ```
/// # use msgraph_identity::{Access, CrossTenantAccess, Error, SyncUpdate};
/// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
/// let partner = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
/// let sync = access.partner(partner).identity_synchronization();
/// sync.create(SyncUpdate::new().users(Access::Block)).await?;
/// println!("{:?}", sync.get().await?.users());
///
/// let allowed = SyncUpdate::new().users(Access::Allow);
/// sync.update(&allowed).await?;
/// let shown = sync.update_and_get(&allowed).await?;
/// assert_eq!(shown.users(), Some(Access::Allow));
/// sync.delete().await?;
/// # Ok(())
/// # }
/// ```
///
/// [`upsert`](Self::upsert) and [`plan_upsert`](Self::plan_upsert) have examples of their own.
///
/// Reading needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, writing needs
/// `Policy.ReadWrite.CrossTenantAccess`, delegated or application. A signed-in user needs the role Security Reader or Global Reader
/// for reading, and Security Administrator for writing.
///
/// The tenant's own id is refused as a partner ([`is_invalid_argument`](Error::is_invalid_argument)), if the credential has a tenant
/// id or an access token that names the tenant was used already.
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner).
pub struct IdentitySynchronization<V = V1> {
    client: VersionedClient<V>,
    tenant_id: TenantId,
}

impl<V: Version> IdentitySynchronization<V> {
    pub(super) fn new(client: VersionedClient<V>, tenant_id: TenantId) -> Self {
        Self { client, tenant_id }
    }

    /// Gets the policy.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if the partner has no policy, or the tenant is not a partner. The response does not tell which.
    ///
    /// See
    /// [Get crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-get).
    pub fn get(&self) -> Request<V::SyncPolicy, SyncSelection<V::SyncProperty>> {
        let this = self.clone();
        Request::new(SyncSelection::all(), async move |selection, context| {
            this.read(selection.select.as_deref(), context).await
        })
    }

    /// Creates the policy.
    ///
    /// If the response to an attempt is lost and the next attempt finds a policy, the policy is read. It is a success if it has the
    /// settings that were sent.
    ///
    /// # Errors
    ///
    /// - [`Error::is_conflict`] if there is a policy already: update it, or call [`upsert`](Self::upsert).
    /// - [`Error::is_partner_missing`] if the partner has no entry in the cross-tenant access policy.
    /// - [`Error::is_invalid_argument`] if a text is blank.
    ///
    /// See
    /// [Create identitySynchronization](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-put-identitysynchronization).
    pub fn create(&self, policy: impl SyncSettings<V>) -> Request<()> {
        let (this, policy) = (self.clone(), policy.into_update());
        Request::new((), async move |(), context| {
            policy.check()?;
            this.put(&policy, context).await
        })
    }

    /// Updates the policy. Only what is set is sent.
    ///
    /// # Errors
    ///
    /// - [`Error::is_not_found`] if there is no policy.
    /// - [`Error::is_invalid_argument`] if nothing is set or a text is blank.
    ///
    /// See
    /// [Update crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-update).
    pub fn update(&self, update: impl SyncSettings<V>) -> Request<()> {
        let (this, update) = (self.clone(), update.into_update());
        Request::new((), async move |(), context| {
            refuse_empty(update.is_empty())?;
            update.check()?;
            this.patch(&update, context).await
        })
    }

    /// Updates the policy and gets it.
    ///
    /// # Errors
    ///
    /// Those of [`update`](Self::update) and [`get`](Self::get). If getting the policy fails, the update is done.
    pub fn update_and_get(&self, update: impl SyncSettings<V>) -> Request<V::SyncPolicy> {
        let (update, get) = (self.update(update), self.get());
        Request::new((), async move |(), context| {
            update.within(context.clone()).await?;
            get.within(context).await.map_err(Error::after_effect)
        })
    }

    /// Deletes the policy. In beta and the global cloud, Graph keeps it for 30 days among the deleted items. If the response to an
    /// attempt is lost and the next attempt finds no policy, that is a success.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if there is no policy.
    ///
    /// See
    /// [Delete crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-delete).
    pub fn delete(&self) -> Request<(), Precondition> {
        let this = self.clone();
        let none = Precondition::default();
        Request::new(none, async move |precondition, context| {
            let (tenant_id, if_match) = (this.partner()?, precondition.if_match()?);
            let delete = |client| V::delete_synchronization(client, &tenant_id, if_match);
            let operation = &DELETE_SYNCHRONIZATION;
            let deleted = invoke(&this.client, operation, context, delete, Ok).await;
            settle_deletion(deleted)
        })
    }

    pub(super) async fn read(
        &self,
        select: Option<&str>,
        context: CallContext,
    ) -> Result<V::SyncPolicy, Error> {
        let tenant_id = self.partner()?;
        let get = |client| V::get_synchronization(client, &tenant_id, select);
        let read = |policy| Ok(V::read_synchronization(policy, self.tenant_id));
        invoke(&self.client, &GET_SYNCHRONIZATION, context, get, read).await
    }

    pub(super) async fn put(
        &self,
        policy: &V::SyncUpdate,
        context: CallContext,
    ) -> Result<(), Error> {
        let tenant_id = self.partner()?;
        let put = |client| V::create_synchronization(client, &tenant_id, policy);
        let operation = &CREATE_SYNCHRONIZATION;
        match invoke(&self.client, operation, context.clone(), put, Ok).await {
            Err(error) if error.is_absent() => Err(error.with_finding(Finding::PartnerMissing)),
            Err(error) if error.is_conflict() && error.has_lost_response() => {
                match self.read(None, context).await {
                    Ok(present) if policy.difference_from(&present).is_empty() => Ok(()),
                    _ => Err(error.with_finding(Finding::ConflictAfterLostResponse)),
                }
            }
            other => other,
        }
    }

    pub(super) async fn patch(
        &self,
        update: &V::SyncUpdate,
        context: CallContext,
    ) -> Result<(), Error> {
        let tenant_id = self.partner()?;
        let patch = |client| V::update_synchronization(client, &tenant_id, update);
        invoke(&self.client, &UPDATE_SYNCHRONIZATION, context, patch, Ok).await
    }

    /// Returns the tenant id for the path, unless it is the client's own.
    fn partner(&self) -> Result<String, Error> {
        if self.client.own_tenant() == Some(self.tenant_id) {
            return Err(invalid_argument(
                "the partner has the tenant id of the credential; pass the id of the tenant whose users are synchronized into this one",
            ));
        }
        Ok(self.tenant_id.to_string())
    }
}

/// The properties of a synchronization policy to return. By default, all.
#[derive(Clone, Debug)]
pub struct SyncSelection<P> {
    select: Option<String>,
    properties: PhantomData<fn(P)>,
}

impl<P> SyncSelection<P> {
    fn all() -> Self {
        Self {
            select: None,
            properties: PhantomData,
        }
    }
}

impl<T, P: AsRef<str>> Request<T, SyncSelection<P>> {
    /// Returns only these properties and the tenant id.
    pub fn select(mut self, properties: impl IntoIterator<Item = P>) -> Self {
        self.parameters.select = Some(select(properties));
        self
    }
}

handle!(IdentitySynchronization { client, tenant_id } as tenant_id);
