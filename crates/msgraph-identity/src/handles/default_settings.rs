//! The default settings of the cross-tenant access policy.

use super::CrossTenantAccess;
use super::handle::handle;
use super::partner::refused_body;
use crate::cross_tenant::merge::{Properties, merge, properties, sendable};
use crate::cross_tenant::{DefaultPolicy, DefaultUpdate};
use crate::error::refuse_empty;
use crate::invoke::invoke;
use crate::operation_table::{GET_DEFAULT, RESET_DEFAULT, UPDATE_DEFAULT};
use crate::request::CallContext;
use crate::version::{V1, Version, convert};
use crate::{Error, Request, VersionedClient};

/// The default settings of the cross-tenant access policy. They hold for all tenants that are not partners, and for what partners
/// inherit. Get it with [`CrossTenantAccess::default_settings`]. Cloning is cheap.
///
/// All methods make requests, which are sent when they are awaited.
///
/// ```
/// # use msgraph_identity::{B2bSetting, CrossTenantAccess, DefaultUpdate, Error};
/// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
/// let default = access.default_settings();
/// println!("{:?}", default.get().await?.settings.collaboration_inbound);
///
/// // Guests come from partners alone.
/// let closed = DefaultUpdate::new().collaboration_inbound(B2bSetting::block_all());
/// default.update(&closed).await?;
/// # Ok(())
/// # }
/// ```
///
/// [`reset`](Self::reset) has an example of its own.
///
/// Reading needs the permission `Policy.Read.All` or `Policy.ReadWrite.CrossTenantAccess`, writing needs
/// `Policy.ReadWrite.CrossTenantAccess`, delegated or application. A signed-in user needs the role Security Reader or Global Reader
/// for reading, and Security Administrator or Teams Administrator for writing.
///
/// See
/// [crossTenantAccessPolicyConfigurationDefault](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault).
pub struct DefaultSettings<V = V1> {
    client: VersionedClient<V>,
}

impl<V: Version> CrossTenantAccess<V> {
    /// The default settings, which hold for all tenants that are not partners. No request is sent.
    pub fn default_settings(&self) -> DefaultSettings<V> {
        DefaultSettings {
            client: self.client().clone(),
        }
    }
}

impl<V: Version> DefaultSettings<V> {
    /// Gets the default settings. They always exist. The example is at [`DefaultSettings`].
    ///
    /// See
    /// [Get crossTenantAccessPolicyConfigurationDefault](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-get).
    pub fn get(&self) -> Request<DefaultPolicy> {
        let this = self.clone();
        Request::new((), async move |(), context| this.read(context).await)
    }

    /// Updates the default settings. Only the settings that are set are sent, each as a whole value: if one is not
    /// [`Setting::Inherit`](crate::Setting::Inherit), they are read first, and the members that are not set keep their values.
    ///
    /// # Errors
    ///
    /// - [`Error::is_license_missing`] if the tenant has no Microsoft Entra ID P1 and a setting needs it.
    /// - [`Error::is_invalid_argument`] if nothing is set, a rule cannot be sent, or the cloud does not have a setting.
    ///
    /// See
    /// [Update crossTenantAccessPolicyConfigurationDefault](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-update).
    pub fn update(&self, update: impl Into<DefaultUpdate>) -> Request<()> {
        let (this, update) = (self.clone(), update.into());
        Request::new((), async move |(), context| {
            let wanted = sendable(&update, this.client.service_root())?;
            refuse_empty(wanted.is_empty())?;
            if !wanted.values().any(serde_json::Value::is_object) {
                return this.patch(wanted, context).await;
            }
            let present = this.read(context.clone()).await?;
            this.patch(merge(&wanted, &properties(&present)), context)
                .await
        })
    }

    /// Resets the default settings to those of the system. Returns the settings before, which [`update`](Self::update) brings back.
    ///
    /// `update` does not bring back settings that the contract does not have. They are in
    /// [`additional_properties`](DefaultPolicy::additional_properties) of what is returned.
    ///
    /// ```
    /// # use msgraph_identity::{CrossTenantAccess, Error};
    /// # async fn example(access: CrossTenantAccess) -> Result<(), Error> {
    /// let default = access.default_settings();
    /// let backup = default.reset().await?;
    /// default.update(&backup).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of every request. If the error says [`may_have_taken_effect`](Error::may_have_taken_effect), the settings before are lost,
    /// unless they were read by [`get`](Self::get).
    ///
    /// See
    /// [resetToSystemDefault](https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-resettosystemdefault).
    pub fn reset(&self) -> Request<DefaultPolicy> {
        let this = self.clone();
        Request::new((), async move |(), context| {
            let before = this.read(context.clone()).await?;
            let reset = V::reset_default;
            let done = invoke(&this.client, &RESET_DEFAULT, context.clone(), reset, Ok).await;
            match done {
                Ok(()) => Ok(before),
                // The response was lost. The settings tell whether they were reset.
                Err(error) if error.may_have_taken_effect() => match this.read(context).await {
                    Ok(DefaultPolicy {
                        is_service_default: Some(true),
                        ..
                    }) => Ok(before),
                    _ => Err(error),
                },
                Err(error) => Err(error),
            }
        })
    }

    async fn read(&self, context: CallContext) -> Result<DefaultPolicy, Error> {
        let get = V::get_default;
        let read = |default| {
            convert(properties(&default))
                .ok_or("the default settings in the response have other types")
        };
        invoke(&self.client, &GET_DEFAULT, context, get, read).await
    }

    async fn patch(&self, settings: Properties, context: CallContext) -> Result<(), Error> {
        let body = convert(settings).ok_or_else(refused_body)?;
        let patch = |client| V::update_default(client, &body);
        invoke(&self.client, &UPDATE_DEFAULT, context, patch, Ok).await
    }
}

handle!(DefaultSettings { client } as client);
