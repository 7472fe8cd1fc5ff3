//! Tenants as others see them, and the domain names that they are found by.

mod domain_name;

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

pub use self::domain_name::DomainName;
use crate::TenantId;

/// What every tenant shows of itself to others. serde reads and writes it as Graph does.
///
/// See [tenantInformation](https://learn.microsoft.com/graph/api/resources/tenantinformation).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TenantInformation {
    /// The id of the tenant.
    pub tenant_id: TenantId,
    /// The name of the organization.
    pub display_name: Option<String>,
    /// The domain name that the tenant uses by default.
    pub default_domain_name: Option<String>,
    /// The name that the sign-in page shows.
    pub federation_brand_name: Option<String>,
    /// The properties and annotations that are not in the contract.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}
