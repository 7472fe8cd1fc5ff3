//! The clouds that partners may be in.

use super::open_enum::open_enum;

open_enum! {
    /// A Microsoft cloud whose tenants may be partners, as `allowedCloudEndpoints` names it.
    ///
    /// See [crossTenantAccessPolicy](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicy).
    CloudEndpoint {
        /// The global cloud:
        Global = "microsoftonline.com",
        /// The clouds of the US government:
        UsGovernment = "microsoftonline.us",
        /// The cloud of China operated by 21Vianet:
        China = "partner.microsoftonline.cn",
    }
}
