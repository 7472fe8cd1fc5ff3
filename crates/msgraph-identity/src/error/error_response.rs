//! A response whose status is not a success.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{AnswerHead, InnerError, ODataError, claims_challenge};

use super::unexpected_content::BODY_START;
use crate::sent_tokens::SentTokens;

/// A response whose status is not a success.
pub(crate) struct ErrorResponse {
    pub(crate) head: AnswerHead,
    pub(crate) error: Option<ODataError>,
    pub(crate) claims: Option<String>,
    pub(crate) body_start: Vec<u8>,
    pub(crate) has_body: bool,
    /// The permissions in the token, if the status is 403.
    pub(crate) granted: Option<Vec<String>>,
}

impl ErrorResponse {
    pub(crate) fn new(
        head: AnswerHead,
        headers: &HeaderMap,
        body: &Bytes,
        tokens: &SentTokens,
    ) -> Self {
        let is_challenge = head.status() == StatusCode::UNAUTHORIZED;
        let mut error = ODataError::parse(body);
        if let Some(error) = &mut error {
            mask_error(error, tokens);
        }
        Self {
            head,
            error,
            claims: is_challenge.then(|| claims_challenge(headers)).flatten(),
            body_start: tokens.mask_start(body, BODY_START),
            has_body: !body.is_empty(),
            granted: None,
        }
    }

    /// Whether the body is an error of Graph. If it is not, the response may come from something in between, and says nothing about
    /// the token or its permissions.
    pub(crate) fn is_graph_error(&self) -> bool {
        let error = self.error.as_ref();
        error.is_some_and(|error| error.code.is_some() || error.message.is_some())
    }

    /// Whether the service refused one of two writes at the same time. A later attempt succeeds.
    pub(crate) fn is_concurrency_violation(&self) -> bool {
        let error = self.error.as_ref();
        self.head.status().is_client_error()
            && error.is_some_and(ODataError::is_concurrency_violation)
    }
}

fn mask_error(error: &mut ODataError, tokens: &SentTokens) {
    let ODataError {
        code,
        message,
        target,
        ..
    } = error;
    mask([code, message, target], tokens);
    for detail in &mut error.details {
        mask(
            [&mut detail.code, &mut detail.message, &mut detail.target],
            tokens,
        );
    }
    let mut inner = error.inner_error.as_mut();
    while let Some(error) = inner {
        let InnerError {
            code,
            message,
            request_id,
            client_request_id,
            date,
            ..
        } = error;
        mask([code, message, request_id, client_request_id, date], tokens);
        inner = error.inner_error.as_deref_mut();
    }
}

fn mask<const N: usize>(texts: [&mut Option<String>; N], tokens: &SentTokens) {
    for text in texts.into_iter().flatten() {
        if let std::borrow::Cow::Owned(masked) = tokens.mask(text) {
            *text = masked;
        }
    }
}
