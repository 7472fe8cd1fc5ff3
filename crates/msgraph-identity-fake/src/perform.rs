//! Calls the code of an operation.

use uuid::Uuid;

use crate::connectors;
use crate::fake_response::FakeResponse;
use crate::graph_error::GraphError;
use crate::graph_operation::Operation;
use crate::graph_path::GraphPath;
use crate::partners::singleton::{self, Singleton};
use crate::partners::{self, deleted_items, synchronization};
use crate::request_scope::RequestScope;
use crate::tenant_information;
use crate::user_flows;

pub(crate) async fn perform(
    scope: &RequestScope<'_>,
    path: &GraphPath,
    operation: Operation,
) -> Result<FakeResponse, GraphError> {
    let (key, deleted) = (path.key.as_str(), path.deleted_kind());
    let tenant_id = || tenant_id(key);
    match operation {
        Operation::ListApiConnectors | Operation::CountApiConnectors => {
            connectors::list(scope, operation)
        }
        Operation::CreateApiConnector => connectors::create(scope).await,
        Operation::GetApiConnector => connectors::get(scope, key),
        Operation::UpdateApiConnector => connectors::update(scope, key).await,
        Operation::DeleteApiConnector => connectors::delete(scope, key),
        Operation::UploadClientCertificate => {
            connectors::upload_client_certificate(scope, key).await
        }
        Operation::GetCrossTenantAccessPolicy => singleton::get(scope, Singleton::Policy),
        Operation::UpdateCrossTenantAccessPolicy => singleton::update(scope, Singleton::Policy),
        Operation::GetCrossTenantAccessDefault => singleton::get(scope, Singleton::Default),
        Operation::UpdateCrossTenantAccessDefault => singleton::update(scope, Singleton::Default),
        Operation::ResetCrossTenantAccessDefault => singleton::reset(scope, Singleton::Default),
        Operation::FindTenantInformationByDomainName => {
            tenant_information::by_domain_name(scope, key)
        }
        Operation::FindTenantInformationByTenantId => tenant_information::by_tenant_id(scope, key),
        Operation::ListPartners | Operation::CountPartners => partners::list(scope, operation),
        Operation::CreatePartner => partners::create(scope),
        Operation::GetPartner => partners::get(scope, tenant_id()?),
        Operation::UpdatePartner => partners::update(scope, tenant_id()?),
        Operation::DeletePartner => partners::delete(scope, tenant_id()?),
        Operation::GetIdentitySynchronization => synchronization::get(scope, tenant_id()?),
        Operation::CreateIdentitySynchronization => synchronization::create(scope, tenant_id()?),
        Operation::UpdateIdentitySynchronization => synchronization::update(scope, tenant_id()?),
        Operation::DeleteIdentitySynchronization => synchronization::delete(scope, tenant_id()?),
        Operation::ListDeletedItems | Operation::CountDeletedItems => {
            deleted_items::list(scope, operation, deleted)
        }
        Operation::GetDeletedItem => deleted_items::get(scope, deleted, tenant_id()?),
        Operation::DeleteDeletedItem => deleted_items::delete(scope, deleted, tenant_id()?),
        Operation::RestoreDeletedItem => deleted_items::restore(scope, deleted, tenant_id()?),
        Operation::ListUserFlows => user_flows::list(scope, operation),
        Operation::GetUserFlow => user_flows::get(scope, key),
        Operation::GetApiConnectorConfiguration => user_flows::configuration(scope, key),
        Operation::SetPostAttributeCollection | Operation::SetPostFederationSignup => {
            user_flows::set(scope, key, operation)
        }
        Operation::ClearPostAttributeCollection | Operation::ClearPostFederationSignup => {
            user_flows::clear(scope, key, operation)
        }
        // The caller performs a batch, and the others are not of Microsoft Graph.
        Operation::Batch | Operation::RequestToken | Operation::RequestManagedIdentityToken => {
            Err(GraphError::refused_early("Resource not found."))
        }
    }
}

/// The id of a partner, which is that of its tenant.
pub(crate) fn tenant_id(text: &str) -> Result<Uuid, GraphError> {
    // Only the form with hyphens. `Uuid` would also accept braces, URNs and plain digits.
    match Uuid::try_parse(text) {
        Ok(id) if text.len() == 36 => Ok(id),
        _ => Err(GraphError::bad_request(
            "The tenant id in the request URI is not a GUID.",
        )),
    }
}
