//! `/policies/crossTenantAccessPolicy/partners` and the identity synchronization of each:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner>.

pub(crate) mod deleted_items;
pub(crate) mod operations;
pub(crate) mod partner;
pub(crate) mod synchronization;
