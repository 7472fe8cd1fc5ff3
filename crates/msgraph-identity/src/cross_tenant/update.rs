//! An update of a synchronization policy.

use std::fmt;

use msgraph_identity_core::Nullable;

use serde::{Deserialize, Serialize};

use super::update_form::{BetaSyncForm, SyncForm};
use super::{Access, BetaSyncPolicy, SyncPolicy};
use crate::Error;
use crate::debug::DebugPresent;
use crate::difference::unless_so;
use crate::error::refuse_blank_value;

/// The settings of a synchronization policy to create or to update. Settings that are left out keep their values, or are missing in a
/// new policy.
///
/// ```
/// use msgraph_identity::{Access, SyncUpdate};
///
/// let update = SyncUpdate::new().display_name("Fabrikam").users(Access::Allow);
/// ```
///
/// A setting that only beta has turns it into a [`BetaSyncUpdate`], which `v1.0` does not accept:
///
/// ```compile_fail,E0277
/// # use msgraph_identity::{Access, Error, IdentitySynchronization, SyncUpdate};
/// # async fn example(v1: IdentitySynchronization) -> Result<(), Error> {
/// v1.update(SyncUpdate::new().users(Access::Allow).groups(Access::Block)).await
/// # }
/// ```
///
/// serde reads and writes it as the body of a request to Graph. It has only what is set, and null clears a setting. Properties
/// that `v1.0` does not have are refused.
///
/// ```
/// # use msgraph_identity::{Access, Nullable, SyncUpdate};
/// let update: SyncUpdate = serde_json::from_str(r#"{"userSyncInbound":{"isSyncAllowed":true}}"#)?;
/// assert_eq!(update.new_users(), Some(Nullable::Value(Access::Allow)));
/// assert_eq!(update.new_display_name(), None);
/// assert!(serde_json::from_str::<SyncUpdate>(r#"{"groupSyncInbound":null}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "SyncForm", into = "SyncForm")]
#[must_use]
pub struct SyncUpdate {
    pub(crate) display_name: Option<Nullable<String>>,
    pub(crate) users: Option<Nullable<Access>>,
}

impl SyncUpdate {
    /// An update that sets nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name of the policy. A blank name is refused when the update is sent.
    pub fn display_name(mut self, display_name: impl Into<String>) -> Self {
        self.display_name = Some(Nullable::Value(display_name.into()));
        self
    }

    /// Sets the name to null.
    pub fn clear_display_name(mut self) -> Self {
        self.display_name = Some(Nullable::Null);
        self
    }

    /// Sets whether the partner may synchronize users into this tenant.
    pub fn users(mut self, users: Access) -> Self {
        self.users = Some(Nullable::Value(users));
        self
    }

    /// Sets the synchronization of users to null.
    pub fn clear_users(mut self) -> Self {
        self.users = Some(Nullable::Null);
        self
    }

    /// Sets whether the partner may synchronize groups into this tenant. Only beta has this setting.
    pub fn groups(self, groups: Access) -> BetaSyncUpdate {
        BetaSyncUpdate::from(self).groups(groups)
    }

    /// The name to set, or null to clear it. It is `None` if the name is left as it is.
    pub fn new_display_name(&self) -> Option<Nullable<&str>> {
        self.display_name
            .as_ref()
            .map(|name| name.as_ref().map(String::as_str))
    }

    /// Whether the partner is to be allowed to synchronize users, or null to clear the setting. It is `None` if the setting is left
    /// as it is.
    pub fn new_users(&self) -> Option<Nullable<Access>> {
        self.users
    }

    /// Whether the update sets nothing.
    pub fn is_empty(&self) -> bool {
        UpdateModel::is_empty(self)
    }

    /// Returns the settings that this policy does not have yet. If there are none, the result [is empty](Self::is_empty).
    pub fn difference_from(&self, policy: &SyncPolicy) -> Self {
        UpdateModel::difference_from(self, policy)
    }
}

/// The settings of a synchronization policy in beta, to create or to update. serde reads and writes it as the body of a request,
/// like [`SyncUpdate`].
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "BetaSyncForm", into = "BetaSyncForm")]
#[must_use]
pub struct BetaSyncUpdate {
    pub(crate) common: SyncUpdate,
    pub(crate) groups: Option<Nullable<Access>>,
    pub(crate) role_enabled_groups: Option<Nullable<Access>>,
    pub(crate) external_cloud_authorized_application_id: Option<Nullable<String>>,
}

impl BetaSyncUpdate {
    /// An update that sets nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name of the policy. A blank name is refused when the update is sent.
    pub fn display_name(mut self, display_name: impl Into<String>) -> Self {
        self.common = self.common.display_name(display_name);
        self
    }

    /// Sets the name to null.
    pub fn clear_display_name(mut self) -> Self {
        self.common = self.common.clear_display_name();
        self
    }

    /// Sets whether the partner may synchronize users into this tenant.
    pub fn users(mut self, users: Access) -> Self {
        self.common = self.common.users(users);
        self
    }

    /// Sets the synchronization of users to null.
    pub fn clear_users(mut self) -> Self {
        self.common = self.common.clear_users();
        self
    }

    /// Sets whether the partner may synchronize groups into this tenant.
    pub fn groups(mut self, groups: Access) -> Self {
        self.groups = Some(Nullable::Value(groups));
        self
    }

    /// Sets the synchronization of groups to null.
    pub fn clear_groups(mut self) -> Self {
        self.groups = Some(Nullable::Null);
        self
    }

