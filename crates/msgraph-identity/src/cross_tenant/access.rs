//! Whether something may be synchronized.

use serde::{Deserialize, Serialize};

/// Whether a partner may synchronize something into this tenant: `isSyncAllowed`.
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
