//! The operations of the contract: their names, paths and permissions.

/// An operation, as it is named in errors and spans.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name in the contract.
    pub(crate) name: &'static str,
    /// Its path with parameters in braces.
    pub(crate) template: &'static str,
    pub(crate) permission: RequiredPermission,
}

/// The permissions that an operation needs in the access token, and the directory roles that it needs of a signed-in user.
///
/// The permissions are the same for delegated and for application access.
///
/// See [the permissions reference](https://learn.microsoft.com/graph/permissions-reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequiredPermission {
    any_of: &'static [&'static str],
    roles: &'static [&'static str],
}

impl RequiredPermission {
    const fn new(any_of: &'static [&'static str], roles: &'static [&'static str]) -> Self {
        Self { any_of, roles }
    }

    /// The permissions. One of them is enough; the first is the one to ask for.
    pub fn any_of(&self) -> &'static [&'static str] {
        self.any_of
    }

    /// The directory roles. A signed-in user needs one of them; the least privileged comes first. If there are none, no role is needed.
    pub fn roles(&self) -> &'static [&'static str] {
        self.roles
    }
}

const USER_FLOW_ADMINISTRATOR: &[&str] = &["External ID User Flow Administrator"];

/// Microsoft documents only `ReadWrite` for reading. The service accepts `Read` too.
const READ_CONNECTORS: RequiredPermission = RequiredPermission::new(
    &["APIConnectors.ReadWrite.All", "APIConnectors.Read.All"],
    USER_FLOW_ADMINISTRATOR,
);
const WRITE_CONNECTORS: RequiredPermission =
    RequiredPermission::new(&["APIConnectors.ReadWrite.All"], USER_FLOW_ADMINISTRATOR);
const READ_SYNCHRONIZATION: RequiredPermission = RequiredPermission::new(
    &["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"],
    &["Security Reader", "Global Reader", "Security Administrator"],
);
const WRITE_SYNCHRONIZATION: RequiredPermission = RequiredPermission::new(
    &["Policy.ReadWrite.CrossTenantAccess"],
    &["Security Administrator"],
);

const READ_ACCESS: RequiredPermission = RequiredPermission::new(
    &["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"],
    &[
        "Security Reader",
        "Global Reader",
        "Security Administrator",
        "Teams Administrator",
    ],
);
const WRITE_ACCESS: RequiredPermission = RequiredPermission::new(
    &["Policy.ReadWrite.CrossTenantAccess"],
    &["Security Administrator", "Teams Administrator"],
);

/// Enough to list and to get user flows, but not their API connectors.
const READ_USER_FLOWS: RequiredPermission = RequiredPermission::new(
    &[
        "IdentityUserFlow.Read.All",
        "IdentityUserFlow.ReadWrite.All",
    ],
    USER_FLOW_ADMINISTRATOR,
);
const WRITE_USER_FLOWS: RequiredPermission =
    RequiredPermission::new(&["IdentityUserFlow.ReadWrite.All"], USER_FLOW_ADMINISTRATOR);

const FIND_TENANTS: RequiredPermission =
    RequiredPermission::new(&["CrossTenantInformation.ReadBasic.All"], &[]);

/// The path of the collection of API connectors, below the service root.
pub(crate) const API_CONNECTORS: &str = "/identity/apiConnectors";
const API_CONNECTOR: &str = "/identity/apiConnectors/{id}";
const POST_FEDERATION_SIGNUP: &str =
    "/identity/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref";
const POST_ATTRIBUTE_COLLECTION: &str =
    "/identity/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref";
const POLICY: &str = "/policies/crossTenantAccessPolicy";
const DEFAULT: &str = "/policies/crossTenantAccessPolicy/default";
const PARTNERS: &str = "/policies/crossTenantAccessPolicy/partners";
const PARTNER: &str = "/policies/crossTenantAccessPolicy/partners/{tenantId}";
const SYNCHRONIZATION: &str =
    "/policies/crossTenantAccessPolicy/partners/{tenantId}/identitySynchronization";

