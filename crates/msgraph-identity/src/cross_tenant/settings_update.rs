//! Updates of partners and of the default settings.

use serde::{Deserialize, Deserializer, Serialize};

use super::merge::{Properties, difference, properties, settings};
use super::{
    AccessSettings, AppServiceConnect, B2bSetting, DefaultPolicy, InboundOutbound, InboundTrust,
    InvitationRedemption, M365CollaborationInbound, M365CollaborationOutbound, PartnerPolicy,
    Setting, TenantId, TenantRestrictions,
};
use crate::debug::DebugPresent;
use crate::update::from_reference;
use crate::version::{Version, convert};

/// Defines an update: its settings, and two methods for each, which set and get it.
macro_rules! settings_update {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $($(#[$doc:meta])* $setting:ident, $new:ident: $type:ty = $property:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[must_use]
        pub struct $name {
            $(#[serde(
                rename = $property,
                default,
                deserialize_with = "read_given",
                skip_serializing_if = "Option::is_none"
            )]
            pub(crate) $setting: Option<Setting<$type>>,)*
        }

        impl $name {
            /// An update that sets nothing yet.
            pub fn new() -> Self {
                Self::default()
            }

            $($(#[$doc])*
            pub fn $setting(mut self, $setting: impl Into<Setting<$type>>) -> Self {
                self.$setting = Some($setting.into());
                self
            })*

            $(
                #[doc = concat!("What [`", stringify!($setting), "`](Self::", stringify!($setting), ") was called with.")]
                /// It is `None` if the setting is left as it is.
                pub fn $new(&self) -> Option<&Setting<$type>> {
                    self.$setting.as_ref()
                }
            )*

            /// Whether the update sets nothing.
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }

            fn difference_from_properties(&self, present: &Properties) -> Self {
                let difference = difference(&settings(self), present);
                convert(difference).unwrap_or_else(|| self.clone())
            }
        }

        from_reference!($name);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                DebugPresent::new(f, stringify!($name))
                    $(.property(stringify!($setting), self.$setting.as_ref()))*
                    .finish()
            }
        }
    };
}

settings_update! {
    /// The settings of a partner to create or to update. Settings that are left out keep their values, or are inherited in a new
    /// partner.
    ///
    /// A complex value may be given in part: its other members keep their values. [`Setting::Inherit`] makes a setting follow the
    /// default settings again.
    ///
    /// ```
    /// use msgraph_identity::{B2bSetting, InboundTrust, PartnerUpdate, Setting};
    ///
    /// let update = PartnerUpdate::new()
    ///     .redemption_inbound(true)
    ///     .inbound_trust(InboundTrust::new().mfa(true))
    ///     .direct_connect_inbound(B2bSetting::block_all())
    ///     .collaboration_inbound(Setting::Inherit);
    /// # let _ = update;
    /// ```
    ///
    /// serde reads and writes it with the names of Graph, and refuses a property that is not a setting. Names are compared with their
    /// case: the service refuses `b2BCollaborationInbound` too.
    ///
    /// National clouds do not have the settings `tenantRestrictions`, `appServiceConnectInbound` and `m365Collaboration…`. Sending
    /// them there is refused ([`is_invalid_argument`](crate::Error::is_invalid_argument)), but [`Setting::Inherit`] is left out.
    PartnerUpdate {
        /// Sets which users and groups of the partner may come in as guests, and to which applications.
        collaboration_inbound, new_collaboration_inbound: B2bSetting = "b2bCollaborationInbound",
        /// Sets which users and groups of this tenant may be guests in the partner, and in which applications.
        collaboration_outbound, new_collaboration_outbound: B2bSetting = "b2bCollaborationOutbound",
        /// Sets which users and groups of the partner may use shared channels of this tenant without becoming guests.
        direct_connect_inbound, new_direct_connect_inbound: B2bSetting = "b2bDirectConnectInbound",
        /// Sets which users and groups of this tenant may use shared channels of the partner.
        direct_connect_outbound, new_direct_connect_outbound: B2bSetting = "b2bDirectConnectOutbound",
        /// Sets which claims of the partner are trusted. It needs Microsoft Entra ID P1.
        inbound_trust, new_inbound_trust: InboundTrust = "inboundTrust",
        /// Sets whether invitations are redeemed without asking the user.
        redemption, new_redemption: InboundOutbound = "automaticUserConsentSettings",
        /// Not documented by Microsoft. Judging by the name, it sets whether meetings with tenants of other clouds are allowed.
        cross_cloud_meetings, new_cross_cloud_meetings: InboundOutbound = "crossCloudMeetingConfiguration",
        /// Not documented by Microsoft. Judging by the name, it sets whether protected content may be shared.
        protected_content_sharing, new_protected_content_sharing: InboundOutbound = "protectedContentSharing",
        /// Sets whether the partner may be reached from the devices and networks of this tenant, with accounts of the partner.
        tenant_restrictions, new_tenant_restrictions: TenantRestrictions = "tenantRestrictions",
        /// Sets which applications may connect into this tenant through Azure App Service.
        app_service_connect_inbound, new_app_service_connect_inbound: AppServiceConnect = "appServiceConnectInbound",
        /// Sets which users of the partner may collaborate with this tenant in Microsoft 365.
        m365_collaboration_inbound, new_m365_collaboration_inbound: M365CollaborationInbound = "m365CollaborationInbound",
        /// Sets which users and groups of this tenant may collaborate with the partner in Microsoft 365.
        m365_collaboration_outbound, new_m365_collaboration_outbound: M365CollaborationOutbound = "m365CollaborationOutbound",
        /// Sets `isServiceProvider`. Microsoft does not document the effect.
        service_provider, new_service_provider: bool = "isServiceProvider",
    }
}

