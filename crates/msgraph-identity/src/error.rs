//! The error of this crate: one type with predicates.

// First, so that its methods come first on the page of `Error`.
mod predicates;

mod accessors;
mod argument;
mod configuration;
mod error_response;
mod for_tests;
mod kind;
mod text;
mod unexpected_content;

use std::error;
use std::sync::Arc;

use http::Method;
use msgraph_identity_core::{CallRecord, NextLink};

pub(crate) use self::argument::{invalid_argument, refuse_blank, refuse_blank_value, refuse_empty};
pub(crate) use self::configuration::Configuration;
pub(crate) use self::error_response::ErrorResponse;
pub(crate) use self::kind::{Finding, Kind, PagingError};
pub(crate) use self::unexpected_content::{Problem, UnexpectedContent};
use crate::cross_tenant::TenantId;
use crate::operation_table::Operation;
use crate::sent_tokens::SentTokens;

/// The error of every operation. Decide by its predicates:
///
/// | what happened | predicate | what to do |
/// |---|---|---|
/// | the entity does not exist (404) | [`is_not_found`](Self::is_not_found) | create it, or check the id and the tenant of the credential |
/// | the entity exists already (409) | [`is_conflict`](Self::is_conflict) | update it, or call [`upsert`](crate::IdentitySynchronization::upsert) |
/// | a value is not accepted (400) | [`is_bad_request`](Self::is_bad_request) | read [`message`](Self::message) and [`details`](Self::details), and correct the value |
/// | the entity was changed (412) | [`is_precondition_failed`](Self::is_precondition_failed) | read it again, then decide again |
/// | the tenant has changed since it was planned for | [`is_changed_since_plan`](Self::is_changed_since_plan) | plan again |
/// | the partner tenant is not configured | [`is_partner_missing`](Self::is_partner_missing) | add it with [`create_partner`](crate::CrossTenantAccess::create_partner) or [`ensure`](crate::Partner::ensure) |
/// | a license is missing (400 or 403) | [`is_license_missing`](Self::is_license_missing) | assign Microsoft Entra ID P1, or leave the setting out |
/// | a permission is missing (403) | [`is_permission_denied`](Self::is_permission_denied) | grant [`required_permission`](Self::required_permission) |
/// | the access token is rejected (401) | [`is_unauthorized`](Self::is_unauthorized) | check that the credential is for this cloud and tenant |
/// | other claims are wanted (401) | [`is_claims_challenge`](Self::is_claims_challenge) | sign in again with [`claims`](Self::claims) |
/// | there is no access token | [`is_authentication`](Self::is_authentication) | read [`code`](Self::code) and [`message`](Self::message) of Microsoft Entra |
/// | there are too many requests (429) | [`is_throttled`](Self::is_throttled) | call again after [`retry_after`](Self::retry_after) |
/// | the service fails (5xx) | [`is_server_error`](Self::is_server_error) | call again later if [`is_transient`](Self::is_transient) |
/// | the time is up | [`is_timeout`](Self::is_timeout) | call again later, or allow [more time](crate::GraphBuilder::call_timeout) |
/// | there is no connection | [`is_connect`](Self::is_connect) | check the network, the proxy and the root certificates |
/// | the connection fails | [`is_transport`](Self::is_transport) | call again later if [`is_transient`](Self::is_transient) |
/// | the response is a redirect (3xx) | [`is_redirect`](Self::is_redirect) | check the root of the [cloud](crate::Cloud) |
/// | a success has other content, or none | [`is_unexpected_content`](Self::is_unexpected_content), [`is_empty_content`](Self::is_empty_content) | look for a proxy: [`body_start`](Self::body_start) |
/// | a list is not read to its end | [`is_paging`](Self::is_paging) | keep what was read, and resume at [`next_link`](Self::next_link) |
/// | an argument is refused, nothing was sent | [`is_invalid_argument`](Self::is_invalid_argument) | correct it: the text names the rule |
/// | the client cannot be built | [`is_configuration`](Self::is_configuration), [`is_tls_setup`](Self::is_tls_setup) | follow the text |
///
/// For all of them, [`is_transient`](Self::is_transient) says whether the same call may work later, and
/// [`may_have_taken_effect`](Self::may_have_taken_effect) whether to look for its effect first.
///
/// The text is for people and may change. `{:?}` prints the same line as `{}`, so that a `main` that returns the error prints a readable
/// line. `{:#?}` prints the parts. Neither shows a password, a certificate, the access token or a query. Both show the messages of the
/// service, on one line, without characters that control a terminal, and cut off after about 1,000 characters.
///
/// ```
/// use msgraph_identity::{ApiConnector, ApiConnectorId, ApiConnectors, Error};
///
/// type Found = Result<Option<ApiConnector>, Error>;
///
/// async fn find(connectors: &ApiConnectors, id: &ApiConnectorId) -> Found {
///     match connectors.connector(id).get().await {
///         Ok(connector) => Ok(Some(connector)),
///         Err(error) if error.is_not_found() => Ok(None),
///         Err(error) => Err(error),
///     }
/// }
/// ```
///
/// See [Microsoft Graph error responses](https://learn.microsoft.com/graph/errors).
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    call: Option<CallFacts>,
    finding: Option<Finding>,
    next_link: Option<NextLink>,
    /// Whether an earlier call of the same operation may have taken effect.
    follows_effect: bool,
    /// The tenant in which a job of several tenants failed, and its part in the job.
    tenant: Option<(&'static str, TenantId)>,
}

