//! From what the generated client read to a connector.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use msgraph_identity_core::CallRecord;

use super::ApiConnector;
use crate::Error;
use crate::error::{Content, Kind, Problem};
use crate::operation::Operation;
use crate::version::Version;

pub(crate) const UNUSABLE_ID: &str =
    "the connector in the answer has no id, or one that is of no use";

/// The connector that an operation has answered with.
pub(super) fn connector<V: Version>(
    connector: V::Connector,
    operation: &'static Operation,
) -> Result<ApiConnector, Error> {
    V::read_connector(connector).map_err(|reason| {
        let problem = Problem::Unusable(reason);
        let content = Content::new(StatusCode::OK, &HeaderMap::new(), &Bytes::new(), problem);
        Error::of_call(
            Kind::Content(Box::new(content)),
            operation,
            CallRecord::default(),
        )
    })
}
