//! The error of this crate: one type, asked by predicates.

mod accessors;
mod answer;
mod finding;
mod kind;
mod predicates;
mod text;

use std::error;
use std::fmt;

use http::Method;
use msgraph_identity_core::{CallRecord, NextLink};

pub(crate) use self::answer::{Answer, Content, Problem};
pub(crate) use self::finding::Finding;
pub(crate) use self::kind::{Configuration, Kind};
use crate::operation::Operation;

/// Why something did not work.
///
/// Decide by the predicates, such as [`is_not_found`](Self::is_not_found) and [`is_throttled`](Self::is_throttled); the text is for
/// people, and may change. Neither `Display` nor `Debug` shows a password, a certificate, a token or a query; the messages of the
/// service are in both.
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
}

/// The call that failed.
struct CallFacts {
    operation: &'static Operation,
    method: Option<Method>,
    path: String,
    /// Below which URL the request was to go, where no answer came.
    service_root: Option<String>,
    attempts: u32,
    client_request_id: Option<String>,
    /// Whether an attempt before the last one may have been executed.
    lost_answer: bool,
}

impl Error {
    /// An error of a call, of which this is known.
    pub(crate) fn of_call(
        kind: Kind,
        operation: &'static Operation,
        record: CallRecord,
        service_root: &str,
    ) -> Self {
        let is_unanswered = matches!(kind, Kind::Send(_)) && record.attempts > 0;
        Self(Box::new(Inner {
            kind,
            call: Some(CallFacts {
                operation,
                method: record.method,
                path: record.path,
                service_root: is_unanswered.then(|| service_root.to_owned()),
                attempts: record.attempts,
                client_request_id: record.client_request_id,
                lost_answer: record.may_have_been_executed,
            }),
            finding: None,
            next_link: None,
        }))
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    /// The same error, with what this crate makes of it.
    pub(crate) fn with_finding(mut self, finding: Finding) -> Self {
        self.0.finding = Some(finding);
        self
    }

    /// The same error, with where a list can be taken up again.
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
        }))
    }
}

impl From<Configuration> for Error {
    fn from(configuration: Configuration) -> Self {
        Kind::Configuration(configuration).into()
    }
}

impl fmt::Debug for Error {
    // By hand: a body may hold anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("message", &self.to_string())
            .field("status", &self.status())
            .field("code", &self.code())
            .field("request_id", &self.request_id())
            .field("client_request_id", &self.client_request_id())
            .field("attempts", &self.attempts())
            .field("source", &error::Error::source(self))
            .finish_non_exhaustive()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.kind.source()
    }
}
