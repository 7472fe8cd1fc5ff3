//! The error of this crate: one type with predicates.

mod accessors;
mod argument;
mod configuration;
mod error_response;
mod finding;
mod foreign;
mod kind;
mod paging_error;
mod predicates;
mod text;
mod unexpected_content;

use std::error;
use std::sync::Arc;

use http::Method;
use msgraph_identity_core::{CallRecord, NextLink};

pub(crate) use self::argument::{invalid_argument, refuse_blank};
pub(crate) use self::configuration::Configuration;
pub(crate) use self::error_response::ErrorResponse;
pub(crate) use self::finding::Finding;
pub(crate) use self::kind::Kind;
pub(crate) use self::paging_error::PagingError;
pub(crate) use self::unexpected_content::{Problem, UnexpectedContent};
use crate::operation_table::Operation;
use crate::sent_tokens::SentTokens;

/// The error of every operation.
///
/// Decide by the predicates, such as [`is_not_found`](Self::is_not_found) and [`is_throttled`](Self::is_throttled). The text is for
/// people and may change. Neither `Display` nor `Debug` shows a password, a certificate, the access token or a query. Both show the
/// messages of the service, on one line, without characters that control a terminal, and cut off after about 1,000 characters.
///
/// `{:?}` prints the same text as `{}`, so that a `main` that returns the error prints a readable line. `{:#?}` prints the parts.
///
/// ```
/// use msgraph_identity::{ApiConnector, ApiConnectorId, ApiConnectors, Error};
///
/// async fn find(connectors: &ApiConnectors, id: &ApiConnectorId) -> Result<Option<ApiConnector>, Error> {
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
    /// The tokens to mask in foreign text.
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
        Self(Box::new(Inner {
            kind,
            call: Some(CallFacts {
                operation,
                method: record.method,
                path: record.path,
                service_root: has_no_response.then(|| service_root.to_owned()),
                attempts: record.attempts,
                client_request_id: record.client_request_id,
                lost_response: record.may_have_been_executed || record.is_in_flight,
                sent_tokens,
            }),
            finding: None,
            next_link: None,
            follows_effect: false,
        }))
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
    pub(crate) fn after_effect(mut self) -> Self {
        self.0.follows_effect = true;
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
