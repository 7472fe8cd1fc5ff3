//! Conclusions about a failure that the response alone does not state.

use std::fmt;
use std::time::Duration;

/// What an error means for the operation as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The partner has no entry in the cross-tenant access policy, so it cannot have a synchronization policy.
    PartnerMissing,
    /// The response to an earlier attempt was lost, and the policy that exists now is not the one that was sent.
    ConflictAfterLostResponse,
    /// An entity that was created could not be read for this long.
    NotVisible(Duration),
    /// The policy was in turn reported as missing and as present.
    Unsettled,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PartnerMissing => f.write_str(
                "the partner tenant is not configured in the cross-tenant access policy: add it there first",
            ),
            Self::ConflictAfterLostResponse => f.write_str(
                "the response to an earlier attempt was lost, and the policy that exists now is not the one that was sent",
            ),
            Self::NotVisible(after) => write!(f, "not visible after {} s", after.as_secs()),
            Self::Unsettled => f.write_str(
                "the policy was in turn reported as missing and as present: another client may be changing it",
            ),
        }
    }
}
