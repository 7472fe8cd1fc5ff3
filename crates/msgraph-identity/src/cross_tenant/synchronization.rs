//! What a partner may synchronize into this tenant.

use std::fmt;
use std::marker::PhantomData;

use msgraph_identity_core::CallOptions;

use super::upsert::{self, Upserted};
use super::{TenantId, UpdateModel, property};
use crate::call::call;
use crate::error::{Finding, Kind};
use crate::operation::{
    CREATE_SYNCHRONIZATION, DELETE_SYNCHRONIZATION, GET_SYNCHRONIZATION, UPDATE_SYNCHRONIZATION,
};
use crate::precondition::{Precondition, settle_deletion};
use crate::version::{V1, Version};
use crate::{Error, Request, View};

/// What a partner tenant may synchronize into this one. Nothing is known of it before it is asked for. Cheap to clone.
///
/// Reading needs one of the permissions `Policy.Read.All` and `Policy.ReadWrite.CrossTenantAccess`, writing the latter, delegated
/// or application; where a user is signed in, the role Security Reader or Global Reader for reading, Security Administrator for
/// writing.
///
/// All operations refuse the client's own tenant as a partner, where its id is known from the credential.
///
/// See
/// [crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner).
pub struct IdentitySynchronization<V = V1> {
    view: View<V>,
    tenant_id: TenantId,
}

impl<V: Version> IdentitySynchronization<V> {
    pub(super) fn new(view: View<V>, tenant_id: TenantId) -> Self {
        Self { view, tenant_id }
    }

    /// Gets the policy.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where the partner has no policy, or is no partner: the answer does not tell which.
    ///
    /// See
    /// [Get crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-get).
    pub fn get(&self) -> Request<V::SyncPolicy, SyncSelection<V::SyncProperty>> {
        let this = self.clone();
        Request::new(SyncSelection::all(), async move |selection, options| {
            this.read(selection.select.as_deref(), options).await
        })
    }

    /// Creates the policy.
    ///
    /// Where the answer of an attempt is lost and the next one finds a policy, the policy is read: it is a success if it is what
    /// was sent.
    ///
    /// # Errors
    ///
    /// [`Error::is_conflict`] where there is one already: update it, or [`upsert`](Self::upsert).
    /// [`Error::is_partner_missing`] where the partner has no entry in the cross-tenant access policy.
    ///
    /// See
    /// [Create identitySynchronization](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-put-identitysynchronization).
    pub fn create(&self, policy: impl Into<V::SyncUpdate>) -> Request<()> {
        let (this, policy) = (self.clone(), policy.into());
        Request::new((), async move |(), options| {
            this.put(&policy, options).await
        })
    }

    /// Updates the policy: sends what is set, and nothing else.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where there is none, [`Error::is_invalid_argument`] where nothing is set.
    ///
    /// See
    /// [Update crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-update).
    pub fn update(&self, update: impl Into<V::SyncUpdate>) -> Request<()> {
        let (this, update) = (self.clone(), update.into());
        Request::new((), async move |(), options| {
            if update.is_empty() {
                return Err(Kind::InvalidArgument(
                    "the update sets nothing; set what is to change".into(),
                )
                .into());
            }
            this.patch(&update, options).await
        })
    }

    /// Updates the policy, and gets it.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update) and [`get`](Self::get). Where the second fails, the update is done.
    pub fn update_and_get(&self, update: impl Into<V::SyncUpdate>) -> Request<V::SyncPolicy> {
        let (update, get) = (self.update(update), self.get());
        Request::new((), async move |(), options| {
            update.with_call_options(options.clone()).await?;
            get.with_call_options(options).await
        })
    }

