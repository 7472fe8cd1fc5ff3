//! Calls the code of an operation.

use uuid::Uuid;

use crate::connectors;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::graph_path::GraphPath;
use crate::partners::{self, deleted_items, synchronization};
use crate::request_scope::RequestScope;

pub(crate) async fn perform(
    scope: &RequestScope<'_>,
    path: &GraphPath,
    operation: Operation,
) -> Result<FakeResponse, GraphError> {
    match (operation, path) {
        (Operation::ListApiConnectors, _) => connectors::list(scope),
        (Operation::CountApiConnectors, _) => connectors::count(scope),
        (Operation::CreateApiConnector, _) => connectors::create(scope).await,
        (Operation::GetApiConnector, GraphPath::Connector(id)) => connectors::get(scope, id),
        (Operation::UpdateApiConnector, GraphPath::Connector(id)) => {
            connectors::update(scope, id).await
        }
        (Operation::DeleteApiConnector, GraphPath::Connector(id)) => connectors::delete(scope, id),
        (Operation::UploadClientCertificate, GraphPath::UploadClientCertificate(id)) => {
            connectors::upload_client_certificate(scope, id).await
        }
        (Operation::ListPartners, _) => partners::list(scope),
        (Operation::CountPartners, _) => partners::count(scope),
        (Operation::CreatePartner, _) => partners::create(scope),
        (Operation::GetPartner, GraphPath::Partner(id)) => partners::get(scope, tenant_id(id)?),
        (Operation::UpdatePartner, GraphPath::Partner(id)) => {
            partners::update(scope, tenant_id(id)?)
        }
        (Operation::DeletePartner, GraphPath::Partner(id)) => {
            partners::delete(scope, tenant_id(id)?)
        }
        (Operation::GetIdentitySynchronization, GraphPath::Synchronization(id)) => {
            synchronization::get(scope, tenant_id(id)?)
        }
        (Operation::CreateIdentitySynchronization, GraphPath::Synchronization(id)) => {
            synchronization::create(scope, tenant_id(id)?)
        }
        (Operation::UpdateIdentitySynchronization, GraphPath::Synchronization(id)) => {
            synchronization::update(scope, tenant_id(id)?)
        }
        (Operation::DeleteIdentitySynchronization, GraphPath::Synchronization(id)) => {
            synchronization::delete(scope, tenant_id(id)?)
        }
        (Operation::ListDeletedItems, GraphPath::DeletedItems(kind)) => {
            deleted_items::list(scope, *kind)
        }
        (Operation::CountDeletedItems, GraphPath::DeletedItemCount(kind)) => {
            deleted_items::count(scope, *kind)
        }
        (Operation::GetDeletedItem, GraphPath::DeletedItem(kind, id)) => {
            deleted_items::get(scope, *kind, tenant_id(id)?)
        }
        (Operation::DeleteDeletedItem, GraphPath::DeletedItem(kind, id)) => {
            deleted_items::delete(scope, *kind, tenant_id(id)?)
        }
        (Operation::RestoreDeletedItem, GraphPath::RestoreDeletedItem(kind, id)) => {
            deleted_items::restore(scope, *kind, tenant_id(id)?)
        }
        _ => Err(GraphError::refused_early("Resource not found.")),
    }
}

/// The id of a partner, which is that of its tenant.
fn tenant_id(text: &str) -> Result<Uuid, GraphError> {
    // Only the form with hyphens. `Uuid` would also accept braces, URNs and plain digits.
    match Uuid::try_parse(text) {
        Ok(id) if text.len() == 36 => Ok(id),
        _ => Err(GraphError::bad_request(
            "The tenant id in the request URI is not a GUID.",
        )),
    }
}
