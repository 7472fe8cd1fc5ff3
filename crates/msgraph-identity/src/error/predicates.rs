//! The predicates of an error. They decide by status first, by code second, and by message only if there is nothing else to go by.

use http::StatusCode;
use msgraph_identity_core::{AuthenticationError, RefusedRequest, SendError, TransportErrorKind};

use super::{Configuration, Error, Finding, Kind, Problem};
use crate::transient::{is_transient_failure, is_transient_status};

/// # What happened
impl Error {
    /// Whether the entity does not exist (404).
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Whether the entity that was to be created exists already (409).
    ///
    /// It is false for the code `Directory_ConcurrencyViolation`, with which the service refuses two writes at the same time. That
    /// conflict goes away by itself ([`is_transient`](Self::is_transient)).
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT) && !self.is_concurrency_violation()
    }

    /// Whether the service does not understand the request or does not accept a value in it (400).
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// Whether the entity has another version than `If-Match` asks for (412).
    pub fn is_precondition_failed(&self) -> bool {
        self.has_status(StatusCode::PRECONDITION_FAILED)
    }

    /// Whether the partner tenant has no entry in the cross-tenant access policy. It is known from the requests for the partner, and
    /// when a synchronization policy is created. [`create_partner`](crate::CrossTenantAccess::create_partner) and
    /// [`Partner::ensure`](crate::Partner::ensure) add it.
    pub fn is_partner_missing(&self) -> bool {
        self.0.finding == Some(Finding::PartnerMissing)
    }

    /// Whether the tenant lacks a license that a setting needs, such as Microsoft Entra ID P1 for
    /// [`InboundTrust`](crate::InboundTrust).
    ///
    /// Microsoft documents neither the status nor the code of this error. So it is recognized by a message that names a license or a
    /// premium subscription, which may change.
    pub fn is_license_missing(&self) -> bool {
        let is_refused = self.is_bad_request() || self.is_permission_denied();
        let message = self.message().filter(|_| is_refused);
        message.is_some_and(|message| {
            let message = message.to_ascii_lowercase();
            ["license", "licence", "premium", " p1"]
                .iter()
                .any(|word| message.contains(word))
        })
    }

    /// Whether the operation is refused (403). See [`required_permission`](Self::required_permission).
    pub fn is_permission_denied(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether the service rejects the access token (401), also the new one of a second attempt.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether the service wants a token with certain [`claims`](Self::claims), as in continuous access evaluation, and a new token did
    /// not have them. The credentials of an application and your own providers are given the claims. The others only request a new
    /// token, which is enough for most challenges; otherwise, sign in again.
    pub fn is_claims_challenge(&self) -> bool {
        self.claims().is_some()
    }

    /// Whether the credential returned no access token. Then [`code`](Self::code) and [`message`](Self::message) are those of
    /// Microsoft Entra.
    pub fn is_authentication(&self) -> bool {
        matches!(self.send_error(), Some(SendError::Token(_)))
    }

    /// Whether the service asks for fewer requests (429).
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the service failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether the service or the call as a whole took too long, or the service did not show what was written within the time that
    /// was allowed.
    pub fn is_timeout(&self) -> bool {
        match self.send_error() {
            Some(SendError::TimedOut(_)) => true,
            Some(SendError::Token(error)) => error.is_timeout(),
            _ if matches!(self.kind(), Kind::WaitTimedOut(_)) => true,
            _ => self.transport_kind() == Some(TransportErrorKind::TimedOut),
        }
    }

    /// Whether there was no connection to the service: the DNS lookup failed, the service or the proxy refused, TLS failed, or the
    /// certificate is not trusted. Nothing was sent.
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, ProxyAuthentication, Tls};
        matches!(
            self.transport_kind(),
            Some(Connect | ProxyAuthentication | Tls | Certificate)
        )
    }

    /// Whether the connection failed before a whole response came.
    pub fn is_transport(&self) -> bool {
        self.transport_kind().is_some()
    }

    /// Whether the response is a redirect. Redirects are never followed, because passwords would go to another place.
    pub fn is_redirect(&self) -> bool {
        self.status().is_some_and(|status| status.is_redirection())
    }

    /// Whether the response is a success, but its content is not what the contract says.
    pub fn is_unexpected_content(&self) -> bool {
        matches!(self.kind(), Kind::Content(_))
    }

    /// Whether the response is a success that should have content and has none.
    pub fn is_empty_content(&self) -> bool {
        matches!(self.kind(), Kind::Content(content) if matches!(content.problem, Problem::Empty))
    }

    /// Whether a list was not read to its end: a next link leads to another place or to a page that was read already, there are too
    /// many empty pages, or more entities than [`max_items`](crate::ListApiConnectors::max_items).
    pub fn is_paging(&self) -> bool {
        match self.send_error() {
            Some(SendError::Refused(refused)) => !is_argument(refused),
            _ => matches!(self.kind(), Kind::Paging(_)),
        }
    }

    /// Whether the tenant is not as a [`Plan`](crate::jobs::desired_state::Plan) found it, so that the plan was not applied any
    /// further. Plan again.
    pub fn is_changed_since_plan(&self) -> bool {
        matches!(self.kind(), Kind::ChangedSincePlan(_))
    }

    /// Whether an argument is wrong. Nothing was sent.
    pub fn is_invalid_argument(&self) -> bool {
        match self.send_error() {
            Some(SendError::Refused(refused)) => is_argument(refused),
            _ => matches!(self.kind(), Kind::InvalidArgument(_)),
        }
    }

    /// Whether the client cannot be built from these settings or these variables of the environment.
    pub fn is_configuration(&self) -> bool {
        use Configuration::{HttpClient, Tls};
        match self.kind() {
            Kind::Configuration(Tls(_) | HttpClient(_)) => false,
            Kind::Configuration(_) => true,
            _ => false,
        }
    }

    /// Whether TLS could not be set up, as on a machine without CA certificates.
    pub fn is_tls_setup(&self) -> bool {
        matches!(self.kind(), Kind::Configuration(Configuration::Tls(_)))
    }
}

