//! A token that the caller already has.

use std::sync::Arc;

use msgraph_identity_core::{AccessTokenProvider, Secret, StaticToken};

use super::{Credential, CredentialContext, CredentialKind};
use crate::Error;
use crate::error::Configuration;

/// An access token for Microsoft Graph that is never refreshed: for tests, and for programs that end before the token does (after an
/// hour or so). It is the token itself, without the word `Bearer`.
///
/// # Errors
///
/// [`GraphBuilder::build`](crate::GraphBuilder::build) returns an error if this cannot be a bearer token.
pub fn static_token(token: impl Into<Secret>) -> Credential {
    Credential::new(Token(token.into()))
}

#[derive(Debug)]
struct Token(Secret);

impl CredentialKind for Token {
    fn provider(&self, _: &CredentialContext<'_>) -> Result<Arc<dyn AccessTokenProvider>, Error> {
        if is_b64token(self.0.expose()) {
            Ok(Arc::new(StaticToken::new(self.0.clone())))
        } else {
            Err(Configuration::NotAToken.into())
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
