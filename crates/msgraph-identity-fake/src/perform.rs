//! From an operation to the code that does it.

use uuid::Uuid;

use crate::answer::Answer;
use crate::connectors;
use crate::graph_error::GraphError;
use crate::operation::Operation;
use crate::partners::{self, deleted_items, synchronization};
use crate::request_scope::RequestScope;
use crate::target::Target;

pub(crate) async fn perform(
    scope: &RequestScope<'_>,
    target: &Target,
    operation: Operation,
) -> Result<Answer, GraphError> {
    match (operation, target) {
        (Operation::ListApiConnectors, _) => connectors::operations::list(scope),
        (Operation::CountApiConnectors, _) => connectors::operations::count(scope),
        (Operation::CreateApiConnector, _) => connectors::operations::create(scope).await,
        (Operation::GetApiConnector, Target::Connector(id)) => {
            connectors::operations::get(scope, id)
        }
        (Operation::UpdateApiConnector, Target::Connector(id)) => {
            connectors::operations::update(scope, id).await
        }
        (Operation::DeleteApiConnector, Target::Connector(id)) => {
            connectors::operations::delete(scope, id)
        }
        (Operation::UploadClientCertificate, Target::UploadClientCertificate(id)) => {
            connectors::operations::upload_client_certificate(scope, id).await
        }
        (Operation::ListPartners, _) => partners::operations::list(scope),
        (Operation::CountPartners, _) => partners::operations::count(scope),
        (Operation::CreatePartner, _) => partners::operations::create(scope),
        (Operation::GetPartner, Target::Partner(id)) => {
            partners::operations::get(scope, tenant_id(id)?)
        }
        (Operation::UpdatePartner, Target::Partner(id)) => {
            partners::operations::update(scope, tenant_id(id)?)
        }
        (Operation::DeletePartner, Target::Partner(id)) => {
            partners::operations::delete(scope, tenant_id(id)?)
        }
        (Operation::GetIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::get(scope, tenant_id(id)?)
        }
        (Operation::CreateIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::create(scope, tenant_id(id)?)
        }
        (Operation::UpdateIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::update(scope, tenant_id(id)?)
        }
        (Operation::DeleteIdentitySynchronization, Target::Synchronization(id)) => {
            synchronization::delete(scope, tenant_id(id)?)
        }
        (Operation::ListDeletedItems, Target::DeletedItems(kind)) => {
            deleted_items::list(scope, *kind)
        }
        (Operation::CountDeletedItems, Target::DeletedItemCount(kind)) => {
            deleted_items::count(scope, *kind)
        }
        (Operation::GetDeletedItem, Target::DeletedItem(kind, id)) => {
            deleted_items::get(scope, *kind, tenant_id(id)?)
        }
        (Operation::DeleteDeletedItem, Target::DeletedItem(kind, id)) => {
            deleted_items::delete(scope, *kind, tenant_id(id)?)
        }
        (Operation::RestoreDeletedItem, Target::RestoreDeletedItem(kind, id)) => {
            deleted_items::restore(scope, *kind, tenant_id(id)?)
        }
        _ => Err(GraphError::refused_early("Resource not found.")),
    }
}

/// Partners are known by their tenant's id.
fn tenant_id(text: &str) -> Result<Uuid, GraphError> {
    // Only the form with hyphens: `Uuid` would also read braces, URNs and plain digits.
    match Uuid::try_parse(text) {
        Ok(id) if text.len() == 36 => Ok(id),
        _ => Err(GraphError::bad_request(
            "The tenant id in the request URI is not a GUID.",
        )),
    }
}
