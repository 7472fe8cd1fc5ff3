//! The operations that the fake has, and the permissions that each one needs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One row for each operation: its path, its name and its area.
macro_rules! operations {
    ($($(#[$path:meta])* $operation:ident = $name:literal in $area:ident,)*) => {
        /// An operation, for faults and for assertions on received requests. Its name is the `operationId` of the contract, such
        /// as `create_api_connector`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Operation {
            $($(#[$path])* $operation,)*
        }

        impl Operation {
            /// The name of the operation, as in the contract.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$operation => $name,)*
                }
            }

            pub(crate) fn area(self) -> Area {
                match self {
                    $(Self::$operation => Area::$area,)*
                }
            }
        }
    };
}

operations! {
    /// `GET /identity/apiConnectors`
    ListApiConnectors = "list_api_connectors" in Connectors,
    /// `GET /identity/apiConnectors/$count`
    CountApiConnectors = "count_api_connectors" in Connectors,
    /// `POST /identity/apiConnectors`
    CreateApiConnector = "create_api_connector" in Connectors,
    /// `GET /identity/apiConnectors/{id}`
    GetApiConnector = "get_api_connector" in Connectors,
    /// `PATCH /identity/apiConnectors/{id}`
    UpdateApiConnector = "update_api_connector" in Connectors,
    /// `DELETE /identity/apiConnectors/{id}`
    DeleteApiConnector = "delete_api_connector" in Connectors,
    /// `POST /identity/apiConnectors/{id}/uploadClientCertificate`
    UploadClientCertificate = "upload_client_certificate" in Connectors,
    /// `GET /policies/crossTenantAccessPolicy`
    GetCrossTenantAccessPolicy = "get_cross_tenant_access_policy" in Policies,
    /// `PATCH /policies/crossTenantAccessPolicy`
    UpdateCrossTenantAccessPolicy = "update_cross_tenant_access_policy" in Policies,
    /// `GET /policies/crossTenantAccessPolicy/default`
    GetCrossTenantAccessDefault = "get_cross_tenant_access_default" in Policies,
    /// `PATCH /policies/crossTenantAccessPolicy/default`
    UpdateCrossTenantAccessDefault = "update_cross_tenant_access_default" in Policies,
    /// `POST /policies/crossTenantAccessPolicy/default/resetToSystemDefault`
    ResetCrossTenantAccessDefault = "reset_cross_tenant_access_default" in Policies,
    /// `GET /tenantRelationships/findTenantInformationByDomainName(domainName='…')`
    FindTenantInformationByDomainName = "find_tenant_information_by_domain_name" in Tenants,
    /// `GET /tenantRelationships/findTenantInformationByTenantId(tenantId='…')`
    FindTenantInformationByTenantId = "find_tenant_information_by_tenant_id" in Tenants,
    /// `GET /policies/crossTenantAccessPolicy/partners`
    ListPartners = "list_partners" in Policies,
    /// `GET /policies/crossTenantAccessPolicy/partners/$count`
    CountPartners = "count_partners" in Policies,
    /// `POST /policies/crossTenantAccessPolicy/partners`
    CreatePartner = "create_partner" in Policies,
    /// `GET /policies/crossTenantAccessPolicy/partners/{tenantId}`
    GetPartner = "get_partner" in Policies,
    /// `PATCH /policies/crossTenantAccessPolicy/partners/{tenantId}`
    UpdatePartner = "update_partner" in Policies,
    /// `DELETE /policies/crossTenantAccessPolicy/partners/{tenantId}`
    DeletePartner = "delete_partner" in Policies,
    /// `GET …/partners/{tenantId}/identitySynchronization`
    GetIdentitySynchronization = "get_identity_synchronization" in Policies,
    /// `PUT …/partners/{tenantId}/identitySynchronization`
    CreateIdentitySynchronization = "create_identity_synchronization" in Policies,
    /// `PATCH …/partners/{tenantId}/identitySynchronization`
    UpdateIdentitySynchronization = "update_identity_synchronization" in Policies,
    /// `DELETE …/partners/{tenantId}/identitySynchronization`
    DeleteIdentitySynchronization = "delete_identity_synchronization" in Policies,
    /// `GET /policies/deletedItems/crossTenantPartners` or `/crossTenantSyncPolicyPartners` (beta)
    ListDeletedItems = "list_deleted_items" in Policies,
    /// `GET /policies/deletedItems/…/$count` (beta)
    CountDeletedItems = "count_deleted_items" in Policies,
    /// `GET /policies/deletedItems/…/{id}` (beta)
    GetDeletedItem = "get_deleted_item" in Policies,
    /// `DELETE /policies/deletedItems/…/{id}`: deletes permanently (beta)
    DeleteDeletedItem = "delete_deleted_item" in Policies,
    /// `POST /policies/deletedItems/…/{id}/restore` (beta)
    RestoreDeletedItem = "restore_deleted_item" in Policies,
    /// `GET /identity/b2xUserFlows`
    ListUserFlows = "list_user_flows" in UserFlows,
    /// `GET /identity/b2xUserFlows/{id}`
    GetUserFlow = "get_user_flow" in UserFlows,
    /// `GET …/b2xUserFlows/{id}/apiConnectorConfiguration`
    GetApiConnectorConfiguration = "get_api_connector_configuration" in UserFlows,
    /// `PUT …/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref`
    SetPostAttributeCollection = "set_post_attribute_collection" in UserFlows,
    /// `DELETE …/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref`
    ClearPostAttributeCollection = "clear_post_attribute_collection" in UserFlows,
    /// `PUT …/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref`
    SetPostFederationSignup = "set_post_federation_signup" in UserFlows,
    /// `DELETE …/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref`
    ClearPostFederationSignup = "clear_post_federation_signup" in UserFlows,
    /// `POST /$batch`
    Batch = "batch" in Open,
    /// `POST /{tenant}/oauth2/v2.0/token`, and `/{tenant}/oauth2/token`
    RequestToken = "request_token" in Open,
    /// The managed identity endpoints, `/msi/token` and `/metadata/identity/oauth2/token`
    RequestManagedIdentityToken = "request_managed_identity_token" in Open,
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
