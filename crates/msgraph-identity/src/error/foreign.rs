//! How text of others is written into an error.

use std::fmt;

use msgraph_identity_core::ForeignText;

use crate::sent_tokens::SentTokens;

/// Writes text of the service, of a library or of a credential as [`ForeignText`] does, with the access tokens of the client
/// masked.
pub(super) struct Foreign<'a> {
    pub(super) text: &'a str,
    pub(super) sent_tokens: Option<&'a SentTokens>,
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sent_tokens {
            Some(tokens) => ForeignText::new(&tokens.mask(self.text)).fmt(f),
            None => ForeignText::new(self.text).fmt(f),
        }
    }
}
