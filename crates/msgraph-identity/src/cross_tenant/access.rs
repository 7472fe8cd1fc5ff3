//! Whether something may be synchronized, and its form in Graph.

use msgraph_identity_core::Nullable;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whether a partner may synchronize something into this tenant: `isSyncAllowed`.
///
/// Alone, serde reads and writes it as `"allow"` or `"block"`. In a policy it has the form of Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// The partner may.
    Allow,
    /// The partner may not.
    Block,
}

impl Access {
    pub(crate) fn from_is_sync_allowed(is_sync_allowed: bool) -> Self {
        if is_sync_allowed {
            Self::Allow
        } else {
            Self::Block
        }
    }

    pub(crate) fn is_sync_allowed(self) -> bool {
        self == Self::Allow
    }
}

/// What Graph has in place of an [`Access`].
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SyncInbound {
    is_sync_allowed: bool,
}

impl From<Access> for SyncInbound {
    fn from(access: Access) -> Self {
        Self {
            is_sync_allowed: access.is_sync_allowed(),
        }
    }
}

/// Writes the access of a policy.
pub(super) fn write<S: Serializer>(
    access: &Option<Access>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    access.map(SyncInbound::from).serialize(serializer)
}

/// The access in an update, for serde's `with`.
pub(super) mod update {
    use super::{Access, Deserialize, Deserializer, Nullable, Serialize, Serializer, SyncInbound};

    pub(in super::super) fn serialize<S: Serializer>(
        access: &Option<Nullable<Access>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let inbound = access.map(|access| access.map(SyncInbound::from));
        inbound.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Nullable<Access>>, D::Error> {
        let inbound = Nullable::<SyncInbound>::deserialize(deserializer)?;
        Ok(Some(inbound.map(|inbound| {
            Access::from_is_sync_allowed(inbound.is_sync_allowed)
        })))
    }
}
