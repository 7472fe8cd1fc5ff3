//! The operations that the fake has, and the permissions that each one needs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An operation, for faults and for assertions on received requests. Its name is the `operationId` of the contract, such
/// as `create_api_connector`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Operation {
    /// `GET /identity/apiConnectors`
    ListApiConnectors,
    /// `GET /identity/apiConnectors/$count`
    CountApiConnectors,
    /// `POST /identity/apiConnectors`
    CreateApiConnector,
    /// `GET /identity/apiConnectors/{id}`
    GetApiConnector,
    /// `PATCH /identity/apiConnectors/{id}`
    UpdateApiConnector,
    /// `DELETE /identity/apiConnectors/{id}`
    DeleteApiConnector,
    /// `POST /identity/apiConnectors/{id}/uploadClientCertificate`
    UploadClientCertificate,
    /// `GET /policies/crossTenantAccessPolicy`
    GetCrossTenantAccessPolicy,
    /// `PATCH /policies/crossTenantAccessPolicy`
    UpdateCrossTenantAccessPolicy,
    /// `GET /policies/crossTenantAccessPolicy/default`
    GetCrossTenantAccessDefault,
    /// `PATCH /policies/crossTenantAccessPolicy/default`
    UpdateCrossTenantAccessDefault,
    /// `POST /policies/crossTenantAccessPolicy/default/resetToSystemDefault`
    ResetCrossTenantAccessDefault,
    /// `GET /tenantRelationships/findTenantInformationByDomainName(domainName='…')`
    FindTenantInformationByDomainName,
    /// `GET /tenantRelationships/findTenantInformationByTenantId(tenantId='…')`
    FindTenantInformationByTenantId,
    /// `GET /policies/crossTenantAccessPolicy/partners`
    ListPartners,
    /// `GET /policies/crossTenantAccessPolicy/partners/$count`
    CountPartners,
    /// `POST /policies/crossTenantAccessPolicy/partners`
    CreatePartner,
    /// `GET /policies/crossTenantAccessPolicy/partners/{tenantId}`
    GetPartner,
    /// `PATCH /policies/crossTenantAccessPolicy/partners/{tenantId}`
    UpdatePartner,
    /// `DELETE /policies/crossTenantAccessPolicy/partners/{tenantId}`
    DeletePartner,
    /// `GET …/partners/{tenantId}/identitySynchronization`
    GetIdentitySynchronization,
    /// `PUT …/partners/{tenantId}/identitySynchronization`
    CreateIdentitySynchronization,
    /// `PATCH …/partners/{tenantId}/identitySynchronization`
    UpdateIdentitySynchronization,
    /// `DELETE …/partners/{tenantId}/identitySynchronization`
    DeleteIdentitySynchronization,
    /// `GET /policies/deletedItems/crossTenantPartners` or `/crossTenantSyncPolicyPartners` (beta)
    ListDeletedItems,
    /// `GET /policies/deletedItems/…/$count` (beta)
    CountDeletedItems,
    /// `GET /policies/deletedItems/…/{id}` (beta)
    GetDeletedItem,
    /// `DELETE /policies/deletedItems/…/{id}`: deletes permanently (beta)
    DeleteDeletedItem,
    /// `POST /policies/deletedItems/…/{id}/restore` (beta)
    RestoreDeletedItem,
    /// `GET /identity/b2xUserFlows`
    ListUserFlows,
    /// `GET /identity/b2xUserFlows/{id}`
    GetUserFlow,
    /// `GET …/b2xUserFlows/{id}/apiConnectorConfiguration`
    GetApiConnectorConfiguration,
    /// `PUT …/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref`
    SetPostAttributeCollection,
    /// `DELETE …/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref`
    ClearPostAttributeCollection,
    /// `PUT …/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref`
    SetPostFederationSignup,
    /// `DELETE …/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref`
    ClearPostFederationSignup,
    /// `POST /$batch`
    Batch,
    /// `POST /{tenant}/oauth2/v2.0/token`, and `/{tenant}/oauth2/token`
    RequestToken,
    /// The managed identity endpoints, `/msi/token` and `/metadata/identity/oauth2/token`
    RequestManagedIdentityToken,
}

/// A family of operations with the same permissions and the same error for missing ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// API connectors answer 403 with the code `AADB2C`.
    Connectors,
    /// User flows belong to the service of API connectors.
    UserFlows,
    /// Policies answer 403 with `Authorization_RequestDenied`.
    Policies,
    /// The look-up of tenants.
    Tenants,
    /// Needs no permission of its own.
    Open,
}

