//! The operations of the contract: their names, paths and permissions.

mod cross_tenant_access;
mod tenants;

pub(crate) use self::cross_tenant_access::*;
pub(crate) use self::tenants::*;

/// An operation, as it is named in errors and spans.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name in the contract.
    pub(crate) name: &'static str,
    /// Its path with parameters in braces.
    pub(crate) template: &'static str,
    pub(crate) permission: RequiredPermission,
}

impl Operation {
    const fn new(
        name: &'static str,
        template: &'static str,
        permission: RequiredPermission,
    ) -> Self {
        Self {
            name,
            template,
            permission,
        }
    }
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

/// The path of the collection of API connectors, below the service root.
pub(crate) const API_CONNECTORS: &str = "/identity/apiConnectors";
const API_CONNECTOR: &str = "/identity/apiConnectors/{id}";
const USER_FLOWS: &str = "/identity/b2xUserFlows";
const POST_FEDERATION_SIGNUP: &str =
    "/identity/b2xUserFlows/{id}/apiConnectorConfiguration/postFederationSignup/$ref";
const POST_ATTRIBUTE_COLLECTION: &str =
    "/identity/b2xUserFlows/{id}/apiConnectorConfiguration/postAttributeCollection/$ref";
const SYNCHRONIZATION: &str =
    "/policies/crossTenantAccessPolicy/partners/{tenantId}/identitySynchronization";

/// A request of the caller's own. Its path and permission are not known.
pub(crate) static RAW_REQUEST: Operation =
    Operation::new("request", "", RequiredPermission::new(&[], &[]));

pub(crate) static LIST_API_CONNECTORS: Operation =
    Operation::new("list_api_connectors", API_CONNECTORS, READ_CONNECTORS);
pub(crate) static CREATE_API_CONNECTOR: Operation =
    Operation::new("create_api_connector", API_CONNECTORS, WRITE_CONNECTORS);
pub(crate) static GET_API_CONNECTOR: Operation =
    Operation::new("get_api_connector", API_CONNECTOR, READ_CONNECTORS);
pub(crate) static UPDATE_API_CONNECTOR: Operation =
    Operation::new("update_api_connector", API_CONNECTOR, WRITE_CONNECTORS);
pub(crate) static DELETE_API_CONNECTOR: Operation =
    Operation::new("delete_api_connector", API_CONNECTOR, WRITE_CONNECTORS);
#[cfg(feature = "pkcs12")]
pub(crate) static UPLOAD_CLIENT_CERTIFICATE: Operation = Operation::new(
    "upload_client_certificate",
    "/identity/apiConnectors/{id}/uploadClientCertificate",
    WRITE_CONNECTORS,
);
pub(crate) static GET_SYNCHRONIZATION: Operation = Operation::new(
    "get_identity_synchronization",
    SYNCHRONIZATION,
    READ_SYNCHRONIZATION,
);
pub(crate) static CREATE_SYNCHRONIZATION: Operation = Operation::new(
    "create_identity_synchronization",
    SYNCHRONIZATION,
    WRITE_SYNCHRONIZATION,
);
pub(crate) static UPDATE_SYNCHRONIZATION: Operation = Operation::new(
    "update_identity_synchronization",
    SYNCHRONIZATION,
    WRITE_SYNCHRONIZATION,
);
pub(crate) static DELETE_SYNCHRONIZATION: Operation = Operation::new(
    "delete_identity_synchronization",
    SYNCHRONIZATION,
    WRITE_SYNCHRONIZATION,
);
pub(crate) static LIST_USER_FLOWS: Operation =
    Operation::new("list_user_flows", USER_FLOWS, READ_USER_FLOWS);
pub(crate) static GET_USER_FLOW: Operation = Operation::new(
    "get_user_flow",
    "/identity/b2xUserFlows/{id}",
    READ_USER_FLOWS,
);
pub(crate) static GET_API_CONNECTOR_CONFIGURATION: Operation = Operation::new(
    "get_api_connector_configuration",
    "/identity/b2xUserFlows/{id}/apiConnectorConfiguration",
    WRITE_USER_FLOWS,
);
pub(crate) static SET_POST_ATTRIBUTE_COLLECTION: Operation = Operation::new(
    "set_post_attribute_collection",
    POST_ATTRIBUTE_COLLECTION,
    WRITE_USER_FLOWS,
);
pub(crate) static CLEAR_POST_ATTRIBUTE_COLLECTION: Operation = Operation::new(
    "clear_post_attribute_collection",
    POST_ATTRIBUTE_COLLECTION,
    WRITE_USER_FLOWS,
);
pub(crate) static SET_POST_FEDERATION_SIGNUP: Operation = Operation::new(
    "set_post_federation_signup",
    POST_FEDERATION_SIGNUP,
    WRITE_USER_FLOWS,
);
pub(crate) static CLEAR_POST_FEDERATION_SIGNUP: Operation = Operation::new(
    "clear_post_federation_signup",
    POST_FEDERATION_SIGNUP,
    WRITE_USER_FLOWS,
);