/// The call that failed.
struct CallFacts {
    operation: &'static Operation,
    method: Option<Method>,
    path: String,
    /// The URL below which the request went, if there was no response.
    service_root: Option<String>,
    attempts: u32,
    client_request_id: Option<String>,
    /// Whether an attempt before the last one may have taken effect.
    lost_response: bool,
    /// The access tokens to mask in text that this crate did not write.
    sent_tokens: Arc<SentTokens>,
}

impl Error {
    /// Creates the error of a call.
    pub(crate) fn of_call(
        kind: Kind,
        operation: &'static Operation,
        record: CallRecord,
        service_root: &str,
        sent_tokens: Arc<SentTokens>,
    ) -> Self {
        let has_no_response = matches!(kind, Kind::Send(_)) && record.attempts > 0;
        let mut error = Self::from(kind);
        error.0.call = Some(CallFacts {
            operation,
            method: record.method,
            path: record.path,
            service_root: has_no_response.then(|| service_root.to_owned()),
            attempts: record.attempts,
            client_request_id: record.client_request_id,
            lost_response: record.may_have_been_executed || record.is_in_flight,
            sent_tokens,
        });
        error
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    /// The same error with a conclusion about it.
    pub(crate) fn with_finding(mut self, finding: Finding) -> Self {
        self.0.finding = Some(finding);
        self
    }

    /// The same error of an operation with an earlier call that may have taken effect.
    pub(crate) fn after_effect(self) -> Self {
        self.after_effect_if(true)
    }

    pub(crate) fn after_effect_if(mut self, has_effect: bool) -> Self {
        self.0.follows_effect |= has_effect;
        self
    }

    /// The same error in a job of several tenants: the part that the tenant has in the job, such as "target", and its id.
    pub(crate) fn in_tenant(mut self, part: &'static str, tenant_id: TenantId) -> Self {
        self.0.tenant = Some((part, tenant_id));
        self
    }

    /// The same error with the link at which the list can be resumed.
    pub(crate) fn with_next_link(mut self, next_link: Option<NextLink>) -> Self {
        self.0.next_link = next_link;
        self
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            call: None,
            finding: None,
            next_link: None,
            follows_effect: false,
            tenant: None,
        }))
    }
}

impl From<Configuration> for Error {
    fn from(configuration: Configuration) -> Self {
        Kind::Configuration(configuration).into()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.kind.source()
    }
}
