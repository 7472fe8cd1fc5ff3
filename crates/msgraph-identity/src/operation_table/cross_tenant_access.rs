//! The operations of the cross-tenant access policy, its partners and its default settings.

use super::{Operation, RequiredPermission};

const READ: RequiredPermission = RequiredPermission::new(
    &["Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess"],
    &[
        "Security Reader",
        "Global Reader",
        "Security Administrator",
        "Teams Administrator",
    ],
);
const WRITE: RequiredPermission = RequiredPermission::new(
    &["Policy.ReadWrite.CrossTenantAccess"],
    &["Security Administrator", "Teams Administrator"],
);

const POLICY: &str = "/policies/crossTenantAccessPolicy";
const DEFAULT: &str = "/policies/crossTenantAccessPolicy/default";
const PARTNERS: &str = "/policies/crossTenantAccessPolicy/partners";
const PARTNER: &str = "/policies/crossTenantAccessPolicy/partners/{tenantId}";

pub(crate) static LIST_PARTNERS: Operation = Operation::new("list_partners", PARTNERS, READ);
pub(crate) static CREATE_PARTNER: Operation = Operation::new("create_partner", PARTNERS, WRITE);
pub(crate) static GET_PARTNER: Operation = Operation::new("get_partner", PARTNER, READ);
pub(crate) static UPDATE_PARTNER: Operation = Operation::new("update_partner", PARTNER, WRITE);
pub(crate) static DELETE_PARTNER: Operation = Operation::new("delete_partner", PARTNER, WRITE);

pub(crate) static LIST_DELETED_PARTNERS: Operation = Operation::new(
    "list_deleted_partners",
    "/policies/deletedItems/crossTenantPartners",
    READ,
);
pub(crate) static LIST_DELETED_SYNCHRONIZATIONS: Operation = Operation::new(
    "list_deleted_synchronizations",
    "/policies/deletedItems/crossTenantSyncPolicyPartners",
    READ,
);
pub(crate) static GET_DEFAULT: Operation =
    Operation::new("get_cross_tenant_access_default", DEFAULT, READ);
pub(crate) static UPDATE_DEFAULT: Operation =
    Operation::new("update_cross_tenant_access_default", DEFAULT, WRITE);
pub(crate) static RESET_DEFAULT: Operation = Operation::new(
    "reset_cross_tenant_access_default",
    "/policies/crossTenantAccessPolicy/default/resetToSystemDefault",
    WRITE,
);
pub(crate) static GET_POLICY: Operation =
    Operation::new("get_cross_tenant_access_policy", POLICY, READ);
pub(crate) static UPDATE_POLICY: Operation =
    Operation::new("update_cross_tenant_access_policy", POLICY, WRITE);
