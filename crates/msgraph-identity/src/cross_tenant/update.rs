//! What is set in a synchronization policy.

use msgraph_identity_core::Nullable;

use super::{Access, BetaSyncPolicy, SyncPolicy};

/// What is set in a synchronization policy. What is not set stays as it is; in a new policy it is not there.
///
/// ```
/// use msgraph_identity::{Access, SyncUpdate};
///
/// let update = SyncUpdate::new().display_name("Fabrikam").users(Access::Allow);
/// ```
///
/// What only beta has turns it into a [`BetaSyncUpdate`], which `v1.0` does not take:
///
/// ```compile_fail,E0277
/// # use msgraph_identity::{Access, Error, IdentitySynchronization, SyncUpdate};
/// # async fn example(v1: IdentitySynchronization) -> Result<(), Error> {
/// v1.update(SyncUpdate::new().users(Access::Allow).groups(Access::Block)).await
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct SyncUpdate {
    pub(crate) display_name: Option<Nullable<String>>,
    pub(crate) users: Option<Nullable<Access>>,
}

impl SyncUpdate {
    /// Sets nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name of the policy.
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

    /// Sets whether the partner may synchronize groups into this tenant: in beta.
    pub fn groups(self, groups: Access) -> BetaSyncUpdate {
        BetaSyncUpdate::from(self).groups(groups)
    }
}

/// What is set in a synchronization policy, with what only beta has.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct BetaSyncUpdate {
    pub(crate) common: SyncUpdate,
    pub(crate) groups: Option<Nullable<Access>>,
    pub(crate) role_enabled_groups: Option<Nullable<Access>>,
    pub(crate) external_cloud_authorized_application_id: Option<Nullable<String>>,
}

impl BetaSyncUpdate {
    /// Sets nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name of the policy.
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

    /// Sets, by its name, whether the partner may synchronize groups that directory roles can be assigned to. Microsoft does not
    /// document it; the service has been seen to refuse it unless the synchronization of groups is allowed already.
    pub fn role_enabled_groups(mut self, role_enabled_groups: Access) -> Self {
        self.role_enabled_groups = Some(Nullable::Value(role_enabled_groups));
        self
    }

    /// Sets the synchronization of such groups to null.
    pub fn clear_role_enabled_groups(mut self) -> Self {
        self.role_enabled_groups = Some(Nullable::Null);
        self
    }

    /// Sets, by its name, the id of an application that another cloud has authorized. Microsoft does not document it.
    pub fn external_cloud_authorized_application_id(mut self, id: impl Into<String>) -> Self {
        self.external_cloud_authorized_application_id = Some(Nullable::Value(id.into()));
        self
    }

    /// Sets that id to null.
    pub fn clear_external_cloud_authorized_application_id(mut self) -> Self {
        self.external_cloud_authorized_application_id = Some(Nullable::Null);
        self
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

/// What an update of either version can be asked.
pub trait UpdateModel: Clone + Default + PartialEq + Send + Sync + 'static {
    /// The policy that it is an update of.
    type Policy: Send;

    /// What of it is not so in a policy yet; nothing, where all is.
    fn difference_from(&self, policy: &Self::Policy) -> Self;

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
}

/// What is to be set, unless it is there.
fn unless_so<T: Clone + PartialEq>(
    wanted: &Option<Nullable<T>>,
    there: Option<&T>,
) -> Option<Nullable<T>> {
    let wanted = wanted.clone()?;
    (wanted.clone().into_option().as_ref() != there).then_some(wanted)
}
