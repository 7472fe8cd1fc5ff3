//! What this crate makes of an answer that the answer itself does not say.

use std::fmt;
use std::time::Duration;

/// What an error means, seen from the operation as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The partner has no entry in the cross-tenant access policy, so it cannot have a synchronization policy.
    PartnerMissing,
    /// The first attempt's answer was lost, and what is there now is not what was sent.
    ConflictAfterLostAnswer,
    /// An entity that was created could not be read for so long.
    NotVisible(Duration),
    /// Creating and updating refused each other's state in turn.
    Unsettled,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PartnerMissing => f.write_str(
                "the partner tenant is not configured in the cross-tenant access policy: add it there first",
            ),
            Self::ConflictAfterLostAnswer => f.write_str(
                "an earlier attempt's answer was lost, and the policy that is there now is not the one that was sent",
            ),
            Self::NotVisible(after) => write!(f, "not visible after {} s", after.as_secs()),
            Self::Unsettled => f.write_str(
                "the policy was reported as absent and as present in turn: somebody else may be changing it",
            ),
        }
    }
}