    /// Sees to it that what is set is so, whether there is a policy or not. Reads first, and writes only what differs.
    ///
    /// ```
    /// # use msgraph_identity::{Access, Beta, CrossTenantAccess, Error, SyncUpdate, Upserted};
    /// # async fn example(beta: CrossTenantAccess<Beta>) -> Result<(), Error> {
    /// let partner = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
    /// let sync = beta.partner(partner).identity_synchronization();
    /// match sync.upsert(&SyncUpdate::new().users(Access::Allow).groups(Access::Block)).await? {
    ///     Upserted::Created => println!("created"),
    ///     Upserted::Updated => println!("updated"),
    ///     Upserted::Unchanged => println!("nothing to do"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// It may take several requests, as other clients may create and delete the policy meanwhile, and replicas may be behind: after
    /// a few of them it gives up.
    ///
    /// # Errors
    ///
    /// [`Error::is_partner_missing`] where the partner has no entry in the cross-tenant access policy.
    pub fn upsert(&self, policy: impl Into<V::SyncUpdate>) -> Request<Upserted> {
        let (this, policy) = (self.clone(), policy.into());
        Request::new((), async move |(), options| {
            upsert::upsert(&this, &policy, options).await
        })
    }

    /// Deletes the policy. In beta and the global cloud, Graph keeps it for 30 days among the deleted items.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where there is none. (Where the answer of an earlier attempt was lost, none is a success.)
    ///
    /// See
    /// [Delete crossTenantIdentitySyncPolicyPartner](https://learn.microsoft.com/graph/api/crosstenantidentitysyncpolicypartner-delete).
    pub fn delete(&self) -> Request<(), Precondition> {
        let this = self.clone();
        let none = Precondition::default();
        Request::new(none, async move |precondition, options| {
            let tenant_id = this.partner()?;
            let delete = |client| async move {
                V::delete_synchronization(&client, &tenant_id, precondition.if_match()).await
            };
            let deleted = call(&this.view, &DELETE_SYNCHRONIZATION, options, delete, Ok).await;
            settle_deletion(deleted)
        })
    }

    pub(super) async fn read(
        &self,
        select: Option<&str>,
        options: CallOptions,
    ) -> Result<V::SyncPolicy, Error> {
        let tenant_id = self.partner()?;
        let get = |client| async move { V::get_synchronization(&client, &tenant_id, select).await };
        let read = |policy| Ok(V::read_synchronization(policy, self.tenant_id));
        call(&self.view, &GET_SYNCHRONIZATION, options, get, read).await
    }

    pub(super) async fn put(
        &self,
        policy: &V::SyncUpdate,
        options: CallOptions,
    ) -> Result<(), Error> {
        let tenant_id = self.partner()?;
        let put =
            |client| async move { V::create_synchronization(&client, &tenant_id, policy).await };
        let put = call(
            &self.view,
            &CREATE_SYNCHRONIZATION,
            options.clone(),
            put,
            Ok,
        );
        match put.await {
            Err(error) if error.is_not_found() => Err(error.with_finding(Finding::PartnerMissing)),
            Err(error) if error.is_conflict() && error.has_lost_answer() => {
                match self.read(None, options).await {
                    Ok(there) if policy.difference_from(&there).is_empty() => Ok(()),
                    _ => Err(error.with_finding(Finding::ConflictAfterLostAnswer)),
                }
            }
            other => other,
        }
    }

    pub(super) async fn patch(
        &self,
        update: &V::SyncUpdate,
        options: CallOptions,
    ) -> Result<(), Error> {
        let tenant_id = self.partner()?;
        let patch =
            |client| async move { V::update_synchronization(&client, &tenant_id, update).await };
        call(&self.view, &UPDATE_SYNCHRONIZATION, options, patch, Ok).await
    }

    /// The tenant id for the path, unless it is the client's own.
    fn partner(&self) -> Result<String, Error> {
        if self.view.own_tenant() == Some(self.tenant_id) {
            let reason = "the partner is the tenant of the credential itself; a partner is the tenant whose users come into this one";
            return Err(Kind::InvalidArgument(reason.into()).into());
        }
        Ok(self.tenant_id.to_string())
    }
}

/// Which properties of a synchronization policy to return; all, unless said otherwise.
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
    /// Returns these properties only, and the tenant id.
    pub fn select(mut self, properties: impl IntoIterator<Item = P>) -> Self {
        self.parameters.select = Some(property::select(properties));
        self
    }
}

// By hand: no version has to be cloned for a handle to be.
impl<V> Clone for IdentitySynchronization<V> {
    fn clone(&self) -> Self {
        Self {
            view: self.view.clone(),
            tenant_id: self.tenant_id,
        }
    }
}

impl<V> fmt::Debug for IdentitySynchronization<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IdentitySynchronization")
            .field(&self.tenant_id)
            .finish()
    }
}
