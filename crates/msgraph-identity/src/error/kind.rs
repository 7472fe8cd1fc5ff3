//! The kinds of errors.

use std::borrow::Cow;
use std::error::{self, Error as _};
use std::sync::Arc;

use msgraph_identity_core::SendError;

use super::{Configuration, ErrorResponse, PagingError, UnexpectedContent};

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
    /// A list is not read to its end.
    Paging(PagingError),
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
