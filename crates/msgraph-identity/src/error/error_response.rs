//! A response whose status is not a success.

use std::borrow::Cow;
use std::fmt::Write;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::{
    InnerError, ODataError, ODataErrorDetail, ResponseMetadata, claims_challenge,
};

use super::unexpected_content::BODY_START;
use crate::sent_tokens::SentTokens;

/// A response whose status is not a success.
pub(crate) struct ErrorResponse {
    pub(crate) head: ResponseMetadata,
    pub(crate) error: Option<ODataError>,
    pub(crate) claims: Option<String>,
    pub(crate) body_start: Vec<u8>,
    pub(crate) has_body: bool,
    /// The permissions in the token, if the status is 403.
    pub(crate) granted: Option<Vec<String>>,
}

impl ErrorResponse {
    pub(crate) fn new(
        head: ResponseMetadata,
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

    /// Whether the body is an error of Graph. If it is not, the response may come from a proxy or a gateway, and says nothing about
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
        if let Cow::Owned(masked) = tokens.mask(text) {
            *text = masked;
        }
    }
}

/// How many characters of a detail are of use: more are cut off together with the other details.
const DETAIL_LENGTH: usize = 1_000;

/// Joins the further errors, as `code (target): message`, until there are more than are shown.
pub(super) fn join_details(details: &[ODataErrorDetail]) -> String {
    let mut text = String::new();
    for detail in details {
        if text.len() > 4 * DETAIL_LENGTH {
            break;
        }
        let mut parts = [&detail.code, &detail.target, &detail.message].map(|part| {
            let part = part.as_deref().unwrap_or_default().trim_end_matches('.');
            part.chars().take(DETAIL_LENGTH).collect::<String>()
        });
        if !parts[0].is_empty() && !parts[1].is_empty() {
            parts[1] = format!(" ({})", parts[1]);
        }
        let [code, target, message] = parts;
        if code.is_empty() && target.is_empty() && message.is_empty() {
            continue;
        }
        let between = if (code.is_empty() && target.is_empty()) || message.is_empty() {
            ""
        } else {
            ": "
        };
        let separator = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{separator}{code}{target}{between}{message}");
    }
    text
}