impl Operation {
    /// The name of the operation, as in the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::ListApiConnectors => "list_api_connectors",
            Self::CountApiConnectors => "count_api_connectors",
            Self::CreateApiConnector => "create_api_connector",
            Self::GetApiConnector => "get_api_connector",
            Self::UpdateApiConnector => "update_api_connector",
            Self::DeleteApiConnector => "delete_api_connector",
            Self::UploadClientCertificate => "upload_client_certificate",
            Self::GetCrossTenantAccessPolicy => "get_cross_tenant_access_policy",
            Self::UpdateCrossTenantAccessPolicy => "update_cross_tenant_access_policy",
            Self::GetCrossTenantAccessDefault => "get_cross_tenant_access_default",
            Self::UpdateCrossTenantAccessDefault => "update_cross_tenant_access_default",
            Self::ResetCrossTenantAccessDefault => "reset_cross_tenant_access_default",
            Self::FindTenantInformationByDomainName => "find_tenant_information_by_domain_name",
            Self::FindTenantInformationByTenantId => "find_tenant_information_by_tenant_id",
            Self::ListPartners => "list_partners",
            Self::CountPartners => "count_partners",
            Self::CreatePartner => "create_partner",
            Self::GetPartner => "get_partner",
            Self::UpdatePartner => "update_partner",
            Self::DeletePartner => "delete_partner",
            Self::GetIdentitySynchronization => "get_identity_synchronization",
            Self::CreateIdentitySynchronization => "create_identity_synchronization",
            Self::UpdateIdentitySynchronization => "update_identity_synchronization",
            Self::DeleteIdentitySynchronization => "delete_identity_synchronization",
            Self::ListDeletedItems => "list_deleted_items",
            Self::CountDeletedItems => "count_deleted_items",
            Self::GetDeletedItem => "get_deleted_item",
            Self::DeleteDeletedItem => "delete_deleted_item",
            Self::RestoreDeletedItem => "restore_deleted_item",
            Self::ListUserFlows => "list_user_flows",
            Self::GetUserFlow => "get_user_flow",
            Self::GetApiConnectorConfiguration => "get_api_connector_configuration",
            Self::SetPostAttributeCollection => "set_post_attribute_collection",
            Self::ClearPostAttributeCollection => "clear_post_attribute_collection",
            Self::SetPostFederationSignup => "set_post_federation_signup",
            Self::ClearPostFederationSignup => "clear_post_federation_signup",
            Self::Batch => "batch",
            Self::RequestToken => "request_token",
            Self::RequestManagedIdentityToken => "request_managed_identity_token",
        }
    }

    pub(crate) fn area(self) -> Area {
        match self {
            Self::ListApiConnectors
            | Self::CountApiConnectors
            | Self::CreateApiConnector
            | Self::GetApiConnector
            | Self::UpdateApiConnector
            | Self::DeleteApiConnector
            | Self::UploadClientCertificate => Area::Connectors,
            Self::ListUserFlows
            | Self::GetUserFlow
            | Self::GetApiConnectorConfiguration
            | Self::SetPostAttributeCollection
            | Self::ClearPostAttributeCollection
            | Self::SetPostFederationSignup
            | Self::ClearPostFederationSignup => Area::UserFlows,
            Self::FindTenantInformationByDomainName | Self::FindTenantInformationByTenantId => {
                Area::Tenants
            }
            Self::Batch | Self::RequestToken | Self::RequestManagedIdentityToken => Area::Open,
            _ => Area::Policies,
        }
    }

    /// Whether the operation only reads.
    fn reads(self) -> bool {
        let mut verbs = ["list_", "count_", "get_"].into_iter();
        verbs.any(|verb| self.name().starts_with(verb))
    }

    /// Whether the operation answers with a bare number.
    pub(crate) fn counts(self) -> bool {
        self.name().starts_with("count_")
    }

    /// The permissions of which any one allows the operation. An operation without any needs no permission.
    pub(crate) fn permissions(self) -> &'static [&'static str] {
        match (self.area(), self.reads()) {
            (Area::Connectors, true) => &["APIConnectors.Read.All", "APIConnectors.ReadWrite.All"],
            (Area::Connectors, false) => &["APIConnectors.ReadWrite.All"],
            // Reading the API connectors of a flow needs the permission to write.
            (Area::UserFlows, true) if self != Self::GetApiConnectorConfiguration => &[
                "IdentityUserFlow.Read.All",
                "IdentityUserFlow.ReadWrite.All",
            ],
            (Area::UserFlows, _) => &["IdentityUserFlow.ReadWrite.All"],
            (Area::Policies, true) => &["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"],
            (Area::Policies, false) => &["Policy.ReadWrite.CrossTenantAccess"],
            (Area::Tenants, _) => &["CrossTenantInformation.ReadBasic.All"],
            (Area::Open, _) => &[],
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