settings_update! {
    /// The default settings to update. Settings that are left out keep their values.
    ///
    /// A complex value may be given in part: its other members keep their values. [`Setting::Inherit`] brings a setting back to the
    /// value that the system gives it.
    ///
    /// Whether invitations are redeemed automatically is not among the settings: Microsoft documents that it is always off by default.
    /// Settings that the contract does not have are read ([`DefaultPolicy::additional_properties`]), but cannot be sent. Use
    /// [`VersionedClient::request`](crate::VersionedClient::request) for them.
    ///
    /// ```
    /// use msgraph_identity::{B2bSetting, DefaultUpdate};
    ///
    /// let closed = DefaultUpdate::new()
    ///     .collaboration_inbound(B2bSetting::block_all())
    ///     .direct_connect_inbound(B2bSetting::block_all());
    /// # let _ = closed;
    /// ```
    ///
    /// serde reads and writes it as a [`PartnerUpdate`], and national clouds lack the same settings.
    DefaultUpdate {
        /// Sets which users and groups of other tenants may come in as guests, and to which applications.
        collaboration_inbound, new_collaboration_inbound: B2bSetting = "b2bCollaborationInbound",
        /// Sets which users and groups of this tenant may be guests in others, and in which applications.
        collaboration_outbound, new_collaboration_outbound: B2bSetting = "b2bCollaborationOutbound",
        /// Sets which users and groups of other tenants may use shared channels of this one without becoming guests.
        direct_connect_inbound, new_direct_connect_inbound: B2bSetting = "b2bDirectConnectInbound",
        /// Sets which users and groups of this tenant may use shared channels of others.
        direct_connect_outbound, new_direct_connect_outbound: B2bSetting = "b2bDirectConnectOutbound",
        /// Sets which claims of other tenants are trusted. It needs Microsoft Entra ID P1.
        inbound_trust, new_inbound_trust: InboundTrust = "inboundTrust",
        /// Not documented by Microsoft. Judging by the name, it sets whether meetings with tenants of other clouds are allowed.
        cross_cloud_meetings, new_cross_cloud_meetings: InboundOutbound = "crossCloudMeetingConfiguration",
        /// Not documented by Microsoft. Judging by the name, it sets whether protected content may be shared.
        protected_content_sharing, new_protected_content_sharing: InboundOutbound = "protectedContentSharing",
        /// Sets which tenants may be reached from the devices and networks of this one, with accounts of those tenants.
        tenant_restrictions, new_tenant_restrictions: TenantRestrictions = "tenantRestrictions",
        /// Sets which applications may connect into this tenant through Azure App Service.
        app_service_connect_inbound, new_app_service_connect_inbound: AppServiceConnect = "appServiceConnectInbound",
        /// Sets which users of other tenants may collaborate with this one in Microsoft 365.
        m365_collaboration_inbound, new_m365_collaboration_inbound: M365CollaborationInbound = "m365CollaborationInbound",
        /// Sets which users and groups of this tenant may collaborate with others in Microsoft 365.
        m365_collaboration_outbound, new_m365_collaboration_outbound: M365CollaborationOutbound = "m365CollaborationOutbound",
        /// Sets which identity providers a guest is offered when an invitation is redeemed.
        invitation_redemption, new_invitation_redemption: InvitationRedemption = "invitationRedemptionIdentityProviderConfiguration",
    }
}

impl PartnerUpdate {
    /// Sets whether invitations to users of the partner are redeemed without asking them. Synchronization of these users into this
    /// tenant needs it, and [`redemption_outbound`](Self::redemption_outbound) in the partner.
    pub fn redemption_inbound(self, automatic: bool) -> Self {
        let redemption = self.own_redemption().inbound(automatic);
        self.redemption(redemption)
    }

    /// Sets whether invitations of the partner to users of this tenant are redeemed without asking them.
    pub fn redemption_outbound(self, automatic: bool) -> Self {
        let redemption = self.own_redemption().outbound(automatic);
        self.redemption(redemption)
    }

