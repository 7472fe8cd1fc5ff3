//! The kinds of errors, and conclusions about them.

use std::borrow::Cow;
use std::error::{self, Error as _};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::SendError;

use super::{Configuration, ErrorResponse, UnexpectedContent};

/// What went wrong.
pub(crate) enum Kind {
    /// A part of the client cannot be used.
    Configuration(Configuration),
    /// An argument cannot be sent.
    InvalidArgument(Cow<'static, str>),
    /// The status of the response is not a success.
    Response(Box<ErrorResponse>),
    /// The status of the response is a success, but its content is not what the contract says.
    Content(Box<UnexpectedContent>),
    /// There is no response.
    Send(Arc<SendError>),
    /// What was waited for did not happen in time. The text says what, and what to do.
    WaitTimedOut(String),
    /// A list is not read to its end.
    Paging(PagingError),
    /// A plan does not fit the tenant any more. The text says where.
    ChangedSincePlan(String),
}

impl Kind {
    pub(super) fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Configuration(configuration) => configuration.source(),
            Self::Send(error) => match &**error {
                // The credential's error is in the text already. Its own cause is not.
                SendError::Token(error) => error.provider_error()?.source(),
                error => error.source(),
            },
            _ => None,
        }
    }
}

/// Why a list is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagingError {
    /// A next link leads to a page that was read already.
    Cycle,
    /// Too many pages in a row have no entities.
    EmptyPages(u32),
    /// There are more entities than the caller wants in one `Vec`.
    TooManyItems(usize),
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle => f.write_str(
                "the link to the next page leads to a page that was read already; the entities so far may be the whole list",
            ),
            Self::EmptyPages(count) => write!(
                f,
                "{count} pages in a row have no entities, and there is a link to another page"
            ),
            Self::TooManyItems(limit) => write!(
                f,
                "the list has more than {limit} entities; raise the limit with `max_items`, or read the list with `items` or `pages`"
            ),
        }
    }
}

/// A conclusion about a failure that the response alone does not state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The tenant has no entry in the cross-tenant access policy.
    PartnerMissing,
    /// The tenant has an entry in the cross-tenant access policy already, or had one a short while ago.
    PartnerExists,
    /// The service neither creates nor shows a partner.
    PartnerHeld,
    /// The partner may still have a synchronization policy.
    PartnerInUse,
    /// The partner is the tenant of the access token.
    OwnTenant,
    /// The response to an earlier attempt was lost, and the policy has other settings than those that were sent.
    ConflictAfterLostResponse,
    /// An entity that was created could not be read for this long.
    NotVisible(Duration),
    /// The certificate that was sent is in a file that the service may not read.
    #[cfg(feature = "pkcs12")]
    UnreadableCertificate,
    /// The service reported the policy as missing and as present by turns.
    Unsettled,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PartnerMissing => f.write_str(
                "the partner tenant is not configured in the cross-tenant access policy: add it there first, with `create_partner` or `Partner::ensure`",
            ),
            Self::PartnerExists => f.write_str(
                "the tenant is a partner already, or was until a short while ago: update it or call `ensure`; after a deletion, call `wait_until_gone` and try again",
            ),
            Self::PartnerHeld => f.write_str(
                "the service neither creates nor shows the partner, as for a while after its deletion: try again later, or let `ensure` wait with `wait`",
            ),
            Self::PartnerInUse => f.write_str(
                "if the partner has a synchronization policy, delete that first",
            ),
            Self::OwnTenant => f.write_str(
                "the tenant that the credential is for; pass the id of the other tenant",
            ),
            Self::ConflictAfterLostResponse => f.write_str(
                "the response to an earlier attempt was lost, and the policy has other settings than those that were sent: read it, then decide",
            ),
            Self::NotVisible(after) => write!(f, "not visible after {} s", after.as_secs_f64()),
            #[cfg(feature = "pkcs12")]
            Self::UnreadableCertificate => f.write_str(
                "the service may refuse a PKCS#12 file that is encrypted with AES as one with a wrong password: write it anew with triple DES, as openssl pkcs12 -export -legacy does",
            ),
            Self::Unsettled => f.write_str(
                "the service reported the policy as missing and as present by turns; another client may be changing it: try again later",
            ),
        }
    }
}
