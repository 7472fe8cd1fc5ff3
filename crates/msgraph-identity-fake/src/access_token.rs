//! Access tokens as tests ask for them, without the detour over a token endpoint.

use std::time::Duration;

use uuid::Uuid;

use crate::auth::token_signer::Permissions;
use crate::seed::DEFAULT_CLIENT_ID;

/// An access token to be made by [`FakeGraph::issue`](crate::FakeGraph::issue): who it is for, what it allows, and for
/// how long. Nothing of it needs to be true, since a test may want a token that is refused.
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

    /// Of this tenant; without it, of the first one.
    pub fn tenant(mut self, id: Uuid) -> Self {
        self.tenant = Some(id);
        self
    }

    /// For this application; without it, for [`DEFAULT_CLIENT_ID`](crate::DEFAULT_CLIENT_ID).
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = client_id.into();
        self
    }

    /// For this service; without it, for Microsoft Graph.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = audience.into();
        self
    }

    /// Good for this long, in whole seconds; without it, as long as
    /// [`Switches::token_lifetime`](crate::Switches::token_lifetime) says.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// For a client that takes claims challenges: once the token is
    /// [revoked](crate::FakeGraph::revoke_tokens), it is refused with one.
    pub fn continuous(mut self) -> Self {
        self.continuous = true;
        self
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
