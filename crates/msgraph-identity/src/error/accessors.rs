//! The facts of an error, in groups.

use std::error;
use std::time::Duration;

use http::StatusCode;
use msgraph_identity_core::{
    AuthenticationError, InnerError, NextLink, ODataError, ODataErrorDetail, ResponseMetadata,
    SendError, TokenError,
};

use super::{Error, Kind};
use crate::cross_tenant::TenantId;
use crate::operation_table::RequiredPermission;

/// # The response
impl Error {
    /// The HTTP status of the response, if there is one. If the credential returned no token
    /// ([`is_authentication`](Self::is_authentication)), it is the status of the token endpoint.
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

    /// The code of the error, such as `Request_ResourceNotFound`. If the credential returned no token, it is the code of Microsoft
    /// Entra, such as `AADSTS7000215`.
    pub fn code(&self) -> Option<&str> {
        match self.authentication_error() {
            Some(error) => error.code(),
            None => self.odata_error()?.code.as_deref(),
        }
    }

    /// The most specific code in the response.
    pub fn innermost_code(&self) -> Option<&str> {
        match self.odata_error() {
            Some(error) => error.innermost_code(),
            None => self.code(),
        }
    }

    /// The message of the service or of the credential, for a developer to read. Its wording may change at any time.
    ///
    /// If the error has no message of its own, it is the message of the outermost inner error that has one.
    pub fn message(&self) -> Option<&str> {
        if let Some(error) = self.authentication_error() {
            return Some(error.message());
        }
        let error = self.odata_error()?;
        let inner = std::iter::successors(error.inner_error.as_ref(), |inner| {
            inner.inner_error.as_deref()
        });
        let mut inner = inner.filter_map(|inner| inner.message.as_deref());
        error.message.as_deref().or_else(|| inner.next())
    }

    /// The subject of the error, such as the name of a property.
    pub fn target(&self) -> Option<&str> {
        self.odata_error()?.target.as_deref()
    }

    /// Further errors that belong to this one. They often are the reason of a 400.
    pub fn details(&self) -> &[ODataErrorDetail] {
        self.odata_error().map_or(&[], |error| &error.details)
    }

    /// The whole error of the response, if its body has the form of an OData error.
    pub fn odata_error(&self) -> Option<&ODataError> {
        match self.kind() {
            Kind::Response(response) => response.error.as_ref(),
            _ => None,
        }
    }

    /// Graph's id of the request. Microsoft's support asks for it and for [`date`](Self::date).
    pub fn request_id(&self) -> Option<&str> {
        let by_head = self.head().and_then(ResponseMetadata::request_id);
        by_head.or_else(|| self.inner_error()?.request_id.as_deref())
    }

    /// The time of the error according to the service: the header `Date`, or UTC in the form `2026-02-13T10:17:06`.
    pub fn date(&self) -> Option<&str> {
        let by_head = self.head().and_then(ResponseMetadata::date);
        by_head.or_else(|| self.inner_error()?.date.as_deref())
    }

    /// How long the service asks to wait before the next attempt. The call did not wait because it had no attempt or not enough time
    /// left, or because this is longer than [`RetryPolicy::max_retry_after`](crate::RetryPolicy::max_retry_after).
    pub fn retry_after(&self) -> Option<Duration> {
        match self.authentication_error() {
            Some(error) => error.retry_after(),
            None => self.head()?.retry_after(),
        }
    }

    /// The claims that the service wants in the token, as JSON for the token endpoint. See
    /// [`is_claims_challenge`](Self::is_claims_challenge).
    pub fn claims(&self) -> Option<&str> {
        match self.kind() {
            Kind::Response(response) => response.claims.as_deref(),
            _ => None,
        }
    }

    /// The first 512 bytes of the body, if the response is an error or not what the contract says. The access token is masked.
    ///
    /// It may contain other secrets. It is not in the text of this error; keep it out of logs.
    pub fn body_start(&self) -> Option<&[u8]> {
        match self.kind() {
            Kind::Response(response) => Some(&response.body_start),
            Kind::Content(content) => Some(&content.body_start),
            _ => None,
        }
    }
}

/// # The request
impl Error {
    /// The tenant in which the request failed, if it is a part of a job in several tenants, such as
    /// [`Onboarding`](crate::jobs::onboarding::Onboarding).
    pub fn tenant_id(&self) -> Option<TenantId> {
        Some(self.0.tenant?.1)
    }

    /// The name of the operation in the contract, such as `get_api_connector`.
    pub fn operation(&self) -> Option<&'static str> {
        Some(self.0.call.as_ref()?.operation.name)
    }

    /// The method of the request, if there was one.
    pub fn method(&self) -> Option<&str> {
        Some(self.0.call.as_ref()?.method.as_ref()?.as_str())
    }

    /// The path of the request, if there was one. The query is left out, because it may have names of people.
    pub fn path(&self) -> Option<&str> {
        let path = self.0.call.as_ref()?.path.as_str();
        (!path.is_empty()).then_some(path)
    }

    /// How often the request was sent. It is 0 if nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.0.call.as_ref().map_or(0, |call| call.attempts)
    }

    /// The client's id of the request. It is the same for all attempts.
    pub fn client_request_id(&self) -> Option<&str> {
        let sent = self.0.call.as_ref();
        let sent = sent.and_then(|call| call.client_request_id.as_deref());
        sent.or_else(|| self.head()?.client_request_id())
            .or_else(|| self.inner_error()?.client_request_id.as_deref())
    }

    /// The link to the page that failed, to resume the list at. It is `None` for the first page.
    pub fn next_link(&self) -> Option<&NextLink> {
        self.0.next_link.as_ref()
    }
}

/// # Sign-in and permissions
impl Error {
    /// The error of the credential, if it returned no token.
    ///
    /// The credentials of this crate return an [`AuthenticationError`](crate::generated::core::AuthenticationError), other
    /// credentials an error of their own, to be downcast. For a [`TokenCredential`](crate::credential::TokenCredential), the
    /// `azure_core::Error` is the source of that error.
    pub fn credential_error(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        self.token_error()?.provider_error()
    }

    /// The permissions that the operation needs, if Graph refuses it with 403.
    ///
    /// Returns `None` if the body of the response is not a Graph error: then a proxy may have refused the request. It is `None` for
    /// [`request`](crate::VersionedClient::request) too.
    pub fn required_permission(&self) -> Option<RequiredPermission> {
        match self.kind() {
            Kind::Response(response)
                if self.is_permission_denied() && response.is_graph_error() =>
            {
                let permission = self.0.call.as_ref()?.operation.permission;
                (!permission.any_of().is_empty()).then_some(permission)
            }
            _ => None,
        }
    }

    /// The permissions in the access token, if the operation is refused with 403 and the token can be read.
    ///
    /// They are for diagnosis: only the service decides what a token allows.
    pub fn granted_permissions(&self) -> Option<&[String]> {
        match self.kind() {
            Kind::Response(response) => response.granted.as_deref(),
            _ => None,
        }
    }
}

impl Error {
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

    pub(super) fn head(&self) -> Option<&ResponseMetadata> {
        match self.kind() {
            Kind::Response(response) => Some(&response.head),
            Kind::Content(content) => Some(&content.head),
            _ => None,
        }
    }

    fn inner_error(&self) -> Option<&InnerError> {
        self.odata_error()?.inner_error.as_ref()
    }
}
