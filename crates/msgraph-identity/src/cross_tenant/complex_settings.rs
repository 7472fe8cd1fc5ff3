//! The settings that are complex values.

use super::complex_value::{builder, complex_value};
use super::{AccessRule, AccessType};

complex_value! {
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
    B2bSetting {
        /// The users and groups that may cross.
        users_and_groups: AccessRule = "usersAndGroups",
        /// The applications that they may use.
        applications: AccessRule = "applications",
    }
}

impl B2bSetting {
    builder! {
        /// Sets the rule for users and groups.
        users_and_groups: AccessRule,
        /// Sets the rule for applications.
        applications: AccessRule,
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
}

complex_value! {
    /// Which claims of the partner the conditional access of this tenant trusts. It needs Microsoft Entra ID P1.
    ///
    /// See
    /// [crossTenantAccessPolicyInboundTrust](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyinboundtrust).
    InboundTrust {
        /// Whether multifactor authentication in the other tenant counts here: `isMfaAccepted`.
        mfa: bool = "isMfaAccepted",
        /// Whether a device that the other tenant calls compliant is compliant here: `isCompliantDeviceAccepted`.
        compliant_device: bool = "isCompliantDeviceAccepted",
        /// Whether a device that is hybrid joined to the other tenant counts as such here: `isHybridAzureADJoinedDeviceAccepted`.
        hybrid_joined_device: bool = "isHybridAzureADJoinedDeviceAccepted",
    }
}

impl InboundTrust {
    builder! {
        /// Sets whether multifactor authentication is trusted.
        mfa: bool,
        /// Sets whether compliant devices are trusted.
        compliant_device: bool,
        /// Sets whether hybrid joined devices are trusted.
        hybrid_joined_device: bool,
    }
}

complex_value! {
    /// Whether something is allowed into this tenant, and out of it.
    ///
    /// See
    /// [inboundOutboundPolicyConfiguration](https://learn.microsoft.com/graph/api/resources/inboundoutboundpolicyconfiguration).
    InboundOutbound {
        /// Whether it is allowed from the other tenant into this one: `inboundAllowed`.
        inbound: bool = "inboundAllowed",
        /// Whether it is allowed from this tenant into the other one: `outboundAllowed`.
        outbound: bool = "outboundAllowed",
    }
}

impl InboundOutbound {
    builder! {
        /// Sets whether it is allowed into this tenant.
        inbound: bool,
        /// Sets whether it is allowed out of this tenant.
        outbound: bool,
    }
}

complex_value! {
    /// Which other tenants may be reached from the devices and networks of this one, with accounts of those tenants (tenant restrictions
    /// v2).
    ///
    /// See
    /// [crossTenantAccessPolicyTenantRestrictions](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicytenantrestrictions).
    TenantRestrictions {
        /// The users and groups that may be used.
        users_and_groups: AccessRule = "usersAndGroups",
        /// The applications that may be used.
        applications: AccessRule = "applications",
        /// The devices that this holds for.
        devices: DevicesFilter = "devices",
    }
}

impl TenantRestrictions {
    builder! {
        /// Sets the rule for users and groups.
        users_and_groups: AccessRule,
        /// Sets the rule for applications.
        applications: AccessRule,
        /// Sets the filter for devices.
        devices: DevicesFilter,
    }
}

complex_value! {
    /// The devices that tenant restrictions hold for.
    ///
    /// See [devicesFilter](https://learn.microsoft.com/graph/api/resources/devicesfilter).
    DevicesFilter {
        /// Whether the devices that match are allowed or blocked.
        mode: AccessType = "mode",
        /// The rule that a device matches, in the language of dynamic groups.
        rule: String = "rule",
    }
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

complex_value! {
    /// Which applications may connect into this tenant through Azure App Service.
    ///
    /// See
    /// [crossTenantAccessPolicyAppServiceConnectSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyappserviceconnectsetting).
    AppServiceConnect {
        /// The applications.
        applications: AccessRule = "applications",
    }
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

complex_value! {
    /// Which users of the other tenant may collaborate with this one in Microsoft 365.
    ///
    /// See
    /// [crossTenantAccessPolicyM365CollaborationInboundSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicym365collaborationinboundsetting).
    M365CollaborationInbound {
        /// The users.
        users: AccessRule = "users",
    }
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

complex_value! {
    /// Which users and groups of this tenant may collaborate with the other one in Microsoft 365.
    ///
    /// See
    /// [crossTenantAccessPolicyM365CollaborationOutboundSetting](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicym365collaborationoutboundsetting).
    M365CollaborationOutbound {
        /// The users and groups.
        users_and_groups: AccessRule = "usersAndGroups",
    }
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
