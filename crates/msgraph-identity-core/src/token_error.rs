//! Why there is no access token.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{AuthenticationError, ForeignText};

/// Why a request has no access token. Cloning is cheap: all requests that wait for the same token share the error.
#[derive(Clone, Debug)]
pub struct TokenError(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Provider(Arc<dyn Error + Send + Sync>),
    TimedOut(Duration),
    /// By the kind of its provider.
    Malformed(String),
}

impl TokenError {
    pub(crate) fn provider(reason: Box<dyn Error + Send + Sync>) -> Self {
        Self(Kind::Provider(Arc::from(reason)))
    }

    pub(crate) fn timed_out(after: Duration) -> Self {
        Self(Kind::TimedOut(after))
    }

    pub(crate) fn malformed(kind_of_provider: &str) -> Self {
        Self(Kind::Malformed(kind_of_provider.to_owned()))
    }

    /// Returns whether the provider took too long.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0, Kind::TimedOut(_))
    }

    /// Returns the error of the provider, if it returned one.
    pub fn provider_error(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        match &self.0 {
            Kind::Provider(reason) => Some(&**reason),
            _ => None,
        }
    }

    /// Returns the error of the provider, if it is an [`AuthenticationError`].
    pub fn authentication_error(&self) -> Option<&AuthenticationError> {
        self.provider_error()?.downcast_ref()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Provider(_) => f.write_str("the credential returned no access token"),
            Kind::TimedOut(after) => write!(
                f,
                "the credential returned no access token within {} s",
                after.as_secs()
            ),
            Kind::Malformed(provider) => write!(
                f,
                "the access token of {} is empty or has characters that no bearer token has; check where it comes from",
                ForeignText::new(provider)
            ),
        }
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.provider_error()
            .map(|reason| reason as &(dyn Error + 'static))
    }
}
