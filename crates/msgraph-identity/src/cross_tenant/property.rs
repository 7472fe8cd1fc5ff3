//! The properties that queries name.

/// Defines the properties of an entity.
macro_rules! properties {
    ($(#[$attribute:meta])* $name:ident { $($(#[$doc:meta])* $property:ident = $text:literal,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`.")] $(#[$doc])* $property,)+
        }

        impl AsRef<str> for $name {
            /// The name of the property in Graph.
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$property => $text,)+
                }
            }
        }
    };
}

properties! {
    /// A property of a synchronization policy in `v1.0`, for queries.
    SyncProperty {
        TenantId = "tenantId",
        DisplayName = "displayName",
        UserSyncInbound = "userSyncInbound",
    }
}

properties! {
    /// A property of a synchronization policy in beta, for queries.
    BetaSyncProperty {
        TenantId = "tenantId",
        DisplayName = "displayName",
        UserSyncInbound = "userSyncInbound",
        GroupSyncInbound = "groupSyncInbound",
        /// Microsoft does not document it.
        RoleEnabledGroupSyncInbound = "roleEnabledGroupSyncInbound",
        /// Microsoft does not document it.
        ExternalCloudAuthorizedApplicationId = "externalCloudAuthorizedApplicationId",
        DeletedDateTime = "deletedDateTime",
    }
}

properties! {
    /// A property of a partner, for queries.
    PartnerProperty {
        TenantId = "tenantId",
        CollaborationInbound = "b2bCollaborationInbound",
        CollaborationOutbound = "b2bCollaborationOutbound",
        DirectConnectInbound = "b2bDirectConnectInbound",
        DirectConnectOutbound = "b2bDirectConnectOutbound",
        InboundTrust = "inboundTrust",
        Redemption = "automaticUserConsentSettings",
        /// Microsoft does not document it.
        CrossCloudMeetings = "crossCloudMeetingConfiguration",
        /// Microsoft does not document it.
        ProtectedContentSharing = "protectedContentSharing",
        TenantRestrictions = "tenantRestrictions",
        AppServiceConnectInbound = "appServiceConnectInbound",
        M365CollaborationInbound = "m365CollaborationInbound",
        M365CollaborationOutbound = "m365CollaborationOutbound",
        IsServiceProvider = "isServiceProvider",
        IsInMultiTenantOrganization = "isInMultiTenantOrganization",
    }
}

/// The key, which is always selected.
const KEY: &str = "tenantId";

/// The value of `$select`.
pub(crate) fn select<P: AsRef<str>>(properties: impl IntoIterator<Item = P>) -> String {
    let mut select = KEY.to_owned();
    for property in properties {
        if property.as_ref() != KEY {
            select.push(',');
            select.push_str(property.as_ref());
        }
    }
    select
}
