//! The JSON form of the updates, which is that of a request body of Graph. It has only what is set; null clears a setting.

use msgraph_identity_core::{Nullable, read_nullable};
use serde::{Deserialize, Serialize};

use super::{Access, BetaSyncUpdate, SyncUpdate};

/// What Graph has in place of an [`Access`].
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SyncInbound {
    is_sync_allowed: bool,
}

impl From<Access> for SyncInbound {
    fn from(access: Access) -> Self {
        Self {
            is_sync_allowed: access.is_sync_allowed(),
        }
    }
}

impl From<SyncInbound> for Access {
    fn from(inbound: SyncInbound) -> Self {
        Self::from_is_sync_allowed(inbound.is_sync_allowed)
    }
}

/// Defines a form: a property that is left out is `None`, and one that is not listed is refused.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident { $($property:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub(super) struct $name {
            $(
                #[serde(
                    default,
                    deserialize_with = "read_nullable",
                    skip_serializing_if = "Option::is_none"
                )]
                $property: Option<Nullable<$type>>,
            )+
        }
    };
}

form! {
    /// A [`SyncUpdate`] in JSON.
    SyncForm { display_name: String, user_sync_inbound: SyncInbound }
}

form! {
    /// A [`BetaSyncUpdate`] in JSON.
    BetaSyncForm {
        display_name: String,
        user_sync_inbound: SyncInbound,
        group_sync_inbound: SyncInbound,
        role_enabled_group_sync_inbound: SyncInbound,
        external_cloud_authorized_application_id: String,
    }
}

fn write(access: Option<Nullable<Access>>) -> Option<Nullable<SyncInbound>> {
    access.map(|access| access.map(SyncInbound::from))
}

fn read(inbound: Option<Nullable<SyncInbound>>) -> Option<Nullable<Access>> {
    inbound.map(|inbound| inbound.map(Access::from))
}

impl From<SyncUpdate> for SyncForm {
    fn from(update: SyncUpdate) -> Self {
        Self {
            display_name: update.display_name,
            user_sync_inbound: write(update.users),
        }
    }
}

impl From<SyncForm> for SyncUpdate {
    fn from(form: SyncForm) -> Self {
        Self {
            display_name: form.display_name,
            users: read(form.user_sync_inbound),
        }
    }
}

impl From<BetaSyncUpdate> for BetaSyncForm {
    fn from(update: BetaSyncUpdate) -> Self {
        Self {
            display_name: update.common.display_name,
            user_sync_inbound: write(update.common.users),
            group_sync_inbound: write(update.groups),
            role_enabled_group_sync_inbound: write(update.role_enabled_groups),
            external_cloud_authorized_application_id: update
                .external_cloud_authorized_application_id,
        }
    }
}

impl From<BetaSyncForm> for BetaSyncUpdate {
    fn from(form: BetaSyncForm) -> Self {
        Self {
            common: SyncUpdate {
                display_name: form.display_name,
                users: read(form.user_sync_inbound),
            },
            groups: read(form.group_sync_inbound),
            role_enabled_groups: read(form.role_enabled_group_sync_inbound),
            external_cloud_authorized_application_id: form.external_cloud_authorized_application_id,
        }
    }
}