/// # Whether to call again
impl Error {
    /// Whether the same call may work later: the service is throttling, overloaded or out of reach, or refuses two writes at the
    /// same time.
    pub fn is_transient(&self) -> bool {
        self.is_timeout()
            || self
                .authentication_error()
                .is_some_and(AuthenticationError::is_transient)
            || self.transport_kind().is_some_and(is_transient_failure)
            || self.is_concurrency_violation()
            || matches!(self.kind(), Kind::Response(response) if is_transient_status(response.head.status()))
    }

    /// Whether the request may have taken effect although the call failed: the response was lost, or does not say. It is also true
    /// if only a later step failed, such as getting a connector after its update.
    ///
    /// Before you repeat a creation, look for its result.
    pub fn may_have_taken_effect(&self) -> bool {
        if self.0.follows_effect {
            return true;
        }
        let Some(call) = &self.0.call else {
            return false;
        };
        let is_open = match self.kind() {
            Kind::Content(_) => true,
            Kind::Response(response) => response.head.may_have_taken_effect(),
            Kind::Send(error) => match &**error {
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
        !is_safe && (is_open || call.lost_response)
    }
}

impl Error {
    /// Whether an attempt before the last one may have taken effect.
    pub(crate) fn has_lost_response(&self) -> bool {
        self.0.call.as_ref().is_some_and(|call| call.lost_response)
    }

    /// Whether Graph says that the entity does not exist. A 404 of a proxy says nothing about it.
    pub(crate) fn is_absent(&self) -> bool {
        self.is_not_found()
            && matches!(self.kind(), Kind::Response(response) if response.is_graph_error())
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self.kind(), Kind::Response(response) if response.head.status() == status)
    }

    fn is_concurrency_violation(&self) -> bool {
        matches!(self.kind(), Kind::Response(response) if response.is_concurrency_violation())
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

/// Whether a request was refused because of an argument, and not because of a next link.
fn is_argument(refused: &RefusedRequest) -> bool {
    use RefusedRequest::{BodyTooLarge, EmptySegment};
    matches!(refused, BodyTooLarge { .. } | EmptySegment)
}
