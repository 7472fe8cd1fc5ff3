//! What a credential knows about the client that uses it.

use std::fmt;
use std::sync::Arc;

use msgraph_identity_core::{Clock, Random, RetryPolicy};

use crate::cloud::Endpoints;

/// What a credential knows about the client that uses it: see [`Credential::from_fn`](super::Credential::from_fn).
pub struct CredentialContext<'a> {
    pub(crate) endpoints: &'a Endpoints,
    pub(crate) http: &'a reqwest::Client,
    pub(crate) clock: &'a Arc<dyn Clock>,
    pub(crate) retry: &'a RetryPolicy,
    pub(crate) random: &'a Random,
}

impl<'a> CredentialContext<'a> {
    /// What access tokens are for, such as `https://graph.microsoft.com/.default`.
    pub fn scope(&self) -> &'a str {
        &self.endpoints.scope
    }

    /// Where access tokens come from: scheme, host and port of the authority, such as `https://login.microsoftonline.com`. `None` if a
    /// custom cloud has none.
    pub fn login_host(&self) -> Option<&'a str> {
        self.endpoints.login_host.as_deref()
    }

    /// The client's connections: with its proxies and certificates, and without redirects. They are for https only, unless the
    /// cloud is a test server.
    pub fn http_client(&self) -> &'a reqwest::Client {
        self.http
    }

    /// The client's clock.
    pub fn clock(&self) -> &'a Arc<dyn Clock> {
        self.clock
    }

    /// When the client repeats a request.
    pub fn retry(&self) -> &'a RetryPolicy {
        self.retry
    }

    /// The source of the random part of waits.
    pub fn random(&self) -> &'a Random {
        self.random
    }
}

impl fmt::Debug for CredentialContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialContext")
            .field("scope", &self.scope())
            .field("login_host", &self.login_host())
            .finish_non_exhaustive()
    }
}
