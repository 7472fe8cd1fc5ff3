//! A partner of the cross-tenant access policy.

use std::time::Duration;

use super::IdentitySynchronization;
use super::handle::handle;
use super::wait::Waits;
use crate::cross_tenant::merge::{Properties, merge, properties, sendable};
use crate::cross_tenant::{
    NewPartner, PartnerPolicy, PartnerProperty, PartnerUpdate, TenantId, select,
};
use crate::error::{Finding, Kind, invalid_argument, refuse_empty};
use crate::invoke::invoke;
use crate::operation_table::{CREATE_PARTNER, DELETE_PARTNER, GET_PARTNER, UPDATE_PARTNER};
use crate::precondition::{Precondition, settle_deletion};
use crate::request::CallContext;
use crate::version::{Query, V1, Version, convert};
use crate::{Error, Request, VersionedClient};

/// A partner tenant in the cross-tenant access policy, by its tenant id, from
/// [`CrossTenantAccess::partner`](crate::CrossTenantAccess::partner). Cloning is cheap.
///
/// [`get`](Self::get), [`update`](Self::update), [`ensure`](Self::ensure), [`delete`](Self::delete) and
/// [`wait_until_gone`](Self::wait_until_gone) make requests, which are sent when they are awaited. The other methods send nothing.
///
/// Reading needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, writing needs
/// `Policy.ReadWrite.CrossTenantAccess`, delegated or application. A signed-in user needs the role Security Reader or Global Reader
/// for reading, and Security Administrator or Teams Administrator for writing.
///
/// The tenant's own id is refused as a partner ([`is_invalid_argument`](Error::is_invalid_argument)), if the credential has a tenant
/// id or an access token that names the tenant was used already.
///
/// ```
/// # use std::time::Duration;
/// # use msgraph_identity::{CrossTenantAccess, Error, InboundTrust, PartnerUpdate, Upserted};
/// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
/// let partner = access.partner("9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?);
/// let wanted = PartnerUpdate::new()
///     .redemption_inbound(true)
///     .inbound_trust(InboundTrust::new().mfa(true));
/// match partner.ensure(&wanted).wait(Duration::from_secs(60)).await? {
///     Upserted::Created => println!("created"),
///     Upserted::Updated => println!("updated"),
///     Upserted::Unchanged => println!("nothing to do"),
/// }
///
/// // With the synchronization policy:
/// let shown = partner.get().with_synchronization().await?;
/// println!("{:?} {:?}", shown.settings.inbound_trust, shown.synchronization);
///
/// partner.update(PartnerUpdate::new().redemption_inbound(false)).await?;
///
/// // The synchronization policy is deleted first, if there is one.
/// if shown.synchronization.is_some() {
///     partner.identity_synchronization().delete().await?;
/// }
/// partner.delete().await?;
/// partner.wait_until_gone(Duration::from_secs(150)).await?;
/// # Ok(())
/// # }
/// ```
///
/// See
/// [crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner).
pub struct Partner<V = V1> {
    client: VersionedClient<V>,
    tenant_id: TenantId,
}

impl<V: Version> Partner<V> {
    pub(super) fn new(client: VersionedClient<V>, tenant_id: TenantId) -> Self {
        Self { client, tenant_id }
    }

    /// The tenant id of the partner.
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    /// The policy for what the partner may synchronize into this tenant. No request is sent.
    pub fn identity_synchronization(&self) -> IdentitySynchronization<V> {
        IdentitySynchronization::new(self.client.clone(), self.tenant_id)
    }

    /// Gets the partner. The example is at [`Partner`].
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if the tenant is not a partner.
    ///
    /// See
    /// [Get crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-get).
    pub fn get(&self) -> Request<PartnerPolicy<V>, PartnerQuery> {
        let this = self.clone();
        Request::new(PartnerQuery::default(), async move |query, context| {
            this.read(&query.0, context).await
        })
    }

