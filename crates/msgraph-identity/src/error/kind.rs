//! The kinds of errors.

use std::borrow::Cow;
use std::error::{self, Error as _};
use std::sync::Arc;

use msgraph_identity_core::{SendError, ServiceRootError};

use super::answer::{Answer, Content};
use crate::paging::PagingError;

/// What went wrong.
pub(crate) enum Kind {
    /// Something that the client is made of cannot be used.
    Configuration(Configuration),
    /// An argument of a call cannot be sent.
    InvalidArgument(Cow<'static, str>),
    /// The answer is no success.
    Answer(Box<Answer>),
    /// The answer is a success with other content than the contract says.
    Content(Box<Content>),
    /// There is no answer.
    Send(Arc<SendError>),
    /// A list does not come to its end.
    Paging(PagingError),
}

/// What a client cannot be made of.
#[derive(Debug)]
pub(crate) enum Configuration {
    UnusableRoot(ServiceRootError),
    RootWithVersion {
        root: String,
    },
    UnusableLoginHost(ServiceRootError),
    LoginHostWithPath,
    UnknownCloud,
    NotAToken,
    Application,
    Tls(rustls::Error),
    Certificate(&'static str),
    HttpClient(reqwest::Error),
    /// A credential cannot be made; the text says why and what to do.
    Credential(
        Cow<'static, str>,
        Option<Box<dyn error::Error + Send + Sync>>,
    ),
}

impl Kind {
    pub(super) fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Configuration(Configuration::Tls(error)) => Some(error),
            Self::Configuration(Configuration::UnusableLoginHost(error)) => Some(error),
            Self::Configuration(Configuration::HttpClient(error)) => Some(error),
            Self::Configuration(Configuration::Credential(_, Some(error))) => Some(&**error),
            Self::Send(error) => match &**error {
                // What the credential says is in the text of the error already; what it goes back to is not.
                SendError::Token(error) => error.provider_error()?.source(),
                error => error.source(),
            },
            _ => None,
        }
    }
}
