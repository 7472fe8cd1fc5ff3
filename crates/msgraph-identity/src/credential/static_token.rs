//! A token that the caller already has.

use std::sync::Arc;

use msgraph_identity_core::{AccessToken, AccessTokenProvider, Secret, StaticToken};

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
        if AccessToken::new(self.0.clone()).is_well_formed() {
            Ok(Arc::new(StaticToken::new(self.0.clone())))
        } else {
            Err(Configuration::NotAToken.into())
        }
    }
}