    /// Updates the partner. Only the settings that are set are sent, each as a whole value: if one is not [`Setting::Inherit`], the
    /// partner is read first, and the members that are not set keep their values.
    ///
    /// # Errors
    ///
    /// - [`Error::is_partner_missing`] if the tenant is not a partner.
    /// - [`Error::is_license_missing`] if the tenant has no Microsoft Entra ID P1 and a setting needs it.
    /// - [`Error::is_invalid_argument`] if nothing is set, a rule cannot be sent, or the cloud does not have a setting.
    ///
    /// See
    /// [Update crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-update).
    ///
    /// [`Setting::Inherit`]: crate::Setting::Inherit
    pub fn update(&self, update: impl Into<PartnerUpdate>) -> Request<()> {
        let (this, update) = (self.clone(), update.into());
        Request::new((), async move |(), context| {
            let wanted = this.check(&update)?;
            refuse_empty(wanted.is_empty())?;
            if !wanted.values().any(serde_json::Value::is_object) {
                return this.patch(wanted, context).await;
            }
            let present = this.read(&Query::default(), context.clone()).await?;
            this.patch(merge(&wanted, &properties(&present)), context)
                .await
        })
    }

    /// Checks settings as [`update`](Self::update) does, and sends nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_argument`] if a rule cannot be sent, the cloud does not have a setting, or the partner is the tenant
    /// itself.
    pub fn validate(&self, update: &PartnerUpdate) -> Result<(), Error> {
        self.path_id()?;
        self.check(update).map(drop)
    }

    /// Deletes the partner. Delete its synchronization policy first. In beta and the global cloud, Graph keeps the partner for 30 days
    /// among the deleted items.
    ///
    /// For a while, the service may still return the partner, and refuse to create it again
    /// ([`is_conflict`](Error::is_conflict)): see [`wait_until_gone`](Self::wait_until_gone).
    ///
    /// # Errors
    ///
    /// - [`Error::is_not_found`] if the tenant is not a partner. If the response to an earlier attempt was lost, that is a success.
    /// - An error that says so if the partner may still have a synchronization policy. Microsoft does not document its status.
    ///
    /// See
    /// [Delete crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationpartner-delete).
    pub fn delete(&self) -> Request<(), Precondition> {
        let this = self.clone();
        Request::new(
            Precondition::default(),
            async move |precondition, context| {
                let (tenant_id, if_match) = (this.path_id()?, precondition.if_match()?);
                let delete = |client| V::delete_partner(client, &tenant_id, if_match);
                let deleted = invoke(&this.client, &DELETE_PARTNER, context, delete, Ok).await;
                settle_deletion(deleted).map_err(|error| match this.explain(error) {
                    error if error.is_bad_request() || error.is_conflict() => {
                        error.with_finding(Finding::PartnerInUse)
                    }
                    error => error,
                })
            },
        )
    }

