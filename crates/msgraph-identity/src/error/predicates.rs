//! What an error is: by status first, by code second, never by message.

use http::StatusCode;
use msgraph_identity_core::{AuthenticationError, SendError, TransportErrorKind};

use super::answer::Problem;
use super::{Configuration, Error, Finding, Kind};
use crate::transient::{is_transient_failure, is_transient_status};

impl Error {
    /// Whether what was asked for is not there (404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Whether what was to be created is there already (409).
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Whether the service asks for fewer requests (429).
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the token does not allow the operation (403): see [`required_permission`](Self::required_permission).
    pub fn is_permission_denied(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether the service rejects the token (401), and another one did not help.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether the service wants a token with certain [`claims`](Self::claims): continuous access evaluation. Credentials of
    /// azure_identity cannot ask for these; a new sign-in may help.
    pub fn is_claims_challenge(&self) -> bool {
        self.claims().is_some()
    }

    /// Whether the service does not understand the request, or does not accept a value in it (400).
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// Whether the entity is not in the version that `If-Match` asks for (412).
    pub fn is_precondition_failed(&self) -> bool {
        self.has_status(StatusCode::PRECONDITION_FAILED)
    }

    /// Whether the service failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether the answer is a redirect, which is never followed: it would carry passwords to another place.
    pub fn is_redirect(&self) -> bool {
        self.status().is_some_and(|status| status.is_redirection())
    }

    /// Whether the partner tenant has no entry in the cross-tenant access policy, in contrast to one that has an entry and no
    /// synchronization policy. Known only where one is to be created.
    pub fn is_partner_missing(&self) -> bool {
        self.0.finding == Some(Finding::PartnerMissing)
    }

    /// Whether there was no access token to send. Then [`code`](Self::code) and [`message`](Self::message) are those of Microsoft
    /// Entra.
    pub fn is_authentication(&self) -> bool {
        matches!(self.send_error(), Some(SendError::Token(_)))
    }

    /// Whether there was no connection to the service: an unknown host, a refusal, no TLS, a certificate that is not trusted.
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, Tls};
        matches!(self.transport_kind(), Some(Connect | Tls | Certificate))
    }

    /// Whether it took too long: the service to answer, or the call as a whole.
    pub fn is_timeout(&self) -> bool {
        match self.send_error() {
            Some(SendError::TimedOut(_)) => true,
            Some(SendError::Token(error)) => error.is_timeout(),
            _ => self.transport_kind() == Some(TransportErrorKind::TimedOut),
        }
    }

    /// Whether the connection failed, whenever it did: nothing or no whole answer came.
    pub fn is_transport(&self) -> bool {
        self.transport_kind().is_some()
    }

    /// Whether the answer is a success whose content is not what the contract says.
    pub fn is_unexpected_content(&self) -> bool {
        matches!(self.kind(), Kind::Content(_))
    }

    /// Whether the answer is a success that should have content, and has none.
    pub fn is_empty_content(&self) -> bool {
        matches!(self.kind(), Kind::Content(content) if matches!(content.problem, Problem::Empty))
    }

    /// Whether a link to the next page was not followed: to another place, or to a page that was there already.
    pub fn is_paging(&self) -> bool {
        matches!(self.send_error(), Some(SendError::Refused(_)))
            || matches!(self.kind(), Kind::Paging(_))
    }

    /// Whether an argument cannot be sent. Nothing was.
    pub fn is_invalid_argument(&self) -> bool {
        matches!(self.kind(), Kind::InvalidArgument(_))
    }

    /// Whether something that the program passed in, or the environment has, cannot be used for a client.
    pub fn is_configuration(&self) -> bool {
        use Configuration::{HttpClient, Tls};
        match self.kind() {
            Kind::Configuration(Tls(_) | HttpClient(_)) => false,
            Kind::Configuration(_) => true,
            _ => false,
        }
    }

    /// Whether TLS could not be set up, as on a machine without CA certificates to trust.
    pub fn is_tls_setup(&self) -> bool {
        matches!(self.kind(), Kind::Configuration(Configuration::Tls(_)))
    }

    /// Whether the same call may work later: the service is throttling, overloaded or out of reach.
    pub fn is_transient(&self) -> bool {
        self.is_timeout()
            || self
                .authentication_error()
                .is_some_and(AuthenticationError::is_transient)
            || self.transport_kind().is_some_and(is_transient_failure)
            || matches!(self.kind(), Kind::Answer(answer) if is_transient_status(answer.head.status()))
    }

    /// Whether the service may have done what was asked, although the call failed: the answer was lost, or says nothing.
    ///
    /// Read before you repeat a creation: it is not repeated for you.
    pub fn may_have_taken_effect(&self) -> bool {
        let Some(call) = &self.0.call else {
            return false;
        };
        let by_status = |status: StatusCode| {
            status.is_redirection()
                || (status.is_server_error() && self.retry_after().is_none())
                || status == StatusCode::REQUEST_TIMEOUT
        };
        let is_open = match self.kind() {
            Kind::Content(_) => true,
            Kind::Answer(answer) => by_status(answer.head.status()),
            Kind::Send(error) => match &**error {
                SendError::TimedOut(_) => call.attempts > 0,
                SendError::Transport(_) => {
                    !self.is_connect()
                        && call.attempts > 0
                        && self.transport_kind() != Some(TransportErrorKind::Request)
                }
                _ => false,
            },
            _ => false,
        };
        let is_safe = call.method.as_ref().is_none_or(http::Method::is_safe);
        !is_safe && (is_open || call.lost_answer)
    }

    /// Whether an attempt before the last one may have been executed.
    pub(crate) fn has_lost_answer(&self) -> bool {
        self.0.call.as_ref().is_some_and(|call| call.lost_answer)
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self.kind(), Kind::Answer(answer) if answer.head.status() == status)
    }

    fn send_error(&self) -> Option<&SendError> {
        match self.kind() {
            Kind::Send(error) => Some(error),
            _ => None,
        }
    }

    fn transport_kind(&self) -> Option<TransportErrorKind> {
        match self.send_error()? {
            SendError::Transport(error) => Some(error.kind()),
            _ => None,
        }
    }
}
