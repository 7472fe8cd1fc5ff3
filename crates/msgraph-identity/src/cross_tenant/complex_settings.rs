//! The settings that are complex values. Members that are `None` are left out when a value is sent; then the present ones stay.

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

use super::{AccessRule, AccessType};

/// Which users and groups may cross to the other tenant, and to which applications: the settings of B2B collaboration and B2B direct
/// connect.
///
/// Microsoft does not document whether the service accepts rules of which only one blocks all.
///
/// ```
/// use msgraph_identity::{AccessRule, B2bSetting, Target};
///
/// let closed = B2bSetting::block_all();
/// let office = B2bSetting::new()
///     .users_and_groups(AccessRule::allow_all_users())
///     .applications(AccessRule::allow_only([Target::office_365()]));
/// # let _ = (closed, office);
/// ```
///
/// See [crossTenantAccessPolicyB2BSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyb2bsetting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct B2bSetting {
    /// The users and groups that may cross.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users_and_groups: Option<AccessRule>,
    /// The applications that they may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applications: Option<AccessRule>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl B2bSetting {
    /// A setting without rules yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows all users, groups and applications.
    pub fn allow_all() -> Self {
        Self::new()
            .users_and_groups(AccessRule::allow_all_users())
            .applications(AccessRule::allow_all_applications())
    }

    /// Blocks all users, groups and applications.
    pub fn block_all() -> Self {
        Self::new()
            .users_and_groups(AccessRule::block_all_users())
            .applications(AccessRule::block_all_applications())
    }

    /// Sets the rule for users and groups.
    pub fn users_and_groups(mut self, rule: AccessRule) -> Self {
        self.users_and_groups = Some(rule);
        self
    }

    /// Sets the rule for applications.
    pub fn applications(mut self, rule: AccessRule) -> Self {
        self.applications = Some(rule);
        self
    }
}

/// Which claims of the partner the conditional access of this tenant trusts. It needs Microsoft Entra ID P1.
///
/// See
/// [crossTenantAccessPolicyInboundTrust](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyinboundtrust).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InboundTrust {
    /// Whether multifactor authentication in the other tenant counts here: `isMfaAccepted`.
    #[serde(rename = "isMfaAccepted", skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// Whether a device that the other tenant calls compliant is compliant here: `isCompliantDeviceAccepted`.
    #[serde(
        rename = "isCompliantDeviceAccepted",
        skip_serializing_if = "Option::is_none"
    )]
    pub compliant_device: Option<bool>,
    /// Whether a device that is hybrid joined to the other tenant counts as such here: `isHybridAzureADJoinedDeviceAccepted`.
    #[serde(
        rename = "isHybridAzureADJoinedDeviceAccepted",
        skip_serializing_if = "Option::is_none"
    )]
    pub hybrid_joined_device: Option<bool>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl InboundTrust {
    /// A value that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether multifactor authentication is trusted.
    pub fn mfa(mut self, accepted: bool) -> Self {
        self.mfa = Some(accepted);
        self
    }

    /// Sets whether compliant devices are trusted.
    pub fn compliant_device(mut self, accepted: bool) -> Self {
        self.compliant_device = Some(accepted);
        self
    }

    /// Sets whether hybrid joined devices are trusted.
    pub fn hybrid_joined_device(mut self, accepted: bool) -> Self {
        self.hybrid_joined_device = Some(accepted);
        self
    }
}

/// Whether something is allowed into this tenant, and out of it.
///
/// See
/// [inboundOutboundPolicyConfiguration](https://learn.microsoft.com/graph/api/resources/inboundoutboundpolicyconfiguration).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InboundOutbound {
    /// Whether it is allowed from the other tenant into this one: `inboundAllowed`.
    #[serde(rename = "inboundAllowed", skip_serializing_if = "Option::is_none")]
    pub inbound: Option<bool>,
    /// Whether it is allowed from this tenant into the other one: `outboundAllowed`.
    #[serde(rename = "outboundAllowed", skip_serializing_if = "Option::is_none")]
    pub outbound: Option<bool>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl InboundOutbound {
    /// A value that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether it is allowed into this tenant.
    pub fn inbound(mut self, allowed: bool) -> Self {
        self.inbound = Some(allowed);
        self
    }

    /// Sets whether it is allowed out of this tenant.
    pub fn outbound(mut self, allowed: bool) -> Self {
        self.outbound = Some(allowed);
        self
    }
}

/// Which other tenants may be reached from the devices and networks of this one, with accounts of those tenants (tenant restrictions
/// v2).
///
/// See
/// [crossTenantAccessPolicyTenantRestrictions](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicytenantrestrictions).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TenantRestrictions {
    /// The users and groups that may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users_and_groups: Option<AccessRule>,
    /// The applications that may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applications: Option<AccessRule>,
    /// The devices that this holds for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<DevicesFilter>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl TenantRestrictions {
    /// A value without rules yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the rule for users and groups.
    pub fn users_and_groups(mut self, rule: AccessRule) -> Self {
        self.users_and_groups = Some(rule);
        self
    }

    /// Sets the rule for applications.
    pub fn applications(mut self, rule: AccessRule) -> Self {
        self.applications = Some(rule);
        self
    }

    /// Sets the filter for devices.
    pub fn devices(mut self, filter: DevicesFilter) -> Self {
        self.devices = Some(filter);
        self
    }
}

/// The devices that tenant restrictions hold for.
///
/// See [devicesFilter](https://learn.microsoft.com/graph/api/resources/devicesfilter).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DevicesFilter {
    /// Whether the devices that match are allowed or blocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<AccessType>,
    /// The rule that a device matches, in the language of dynamic groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl DevicesFilter {
    /// Allows or blocks the devices that match this rule.
    pub fn new(mode: AccessType, rule: impl Into<String>) -> Self {
        Self {
            mode: Some(mode),
            rule: Some(rule.into()),
            ..Self::default()
        }
    }
}

/// Which applications may connect into this tenant through Azure App Service.
///
/// See
/// [crossTenantAccessPolicyAppServiceConnectSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyappserviceconnectsetting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AppServiceConnect {
    /// The applications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applications: Option<AccessRule>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl AppServiceConnect {
    /// A setting with this rule for applications.
    pub fn new(applications: AccessRule) -> Self {
        Self {
            applications: Some(applications),
            ..Self::default()
        }
    }
}

/// Which users of the other tenant may collaborate with this one in Microsoft 365.
///
/// See
/// [crossTenantAccessPolicyM365CollaborationInboundSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicym365collaborationinboundsetting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct M365CollaborationInbound {
    /// The users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<AccessRule>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl M365CollaborationInbound {
    /// A setting with this rule for users.
    pub fn new(users: AccessRule) -> Self {
        Self {
            users: Some(users),
            ..Self::default()
        }
    }
}

/// Which users and groups of this tenant may collaborate with the other one in Microsoft 365.
///
/// See
/// [crossTenantAccessPolicyM365CollaborationOutboundSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicym365collaborationoutboundsetting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct M365CollaborationOutbound {
    /// The users and groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users_and_groups: Option<AccessRule>,
    /// The members that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}

impl M365CollaborationOutbound {
    /// A setting with this rule for users and groups.
    pub fn new(users_and_groups: AccessRule) -> Self {
        Self {
            users_and_groups: Some(users_and_groups),
            ..Self::default()
        }
    }
}
