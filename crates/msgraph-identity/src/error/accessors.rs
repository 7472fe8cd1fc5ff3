//! What an error can tell.

use std::error;
use std::time::Duration;

use http::StatusCode;
use msgraph_identity_core::{
    AnswerHead, AuthenticationError, InnerError, NextLink, ODataError, ODataErrorDetail, SendError,
    TokenError,
};

use super::{Error, Kind};
use crate::operation::RequiredPermission;

impl Error {
    /// The HTTP status of the answer, where one came: of the service, or of the token endpoint where the credential has no token
    /// ([`is_authentication`](Self::is_authentication)).
    pub fn status(&self) -> Option<StatusCode> {
        match self.kind() {
            Kind::Send(error) => match &**error {
                SendError::Transport(error) => error.status(),
                SendError::Token(error) => error.authentication_error()?.status(),
                _ => None,
            },
            _ => Some(self.head()?.status()),
        }
    }

    /// The code of the error, such as `Request_ResourceNotFound`; where the credential has no token, that of Microsoft Entra, such
    /// as `AADSTS7000215`.
    pub fn code(&self) -> Option<&str> {
        match self.authentication_error() {
            Some(error) => error.code(),
            None => self.odata_error()?.code.as_deref(),
        }
    }

    /// The most specific code that the answer has.
    pub fn innermost_code(&self) -> Option<&str> {
        match self.odata_error() {
            Some(error) => error.innermost_code(),
            None => self.code(),
        }
    }

    /// The message of the service, or of the credential, for a developer to read. Its wording may change at any time.
    pub fn message(&self) -> Option<&str> {
        match self.authentication_error() {
            Some(error) => Some(error.message()),
            None => self.odata_error()?.message.as_deref(),
        }
    }

    /// What the error is about, as the service says it, such as the name of a property.
    pub fn target(&self) -> Option<&str> {
        self.odata_error()?.target.as_deref()
    }

    /// Further errors that belong to this one.
    pub fn details(&self) -> &[ODataErrorDetail] {
        self.odata_error().map_or(&[], |error| &error.details)
    }

    /// The whole error of the answer, where it has one in the form of OData.
    pub fn odata_error(&self) -> Option<&ODataError> {
        match self.kind() {
            Kind::Answer(answer) => answer.error.as_ref(),
            _ => None,
        }
    }

    /// Graph's id of the request: what Microsoft's support asks for, together with [`date`](Self::date).
    pub fn request_id(&self) -> Option<&str> {
        let by_head = self.head().and_then(AnswerHead::request_id);
        by_head.or_else(|| self.inner_error()?.request_id.as_deref())
    }

    /// The client's id of the request, which was the same for all attempts.
    pub fn client_request_id(&self) -> Option<&str> {
        let sent = self.0.call.as_ref();
        let sent = sent.and_then(|call| call.client_request_id.as_deref());
        sent.or_else(|| self.head()?.client_request_id())
            .or_else(|| self.inner_error()?.client_request_id.as_deref())
    }

    /// When it happened, as the service says it: the answer's header `Date`, or UTC in the form `2026-02-13T10:17:06`.
    pub fn date(&self) -> Option<&str> {
        let by_head = self.head().and_then(AnswerHead::date);
        by_head.or_else(|| self.inner_error()?.date.as_deref())
    }

    /// How long the service asks to wait before the next attempt. A call that could wait that long has done so already.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.authentication_error() {
            Some(error) => error.retry_after(),
            None => self.head()?.retry_after(),
        }
    }

    /// The claims that the service wants in the token, as JSON: to be given to the token endpoint. See
    /// [`is_claims_challenge`](Self::is_claims_challenge).
    pub fn claims(&self) -> Option<&str> {
        match self.kind() {
            Kind::Answer(answer) => answer.claims.as_deref(),
            _ => None,
        }
    }

    /// What the credential said, where it returned no token.
    ///
    /// The credentials of this crate say an [`AuthenticationError`](crate::generated::core::AuthenticationError), others an error
    /// of their own, to be downcast. Of a [`TokenCredential`](crate::credential::TokenCredential), the `azure_core::Error` is its
    /// source.
    pub fn credential_error(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        self.token_error()?.provider_error()
    }

    /// The name of the operation in the contract, such as `get_api_connector`.
    pub fn operation(&self) -> Option<&'static str> {
        Some(self.0.call.as_ref()?.operation.name)
    }

    /// The method of the request, where there was one.
    pub fn method(&self) -> Option<&str> {
        Some(self.0.call.as_ref()?.method.as_ref()?.as_str())
    }

    /// The path of the request, where there was one; without its query, which may hold names of people.
    pub fn path(&self) -> Option<&str> {
        let path = self.0.call.as_ref()?.path.as_str();
        (!path.is_empty()).then_some(path)
    }

    /// How often the request was sent; 0 where it never was.
    pub fn attempts(&self) -> u32 {
        self.0.call.as_ref().map_or(0, |call| call.attempts)
    }

    /// What the operation needs, where the service refuses it with 403.
    pub fn required_permission(&self) -> Option<RequiredPermission> {
        let is_refused = self.is_permission_denied();
        let call = self.0.call.as_ref().filter(|_| is_refused)?;
        Some(call.operation.permission)
    }

    /// The permissions that the access token says it has, where the service refuses an operation with 403 and the token can be
    /// read.
    ///
    /// For diagnosis: only the service decides what a token allows.
    pub fn granted_permissions(&self) -> Option<&[String]> {
        match self.kind() {
            Kind::Answer(answer) => answer.granted.as_deref(),
            _ => None,
        }
    }

    /// The beginning of the body, 512 bytes at most, where the answer is no success or not what the contract says.
    ///
    /// It may hold anything, secrets included: it is in no text of this error, and belongs into no log.
    pub fn body_start(&self) -> Option<&[u8]> {
        match self.kind() {
            Kind::Answer(answer) => Some(&answer.body_start),
            Kind::Content(content) => Some(&content.body_start),
            _ => None,
        }
    }

    /// Where a list can be taken up again: the link to the page that failed. `None` where that was the first one.
    pub fn next_link(&self) -> Option<&NextLink> {
        self.0.next_link.as_ref()
    }

    pub(super) fn authentication_error(&self) -> Option<&AuthenticationError> {
        self.token_error()?.authentication_error()
    }

    fn token_error(&self) -> Option<&TokenError> {
        match self.kind() {
            Kind::Send(error) => match &**error {
                SendError::Token(error) => Some(error),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn head(&self) -> Option<&AnswerHead> {
        match self.kind() {
            Kind::Answer(answer) => Some(&answer.head),
            Kind::Content(content) => Some(&content.head),
            _ => None,
        }
    }

    fn inner_error(&self) -> Option<&InnerError> {
        self.odata_error()?.inner_error.as_ref()
    }
}
