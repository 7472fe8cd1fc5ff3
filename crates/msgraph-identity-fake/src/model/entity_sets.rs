//! The entity sets and singletons of the fake.

use super::EntitySet;

/// <https://learn.microsoft.com/graph/api/resources/identityapiconnector>
pub(crate) static API_CONNECTORS: EntitySet = EntitySet {
    type_name: "microsoft.graph.identityApiConnector",
    path: "identity/apiConnectors",
    key: "id",
    suffix: "",
};

/// <https://learn.microsoft.com/graph/api/resources/b2xidentityuserflow>
pub(crate) static USER_FLOWS: EntitySet = EntitySet {
    type_name: "microsoft.graph.b2xIdentityUserFlow",
    path: "identity/b2xUserFlows",
    key: "id",
    suffix: "",
};

/// The steps of a user flow.
pub(crate) static CONFIGURATIONS: EntitySet = EntitySet {
    type_name: "microsoft.graph.userFlowApiConnectorConfiguration",
    suffix: "/apiConnectorConfiguration",
    ..USER_FLOWS
};

/// <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy>
pub(crate) static POLICY: EntitySet = EntitySet {
    type_name: "microsoft.graph.crossTenantAccessPolicy",
    path: "policies/crossTenantAccessPolicy",
    key: "",
    suffix: "",
};

/// <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationdefault>
pub(crate) static DEFAULT: EntitySet = EntitySet {
    type_name: "microsoft.graph.crossTenantAccessPolicyConfigurationDefault",
    path: "policies/crossTenantAccessPolicy/default",
    ..POLICY
};

/// <https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner>
pub(crate) static PARTNERS: EntitySet = EntitySet {
    type_name: "microsoft.graph.crossTenantAccessPolicyConfigurationPartner",
    path: "policies/crossTenantAccessPolicy/partners",
    key: "tenantId",
    suffix: "",
};

/// The identity synchronization that a partner contains.
pub(crate) static SYNCHRONIZATIONS: EntitySet = EntitySet {
    type_name: "microsoft.graph.crossTenantIdentitySyncPolicyPartner",
    suffix: "/identitySynchronization",
    ..PARTNERS
};

/// The navigation property from a partner to its synchronization.
pub(crate) const SYNCHRONIZATION_PROPERTY: &str = "identitySynchronization";

pub(crate) static DELETED_PARTNERS: EntitySet = EntitySet {
    path: "policies/deletedItems/crossTenantPartners",
    ..PARTNERS
};

pub(crate) static DELETED_SYNCHRONIZATIONS: EntitySet = EntitySet {
    path: "policies/deletedItems/crossTenantSyncPolicyPartners",
    suffix: "",
    ..SYNCHRONIZATIONS
};

/// <https://learn.microsoft.com/graph/api/resources/tenantinformation>
pub(crate) static TENANT_INFORMATION: EntitySet = EntitySet {
    type_name: "microsoft.graph.tenantInformation",
    path: "microsoft.graph.tenantInformation",
    key: "",
    suffix: "",
};
