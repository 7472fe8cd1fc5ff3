//! The settings that partners and the default settings have in common.

use serde::{Deserialize, Serialize};

use super::{
    AppServiceConnect, B2bSetting, InboundOutbound, InboundTrust, M365CollaborationInbound,
    M365CollaborationOutbound, Setting, TenantRestrictions,
};

/// The settings for access from and to other tenants. A partner and the default settings have the same ones.
///
/// A setting that was not selected or that the cloud does not have is [`Setting::Inherit`], as one that is null.
///
/// See
/// [crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AccessSettings {
    /// Which users and groups of the other tenant may come in as guests, and to which applications: `b2bCollaborationInbound`.
    #[serde(rename = "b2bCollaborationInbound")]
    pub collaboration_inbound: Setting<B2bSetting>,
    /// Which users and groups of this tenant may be guests in the other one, and in which applications:
    /// `b2bCollaborationOutbound`.
    #[serde(rename = "b2bCollaborationOutbound")]
    pub collaboration_outbound: Setting<B2bSetting>,
    /// Which users and groups of the other tenant may use shared channels of this one without becoming guests:
    /// `b2bDirectConnectInbound`.
    #[serde(rename = "b2bDirectConnectInbound")]
    pub direct_connect_inbound: Setting<B2bSetting>,
    /// Which users and groups of this tenant may use shared channels of the other one: `b2bDirectConnectOutbound`.
    #[serde(rename = "b2bDirectConnectOutbound")]
    pub direct_connect_outbound: Setting<B2bSetting>,
    /// Which claims of the other tenant are trusted: `inboundTrust`.
    #[serde(rename = "inboundTrust")]
    pub inbound_trust: Setting<InboundTrust>,
    /// Whether invitations are redeemed without asking the user: `automaticUserConsentSettings`. Synchronization needs it inbound in
    /// the tenant that users come into, and outbound in the tenant that they come from. By default, it is off both ways.
    #[serde(rename = "automaticUserConsentSettings")]
    pub redemption: Setting<InboundOutbound>,
    /// Judging by the name, whether meetings with tenants of other clouds are allowed: `crossCloudMeetingConfiguration`. Not
    /// documented by Microsoft.
    #[serde(rename = "crossCloudMeetingConfiguration")]
    pub cross_cloud_meetings: Setting<InboundOutbound>,
    /// Judging by the name, whether protected content may be shared: `protectedContentSharing`. Not documented by Microsoft.
    #[serde(rename = "protectedContentSharing")]
    pub protected_content_sharing: Setting<InboundOutbound>,
    /// Which tenants may be reached from the devices and networks of this one, with accounts of those tenants:
    /// `tenantRestrictions`. National clouds do not have it.
    #[serde(rename = "tenantRestrictions")]
    pub tenant_restrictions: Setting<TenantRestrictions>,
    /// Which applications may connect into this tenant through Azure App Service: `appServiceConnectInbound`. National clouds do not
    /// have it.
    #[serde(rename = "appServiceConnectInbound")]
    pub app_service_connect_inbound: Setting<AppServiceConnect>,
    /// Which users of the other tenant may collaborate with this one in Microsoft 365: `m365CollaborationInbound`. National clouds do
    /// not have it.
    #[serde(rename = "m365CollaborationInbound")]
    pub m365_collaboration_inbound: Setting<M365CollaborationInbound>,
    /// Which users and groups of this tenant may collaborate with the other one in Microsoft 365: `m365CollaborationOutbound`.
    /// National clouds do not have it.
    #[serde(rename = "m365CollaborationOutbound")]
    pub m365_collaboration_outbound: Setting<M365CollaborationOutbound>,
}
