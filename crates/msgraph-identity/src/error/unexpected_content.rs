//! A successful response with other content than the contract says.

use msgraph_identity_core::ResponseMetadata;

use crate::sent_tokens::SentTokens;

/// How many bytes of a body are kept for a person to look at.
pub(super) const BODY_START: usize = 512;

/// A successful response with other content than the contract says.
pub(crate) struct UnexpectedContent {
    pub(crate) head: ResponseMetadata,
    pub(crate) problem: Problem,
    pub(crate) body_start: Vec<u8>,
}

/// What is wrong with the content.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The response has no content.
    Empty,
    /// Its media type is not JSON.
    NotJson,
    /// It has more objects or values than are read.
    TooComplex,
    /// It is not JSON, or not of the type in the contract.
    Malformed {
        /// The place in the document, such as `value[0].displayName`. Empty at its root.
        path: String,
        line: usize,
        column: usize,
    },
    /// A property that the client needs is missing or cannot be used.
    Unusable(&'static str),
}

impl UnexpectedContent {
    pub(crate) fn new(
        head: ResponseMetadata,
        body: &[u8],
        problem: Problem,
        tokens: &SentTokens,
    ) -> Self {
        Self {
            head,
            problem,
            body_start: tokens.mask_start(body, BODY_START),
        }
    }
}