    /// Waits until the partner cannot be read any more, after a deletion. It is read again and again, with waits from 250 ms to 5 s.
    /// Microsoft documents no time; 150 s is what others wait.
    ///
    /// # Errors
    ///
    /// [`Error::is_timeout`] if the partner can still be read after this time. Any other error is returned at once.
    pub fn wait_until_gone(&self, at_most: Duration) -> Request<()> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            let mut waits = Waits::new(&this.client, &context, at_most);
            let find = || this.find(context.clone());
            match waits.until(find, Option::is_none).await? {
                None => Ok(()),
                Some(_) => Err(Kind::WaitTimedOut(format!(
                    "the partner can still be read after {} s; was it deleted? If so, wait again",
                    at_most.as_secs_f64()
                ))
                .into()),
            }
        })
    }

    /// Returns the properties of the partner, or `None` if the tenant is not a partner.
    pub(super) async fn find(&self, context: CallContext) -> Result<Option<Properties>, Error> {
        match self.read(&Query::default(), context).await {
            Ok(present) => Ok(Some(properties(&present))),
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn create(
        &self,
        settings: &Properties,
        context: CallContext,
    ) -> Result<PartnerPolicy<V>, Error> {
        let mut body = settings.clone();
        body.retain(|_, setting| !setting.is_null());
        body.insert("tenantId".to_owned(), self.path_id()?.into());
        let body = convert(body).ok_or_else(refused_body)?;
        let create = |client| V::create_partner(client, &body);
        let read = |partner| V::read_partner(partner, Some(self.tenant_id));
        let created = invoke(&self.client, &CREATE_PARTNER, context, create, read).await;
        created.map_err(|error| match self.explain(error) {
            error if error.is_conflict() => error.with_finding(Finding::PartnerExists),
            error => error,
        })
    }

    pub(super) async fn patch(
        &self,
        settings: Properties,
        context: CallContext,
    ) -> Result<(), Error> {
        let tenant_id = self.path_id()?;
        let body = convert(settings).ok_or_else(refused_body)?;
        let patch = |client| V::update_partner(client, &tenant_id, &body);
        let patched = invoke(&self.client, &UPDATE_PARTNER, context, patch, Ok).await;
        patched.map_err(|error| self.explain(error))
    }

    /// Returns the settings of an update, unless they cannot be sent.
    pub(super) fn check(&self, update: &PartnerUpdate) -> Result<Properties, Error> {
        sendable(update, self.client.service_root())
    }

    pub(super) fn client(&self) -> &VersionedClient<V> {
        &self.client
    }

    async fn read(&self, query: &Query, context: CallContext) -> Result<PartnerPolicy<V>, Error> {
        let tenant_id = self.path_id()?;
        let get = |client| V::get_partner(client, &tenant_id, query);
        let read = |partner| V::read_partner(partner, Some(self.tenant_id));
        let got = invoke(&self.client, &GET_PARTNER, context, get, read).await;
        got.map_err(|error| self.explain(error))
    }

    /// Adds what the response alone does not state.
    fn explain(&self, error: Error) -> Error {
        if error.status().is_some() && self.client.own_tenant() == Some(self.tenant_id) {
            error.with_finding(Finding::OwnTenant)
        } else if error.is_absent() {
            error.with_finding(Finding::PartnerMissing)
        } else {
            error
        }
    }

    /// Returns the tenant id for the path, unless it is the client's own.
    fn path_id(&self) -> Result<String, Error> {
        if self.client.own_tenant() == Some(self.tenant_id) {
            return Err(invalid_argument(format!(
                "the partner is {}",
                Finding::OwnTenant
            )));
        }
        Ok(self.tenant_id.to_string())
    }
}

/// The error for settings that do not have the types of the contract.
pub(super) fn refused_body() -> Error {
    invalid_argument(
        "a setting has an unknown member with a type that the contract gives to another",
    )
}

impl<V: Version> super::CrossTenantAccess<V> {
    /// Adds a tenant as a partner. Returns the partner as the service shows it.
    ///
    /// Settings that are left out are inherited from the default settings. In a multi-tenant organization, the templates of the policy
    /// may add settings and a synchronization policy.
    ///
    /// The request is repeated only if an attempt certainly had no effect. [`Partner::ensure`] also updates a partner that exists.
    ///
    /// ```
    /// # use msgraph_identity::{CrossTenantAccess, Error, NewPartner, PartnerUpdate};
    /// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
    /// let settings = PartnerUpdate::new().redemption_outbound(true);
    /// let new = NewPartner::new("9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?).settings(settings);
    /// let partner = access.create_partner(&new).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Error::is_conflict`] if the tenant is a partner already, or was until a short while ago.
    /// - [`Error::is_license_missing`] if the tenant has no Microsoft Entra ID P1 and a setting needs it.
    /// - [`Error::is_invalid_argument`] if a rule cannot be sent, or the cloud does not have a setting.
    ///
    /// See [Create partner](https://learn.microsoft.com/graph/api/crosstenantaccesspolicy-post-partners).
    pub fn create_partner(&self, new: impl Into<NewPartner>) -> Request<PartnerPolicy<V>> {
        let new = new.into();
        let partner = self.partner(new.tenant_id);
        Request::new((), async move |(), context| {
            let settings = partner.check(&new.settings)?;
            partner.create(&settings, context).await
        })
    }
}

/// What to return of a partner. By default, all its properties, without the synchronization policy.
#[derive(Clone, Debug, Default)]
pub struct PartnerQuery(pub(super) Query);

impl PartnerQuery {
    pub(super) fn select(&mut self, properties: impl IntoIterator<Item = PartnerProperty>) {
        self.0.select = Some(select(properties));
    }

    pub(super) fn with_synchronization(&mut self) {
        self.0.expand = Some("identitySynchronization");
    }
}

impl<T> Request<T, PartnerQuery> {
    /// Returns only these properties and the tenant id (`$select`). The other settings are
    /// [`Setting::Inherit`](crate::Setting::Inherit) in the result.
    pub fn select(mut self, properties: impl IntoIterator<Item = PartnerProperty>) -> Self {
        self.parameters.select(properties);
        self
    }

    /// Returns the synchronization policy too (`$expand`): [`PartnerPolicy::synchronization`].
    pub fn with_synchronization(mut self) -> Self {
        self.parameters.with_synchronization();
        self
    }
}

handle!(Partner { client, tenant_id } as tenant_id);
