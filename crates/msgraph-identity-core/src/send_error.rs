//! Why a request has no response.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::{RefusedRequest, TokenError, TransportError};

/// Why a request has no response.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// The request was not sent, because of its URL or its body.
    Refused(RefusedRequest),
    /// There was no access token.
    Token(TokenError),
    /// There is no response, or it is not whole.
    Transport(TransportError),
    /// The call, with all its attempts and waits, took longer than this.
    TimedOut(Duration),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::TimedOut(after) => {
                write!(f, "the call took longer than {:.1} s", after.as_secs_f64())
            }
        }
    }
}

impl Error for SendError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(error) => error.source(),
            Self::Token(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::TimedOut(_) => None,
        }
    }
}

impl From<RefusedRequest> for SendError {
    fn from(error: RefusedRequest) -> Self {
        Self::Refused(error)
    }
}

impl From<TokenError> for SendError {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<TransportError> for SendError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
