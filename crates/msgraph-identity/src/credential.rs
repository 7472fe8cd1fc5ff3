//! Where access tokens come from.
//!
//! See [authentication and authorization basics](https://learn.microsoft.com/graph/auth/auth-concepts).

use std::sync::Arc;

use msgraph_identity_core::{AccessTokenProvider, Secret, StaticToken};

use crate::Error;
use crate::error::Kind;

/// What a [`Graph`](crate::Graph) gets its access tokens with. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Credential(CredentialKind);

#[derive(Clone, Debug)]
enum CredentialKind {
    StaticToken(Secret),
}

/// An access token for Microsoft Graph, given beforehand and never refreshed: for tests, and for programs shorter than a token's life
/// (an hour or so).
///
/// It is the token itself, without the word `Bearer`. [`GraphBuilder::build`](crate::GraphBuilder::build) refuses what can be none.
pub fn static_token(token: impl Into<Secret>) -> Credential {
    Credential(CredentialKind::StaticToken(token.into()))
}

impl Credential {
    pub(crate) fn into_provider(self) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        match self.0 {
            CredentialKind::StaticToken(token) if is_b64token(token.expose()) => {
                Ok(Arc::new(StaticToken::new(token)))
            }
            CredentialKind::StaticToken(_) => Err(Kind::NotAToken.into()),
        }
    }
}

/// Whether a text has the form of a bearer token (RFC 6750, section 2.1).
fn is_b64token(text: &str) -> bool {
    let unpadded = text.trim_end_matches('=');
    !unpadded.is_empty()
        && unpadded
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}
