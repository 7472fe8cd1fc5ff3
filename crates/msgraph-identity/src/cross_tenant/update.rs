//! An update of a synchronization policy.

use msgraph_identity_core::{Nullable, read_nullable};
use serde::{Deserialize, Serialize};

use super::{Access, BetaSyncPolicy, SyncPolicy, access};
use crate::Error;
use crate::debug::DebugPresent;
use crate::error::refuse_blank_value;
use crate::update::{from_reference, text_setting, unless_so};

/// Defines an update: its settings, with their properties in Graph and the way in which serde reads them.
macro_rules! sync_update {
    (
        $(#[$attribute:meta])*
        $name:ident { $($setting:ident: $type:ty = $property:literal, $with:ident = $read:literal;)+ }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[must_use]
        pub struct $name {
            $(
                #[serde(rename = $property, default, $with = $read, skip_serializing_if = "Option::is_none")]
                pub(crate) $setting: Option<Nullable<$type>>,
            )+
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                DebugPresent::new(f, stringify!($name))
                    $(.setting(stringify!($setting), &self.$setting))+
                    .finish()
            }
        }

        from_reference!($name);
    };
}

/// Defines the methods that set, clear and return an access, in the `impl` block of an update.
macro_rules! access_setting {
    (
        $(#[$set:meta])* $setting:ident,
        $(#[$clear:meta])* $clear_setting:ident,
        $(#[$new:meta])* $new_setting:ident $(,)?
    ) => {
        $(#[$set])*
        pub fn $setting(mut self, $setting: Access) -> Self {
            self.$setting = Some(Nullable::Value($setting));
            self
        }

        $(#[$clear])*
        pub fn $clear_setting(mut self) -> Self {
            self.$setting = Some(Nullable::Null);
            self
        }

        $(#[$new])*
        pub fn $new_setting(&self) -> Option<Nullable<Access>> {
            self.$setting
        }
    };
}

/// Defines the methods that the updates of both versions have.
macro_rules! common_methods {
    ($policy:ty) => {
        /// An update that sets nothing yet.
        pub fn new() -> Self {
            Self::default()
        }

        /// Whether the update sets nothing.
        pub fn is_empty(&self) -> bool {
            UpdateModel::is_empty(self)
        }

        /// Returns the settings that this policy does not have yet. If there are none, the result [is empty](Self::is_empty).
        pub fn difference_from(&self, policy: &$policy) -> Self {
            UpdateModel::difference_from(self, policy)
        }

        text_setting! {
            /// Sets the name of the policy. A blank name is refused when the update is sent.
            display_name,
            /// Sets the name to null.
            clear_display_name,
            /// The name to set, or null to clear it. It is `None` if the name is left as it is.
            new_display_name,
        }

        access_setting! {
            /// Sets whether the partner may synchronize users into this tenant.
            users,
            /// Sets the synchronization of users to null.
            clear_users,
            /// Whether the partner is to be allowed to synchronize users, or null to clear the setting. It is `None` if the setting
            /// is left as it is.
            new_users,
        }
    };
}

sync_update! {
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
    SyncUpdate {
        display_name: String = "displayName", deserialize_with = "read_nullable";
        users: Access = "userSyncInbound", with = "access::update";
    }
}

impl SyncUpdate {
    common_methods!(SyncPolicy);

    /// Sets whether the partner may synchronize groups into this tenant. Only beta has this setting.
    pub fn groups(self, groups: Access) -> BetaSyncUpdate {
        BetaSyncUpdate::from(self).groups(groups)
    }
}

sync_update! {
    /// The settings of a synchronization policy in beta, to create or to update. serde reads and writes it as the body of a request,
    /// like [`SyncUpdate`].
    BetaSyncUpdate {
        display_name: String = "displayName", deserialize_with = "read_nullable";
        users: Access = "userSyncInbound", with = "access::update";
        groups: Access = "groupSyncInbound", with = "access::update";
        role_enabled_groups: Access = "roleEnabledGroupSyncInbound", with = "access::update";
        external_cloud_authorized_application_id: String = "externalCloudAuthorizedApplicationId", deserialize_with = "read_nullable";
    }
}

impl BetaSyncUpdate {
    common_methods!(BetaSyncPolicy);

    access_setting! {
        /// Sets whether the partner may synchronize groups into this tenant.
        groups,
        /// Sets the synchronization of groups to null.
        clear_groups,
        /// Like [`new_users`](Self::new_users), for groups.
        new_groups,
    }

    access_setting! {
        /// Not documented by Microsoft. Judging by the name, it sets whether the partner may synchronize groups that directory roles
        /// can be assigned to. The service has been seen to refuse it unless the synchronization of groups is allowed already.
        role_enabled_groups,
        /// Sets the synchronization of role-enabled groups to null.
        clear_role_enabled_groups,
        /// Like [`new_users`](Self::new_users), for role-enabled groups.
        new_role_enabled_groups,
    }

    text_setting! {
        /// Not documented by Microsoft. Judging by the name, it sets the id of an application that another cloud has authorized. A
        /// blank id is refused when the update is sent.
        external_cloud_authorized_application_id,
        /// Sets the id of the authorized application to null.
        clear_external_cloud_authorized_application_id,
        /// The id of the authorized application to set, or null to clear it. It is `None` if the id is left as it is.
        new_external_cloud_authorized_application_id,
    }
}

impl From<SyncUpdate> for BetaSyncUpdate {
    fn from(common: SyncUpdate) -> Self {
        Self {
            display_name: common.display_name,
            users: common.users,
            ..Self::default()
        }
    }
}

impl From<&SyncUpdate> for BetaSyncUpdate {
    fn from(common: &SyncUpdate) -> Self {
        common.clone().into()
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
        let SyncPolicy {
            display_name,
            users,
            ..
        } = &policy.common;
        Self {
            display_name: unless_so(&self.display_name, display_name.as_ref()),
            users: unless_so(&self.users, users.as_ref()),
            groups: unless_so(&self.groups, policy.groups.as_ref()),
            role_enabled_groups: unless_so(
                &self.role_enabled_groups,
                policy.role_enabled_groups.as_ref(),
            ),
            external_cloud_authorized_application_id: unless_so(
                &self.external_cloud_authorized_application_id,
                policy.external_cloud_authorized_application_id.as_ref(),
            ),
        }
    }

    fn check(&self) -> Result<(), Error> {
        refuse_blank_value("the display name", &self.display_name)?;
        refuse_blank_value(
            "the id of the authorized application",
            &self.external_cloud_authorized_application_id,
        )
    }
}
