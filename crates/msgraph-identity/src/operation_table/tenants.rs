//! The operations that find tenants.

use super::{Operation, RequiredPermission};

const FIND: RequiredPermission =
    RequiredPermission::new(&["CrossTenantInformation.ReadBasic.All"], &[]);

pub(crate) static FIND_TENANT_BY_DOMAIN: Operation = Operation::new(
    "find_tenant_information_by_domain_name",
    "/tenantRelationships/findTenantInformationByDomainName(domainName='{domainName}')",
    FIND,
);
pub(crate) static FIND_TENANT_BY_ID: Operation = Operation::new(
    "find_tenant_information_by_tenant_id",
    "/tenantRelationships/findTenantInformationByTenantId(tenantId='{tenantId}')",
    FIND,
);
