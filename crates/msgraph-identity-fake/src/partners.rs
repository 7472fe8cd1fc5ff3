//! `/policies/crossTenantAccessPolicy/partners` and the identity synchronization of each:
//! <https://learn.microsoft.com/graph/api/resources/crosstenantidentitysyncpolicypartner>.

pub(crate) mod deleted_items;
pub(crate) mod handlers;
pub(crate) mod partner;
pub(crate) mod recycle_bin;
pub(crate) mod synchronization;
