//! The properties of a synchronization policy that queries name.

/// A property of a synchronization policy in `v1.0`, for queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyncProperty {
    /// `tenantId`.
    TenantId,
    /// `displayName`.
    DisplayName,
    /// `userSyncInbound`.
    UserSyncInbound,
}

/// A property of a synchronization policy in beta, for queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BetaSyncProperty {
    /// `tenantId`.
    TenantId,
    /// `displayName`.
    DisplayName,
    /// `userSyncInbound`.
    UserSyncInbound,
    /// `groupSyncInbound`.
    GroupSyncInbound,
    /// `roleEnabledGroupSyncInbound`, which Microsoft does not document.
    RoleEnabledGroupSyncInbound,
    /// `externalCloudAuthorizedApplicationId`, which Microsoft does not document.
    ExternalCloudAuthorizedApplicationId,
    /// `deletedDateTime`.
    DeletedDateTime,
}

/// The key, which is always selected.
const KEY: &str = "tenantId";

impl AsRef<str> for SyncProperty {
    /// The name of the property in Graph.
    fn as_ref(&self) -> &str {
        match self {
            Self::TenantId => KEY,
            Self::DisplayName => "displayName",
            Self::UserSyncInbound => "userSyncInbound",
        }
    }
}

impl AsRef<str> for BetaSyncProperty {
    /// The name of the property in Graph.
    fn as_ref(&self) -> &str {
        match self {
            Self::TenantId => KEY,
            Self::DisplayName => "displayName",
            Self::UserSyncInbound => "userSyncInbound",
            Self::GroupSyncInbound => "groupSyncInbound",
            Self::RoleEnabledGroupSyncInbound => "roleEnabledGroupSyncInbound",
            Self::ExternalCloudAuthorizedApplicationId => "externalCloudAuthorizedApplicationId",
            Self::DeletedDateTime => "deletedDateTime",
        }
    }
}

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