    /// Not documented by Microsoft. Judging by the name, it sets whether the partner may synchronize groups that directory roles can
    /// be assigned to. The service has been seen to refuse it unless the synchronization of groups is allowed already.
    pub fn role_enabled_groups(mut self, role_enabled_groups: Access) -> Self {
        self.role_enabled_groups = Some(Nullable::Value(role_enabled_groups));
        self
    }

    /// Sets the synchronization of role-enabled groups to null.
    pub fn clear_role_enabled_groups(mut self) -> Self {
        self.role_enabled_groups = Some(Nullable::Null);
        self
    }

    /// Not documented by Microsoft. Judging by the name, it sets the id of an application that another cloud has authorized. A blank id
    /// is refused when the update is sent.
    pub fn external_cloud_authorized_application_id(mut self, id: impl Into<String>) -> Self {
        self.external_cloud_authorized_application_id = Some(Nullable::Value(id.into()));
        self
    }

    /// Sets the id of the authorized application to null.
    pub fn clear_external_cloud_authorized_application_id(mut self) -> Self {
        self.external_cloud_authorized_application_id = Some(Nullable::Null);
        self
    }

    /// The name to set, or null to clear it. It is `None` if the name is left as it is.
    pub fn new_display_name(&self) -> Option<Nullable<&str>> {
        self.common.new_display_name()
    }

    /// Whether the partner is to be allowed to synchronize users, or null to clear the setting. It is `None` if the setting is left
    /// as it is.
    pub fn new_users(&self) -> Option<Nullable<Access>> {
        self.common.users
    }

    /// Like [`new_users`](Self::new_users), for groups.
    pub fn new_groups(&self) -> Option<Nullable<Access>> {
        self.groups
    }

    /// Like [`new_users`](Self::new_users), for role-enabled groups.
    pub fn new_role_enabled_groups(&self) -> Option<Nullable<Access>> {
        self.role_enabled_groups
    }

    /// The id of the authorized application to set, or null to clear it. It is `None` if the id is left as it is.
    pub fn new_external_cloud_authorized_application_id(&self) -> Option<Nullable<&str>> {
        let id = self.external_cloud_authorized_application_id.as_ref()?;
        Some(id.as_ref().map(String::as_str))
    }

    /// Whether the update sets nothing.
    pub fn is_empty(&self) -> bool {
        UpdateModel::is_empty(self)
    }

    /// Returns the settings that this policy does not have yet. If there are none, the result [is empty](Self::is_empty).
    pub fn difference_from(&self, policy: &BetaSyncPolicy) -> Self {
        UpdateModel::difference_from(self, policy)
    }
}

impl From<&SyncUpdate> for SyncUpdate {
    fn from(update: &SyncUpdate) -> Self {
        update.clone()
    }
}

impl From<SyncUpdate> for BetaSyncUpdate {
    fn from(common: SyncUpdate) -> Self {
        Self {
            common,
            ..Self::default()
        }
    }
}

impl From<&SyncUpdate> for BetaSyncUpdate {
    fn from(common: &SyncUpdate) -> Self {
        common.clone().into()
    }
}

impl From<&BetaSyncUpdate> for BetaSyncUpdate {
    fn from(update: &BetaSyncUpdate) -> Self {
        update.clone()
    }
}

/// An update of either version.
pub trait UpdateModel: Clone + Default + PartialEq + Send + Sync + 'static {
    /// The policy that it updates.
    type Policy: Send;

    /// Returns the settings that a policy does not have yet.
    fn difference_from(&self, policy: &Self::Policy) -> Self;

    /// Refuses values that the service would reject or misunderstand, before anything is sent.
    fn check(&self) -> Result<(), Error>;

    /// Whether it sets nothing.
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl UpdateModel for SyncUpdate {
    type Policy = SyncPolicy;

    fn difference_from(&self, policy: &SyncPolicy) -> Self {
        Self {
            display_name: unless_so(&self.display_name, policy.display_name.as_ref()),
            users: unless_so(&self.users, policy.users.as_ref()),
        }
    }

    fn check(&self) -> Result<(), Error> {
        refuse_blank_value("the display name", &self.display_name)
    }
}

impl UpdateModel for BetaSyncUpdate {
    type Policy = BetaSyncPolicy;

    fn difference_from(&self, policy: &BetaSyncPolicy) -> Self {
        let application = policy.external_cloud_authorized_application_id.as_ref();
        Self {
            common: self.common.difference_from(&policy.common),
            groups: unless_so(&self.groups, policy.groups.as_ref()),
            role_enabled_groups: unless_so(
                &self.role_enabled_groups,
                policy.role_enabled_groups.as_ref(),
            ),
            external_cloud_authorized_application_id: unless_so(
                &self.external_cloud_authorized_application_id,
                application,
            ),
        }
    }

    fn check(&self) -> Result<(), Error> {
        self.common.check()?;
        refuse_blank_value(
            "the id of the authorized application",
            &self.external_cloud_authorized_application_id,
        )
    }
}

impl SyncUpdate {
    fn debug<'a, 'b>(&self, f: DebugPresent<'a, 'b>) -> DebugPresent<'a, 'b> {
        f.setting("display_name", &self.display_name)
            .setting("users", &self.users)
    }
}

impl fmt::Debug for SyncUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug(DebugPresent::new(f, "SyncUpdate")).finish()
    }
}

impl fmt::Debug for BetaSyncUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let application = &self.external_cloud_authorized_application_id;
        self.common
            .debug(DebugPresent::new(f, "BetaSyncUpdate"))
            .setting("groups", &self.groups)
            .setting("role_enabled_groups", &self.role_enabled_groups)
            .setting("external_cloud_authorized_application_id", application)
            .finish()
    }
}