macro_rules! operations {
    ($($(#[$attribute:meta])* $operation:ident = $name:literal, $template:expr, $permission:expr;)*) => {
        $(
            $(#[$attribute])*
            pub(crate) static $operation: Operation =
                Operation { name: $name, template: $template, permission: $permission };
        )*
    };
}

operations! {
    /// A request of the caller's own. Its path and permission are not known.
    RAW_REQUEST = "request", "", RequiredPermission::new(&[], &[]);

    LIST_API_CONNECTORS = "list_api_connectors", API_CONNECTORS, READ_CONNECTORS;
    CREATE_API_CONNECTOR = "create_api_connector", API_CONNECTORS, WRITE_CONNECTORS;
    GET_API_CONNECTOR = "get_api_connector", API_CONNECTOR, READ_CONNECTORS;
    UPDATE_API_CONNECTOR = "update_api_connector", API_CONNECTOR, WRITE_CONNECTORS;
    DELETE_API_CONNECTOR = "delete_api_connector", API_CONNECTOR, WRITE_CONNECTORS;
    #[cfg(feature = "pkcs12")]
    UPLOAD_CLIENT_CERTIFICATE =
        "upload_client_certificate", "/identity/apiConnectors/{id}/uploadClientCertificate", WRITE_CONNECTORS;

    LIST_USER_FLOWS = "list_user_flows", "/identity/b2xUserFlows", READ_USER_FLOWS;
    GET_USER_FLOW = "get_user_flow", "/identity/b2xUserFlows/{id}", READ_USER_FLOWS;
    GET_API_CONNECTOR_CONFIGURATION =
        "get_api_connector_configuration", "/identity/b2xUserFlows/{id}/apiConnectorConfiguration", WRITE_USER_FLOWS;
    SET_POST_ATTRIBUTE_COLLECTION = "set_post_attribute_collection", POST_ATTRIBUTE_COLLECTION, WRITE_USER_FLOWS;
    CLEAR_POST_ATTRIBUTE_COLLECTION = "clear_post_attribute_collection", POST_ATTRIBUTE_COLLECTION, WRITE_USER_FLOWS;
    SET_POST_FEDERATION_SIGNUP = "set_post_federation_signup", POST_FEDERATION_SIGNUP, WRITE_USER_FLOWS;
    CLEAR_POST_FEDERATION_SIGNUP = "clear_post_federation_signup", POST_FEDERATION_SIGNUP, WRITE_USER_FLOWS;

    GET_POLICY = "get_cross_tenant_access_policy", POLICY, READ_ACCESS;
    UPDATE_POLICY = "update_cross_tenant_access_policy", POLICY, WRITE_ACCESS;
    GET_DEFAULT = "get_cross_tenant_access_default", DEFAULT, READ_ACCESS;
    UPDATE_DEFAULT = "update_cross_tenant_access_default", DEFAULT, WRITE_ACCESS;
    RESET_DEFAULT =
        "reset_cross_tenant_access_default", "/policies/crossTenantAccessPolicy/default/resetToSystemDefault", WRITE_ACCESS;

    LIST_PARTNERS = "list_partners", PARTNERS, READ_ACCESS;
    CREATE_PARTNER = "create_partner", PARTNERS, WRITE_ACCESS;
    GET_PARTNER = "get_partner", PARTNER, READ_ACCESS;
    UPDATE_PARTNER = "update_partner", PARTNER, WRITE_ACCESS;
    DELETE_PARTNER = "delete_partner", PARTNER, WRITE_ACCESS;
    LIST_DELETED_PARTNERS = "list_deleted_partners", "/policies/deletedItems/crossTenantPartners", READ_ACCESS;
    LIST_DELETED_SYNCHRONIZATIONS =
        "list_deleted_synchronizations", "/policies/deletedItems/crossTenantSyncPolicyPartners", READ_ACCESS;

    GET_SYNCHRONIZATION = "get_identity_synchronization", SYNCHRONIZATION, READ_SYNCHRONIZATION;
    CREATE_SYNCHRONIZATION = "create_identity_synchronization", SYNCHRONIZATION, WRITE_SYNCHRONIZATION;
    UPDATE_SYNCHRONIZATION = "update_identity_synchronization", SYNCHRONIZATION, WRITE_SYNCHRONIZATION;
    DELETE_SYNCHRONIZATION = "delete_identity_synchronization", SYNCHRONIZATION, WRITE_SYNCHRONIZATION;

    FIND_TENANT_BY_DOMAIN =
        "find_tenant_information_by_domain_name",
        "/tenantRelationships/findTenantInformationByDomainName(domainName='{domainName}')",
        FIND_TENANTS;
    FIND_TENANT_BY_ID =
        "find_tenant_information_by_tenant_id",
        "/tenantRelationships/findTenantInformationByTenantId(tenantId='{tenantId}')",
        FIND_TENANTS;
}