    /// Returns the settings that this partner does not have yet, each as a whole value. If there are none, the result
    /// [is empty](Self::is_empty). [`Partner::ensure`](crate::Partner::ensure) compares in the same way.
    ///
    /// ```
    /// # use msgraph_identity::{InboundTrust, PartnerPolicy, PartnerUpdate};
    /// let json = r#"{"tenantId":"9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01","inboundTrust":{"isMfaAccepted":true}}"#;
    /// let partner: PartnerPolicy = serde_json::from_str(json)?;
    /// let wanted = PartnerUpdate::new()
    ///     .inbound_trust(InboundTrust::new().mfa(true))
    ///     .redemption_inbound(true);
    /// let missing = wanted.difference_from(&partner);
    /// assert_eq!(missing, PartnerUpdate::new().redemption_inbound(true));
    /// assert_eq!(missing.new_inbound_trust(), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn difference_from<V: Version>(&self, partner: &PartnerPolicy<V>) -> Self {
        self.difference_from_properties(&properties(partner))
    }

    fn own_redemption(&self) -> InboundOutbound {
        let redemption = self.redemption.as_ref().and_then(Setting::own);
        redemption.cloned().unwrap_or_default()
    }
}

impl DefaultUpdate {
    /// Returns the settings that the default settings do not have yet, each as a whole value. If there are none, the result
    /// [is empty](Self::is_empty). [`PartnerUpdate::difference_from`] has an example.
    pub fn difference_from(&self, default: &DefaultPolicy) -> Self {
        self.difference_from_properties(&properties(default))
    }
}

/// All settings of a partner, to bring it back to them. Those that the partner inherits are set to [`Setting::Inherit`].
impl<V: Version> From<&PartnerPolicy<V>> for PartnerUpdate {
    fn from(partner: &PartnerPolicy<V>) -> Self {
        let AccessSettings {
            collaboration_inbound,
            collaboration_outbound,
            direct_connect_inbound,
            direct_connect_outbound,
            inbound_trust,
            redemption,
            cross_cloud_meetings,
            protected_content_sharing,
            tenant_restrictions,
            app_service_connect_inbound,
            m365_collaboration_inbound,
            m365_collaboration_outbound,
        } = partner.settings.clone();
        Self {
            collaboration_inbound: Some(collaboration_inbound),
            collaboration_outbound: Some(collaboration_outbound),
            direct_connect_inbound: Some(direct_connect_inbound),
            direct_connect_outbound: Some(direct_connect_outbound),
            inbound_trust: Some(inbound_trust),
            redemption: Some(redemption),
            cross_cloud_meetings: Some(cross_cloud_meetings),
            protected_content_sharing: Some(protected_content_sharing),
            tenant_restrictions: Some(tenant_restrictions),
            app_service_connect_inbound: Some(app_service_connect_inbound),
            m365_collaboration_inbound: Some(m365_collaboration_inbound),
            m365_collaboration_outbound: Some(m365_collaboration_outbound),
            service_provider: partner.is_service_provider.map(Setting::Own),
        }
    }
}

/// All default settings that have a value and are among the methods of the update, to bring them back after a reset.
impl From<&DefaultPolicy> for DefaultUpdate {
    fn from(default: &DefaultPolicy) -> Self {
        fn own<T>(setting: Setting<T>) -> Option<Setting<T>> {
            Some(setting).filter(|setting| !setting.is_inherited())
        }
        let settings = default.settings.clone();
        Self {
            collaboration_inbound: own(settings.collaboration_inbound),
            collaboration_outbound: own(settings.collaboration_outbound),
            direct_connect_inbound: own(settings.direct_connect_inbound),
            direct_connect_outbound: own(settings.direct_connect_outbound),
            inbound_trust: own(settings.inbound_trust),
            cross_cloud_meetings: own(settings.cross_cloud_meetings),
            protected_content_sharing: own(settings.protected_content_sharing),
            tenant_restrictions: own(settings.tenant_restrictions),
            app_service_connect_inbound: own(settings.app_service_connect_inbound),
            m365_collaboration_inbound: own(settings.m365_collaboration_inbound),
            m365_collaboration_outbound: own(settings.m365_collaboration_outbound),
            invitation_redemption: own(default.invitation_redemption.clone()),
        }
    }
}

/// A partner to create: its tenant id, and the settings that differ from the default settings.
///
/// ```
/// use msgraph_identity::{NewPartner, PartnerUpdate};
///
/// let partner = "9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01".parse()?;
/// let new = NewPartner::new(partner).settings(PartnerUpdate::new().redemption_inbound(true));
/// # Ok::<(), msgraph_identity::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct NewPartner {
    pub(crate) tenant_id: TenantId,
    pub(crate) settings: PartnerUpdate,
}

impl NewPartner {
    /// A partner that inherits all settings.
    pub fn new(tenant_id: TenantId) -> Self {
        Self {
            tenant_id,
            settings: PartnerUpdate::new(),
        }
    }

    /// Sets the settings that differ from the default settings.
    pub fn settings(mut self, settings: impl Into<PartnerUpdate>) -> Self {
        self.settings = settings.into();
        self
    }
}

impl From<TenantId> for NewPartner {
    fn from(tenant_id: TenantId) -> Self {
        Self::new(tenant_id)
    }
}

from_reference!(NewPartner);

/// Reads a setting that is present, null included.
fn read_given<'de, T, D>(deserializer: D) -> Result<Option<Setting<T>>, D::Error>
where
    Setting<T>: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Setting::deserialize(deserializer).map(Some)
}
