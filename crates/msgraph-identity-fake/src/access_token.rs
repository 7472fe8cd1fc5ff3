//! Access tokens for tests, without a request to a token endpoint.

use std::time::Duration;

use uuid::Uuid;

use crate::auth::token_signer::Permissions;
use crate::seed::{ApplicationSeed, DEFAULT_CLIENT_ID};

/// The content of an access token for [`FakeGraph::issue`](crate::FakeGraph::issue). It need not be valid, because a test
/// may need a token that is refused.
///
/// ```
/// use std::time::Duration;
/// use msgraph_identity_fake::AccessToken;
///
/// let short = AccessToken::application(&["Policy.Read.All"]).lifetime(Duration::from_secs(60));
/// let user = AccessToken::delegated(&["APIConnectors.ReadWrite.All"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub(crate) tenant: Option<Uuid>,
    pub(crate) client_id: String,
    pub(crate) audience: String,
    pub(crate) permissions: Permissions,
    pub(crate) lifetime: Option<Duration>,
    pub(crate) continuous: bool,
}

impl AccessToken {
    /// A token for an application with these application permissions (the claim `roles`).
    pub fn application(permissions: &[&str]) -> Self {
        Self::new(Permissions::Application(owned(permissions)))
    }

    /// A token for a signed-in user with these delegated permissions (the claim `scp`).
    pub fn delegated(permissions: &[&str]) -> Self {
        Self::new(Permissions::Delegated(owned(permissions)))
    }

    /// A token for this application of a tenant.
    pub(crate) fn of(tenant: Uuid, application: &ApplicationSeed, audience: String) -> Self {
        Self {
            tenant: Some(tenant),
            client_id: application.client_id.clone(),
            audience,
            ..Self::new(Permissions::Application(application.permissions.clone()))
        }
    }

    pub(crate) fn new(permissions: Permissions) -> Self {
        Self {
            tenant: None,
            client_id: DEFAULT_CLIENT_ID.to_owned(),
            audience: "https://graph.microsoft.com".to_owned(),
            permissions,
            lifetime: None,
            continuous: false,
        }
    }

    /// The tenant. Default: the first one.
    pub fn tenant(mut self, id: Uuid) -> Self {
        self.tenant = Some(id);
        self
    }

    /// The application. Default: [`DEFAULT_CLIENT_ID`](crate::DEFAULT_CLIENT_ID).
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = client_id.into();
        self
    }

    /// The service that the token is for. Default: Microsoft Graph.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = audience.into();
        self
    }

    /// The lifetime, in whole seconds. Default: [`Switches::token_lifetime`](crate::Switches::token_lifetime).
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// Makes a token for a client that handles claims challenges (continuous access evaluation). A
    /// [revoked](crate::FakeGraph::revoke_tokens) token is then refused with a challenge.
    pub fn continuous(mut self) -> Self {
        self.continuous = true;
        self
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
