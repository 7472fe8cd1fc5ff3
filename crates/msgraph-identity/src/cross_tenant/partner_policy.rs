//! A partner of the cross-tenant access policy, as the service shows it.

use msgraph_identity_core::AdditionalProperties;
use serde::{Deserialize, Serialize};

use super::{AccessSettings, TenantId};
use crate::version::{V1, Version};

/// A tenant that this one works together with, and the settings that differ from the default settings.
///
/// serde reads and writes it as Graph does, properties that are not in the contract included. A partner without a tenant id is
/// refused.
///
/// ```
/// use msgraph_identity::{PartnerPolicy, V1};
///
/// let json = r#"{"tenantId":"9c5d0f0e-3de8-4db4-a5c9-1f3c5a7e9b01","inboundTrust":{"isMfaAccepted":true}}"#;
/// let partner: PartnerPolicy<V1> = serde_json::from_str(json)?;
/// let trust = partner.settings.inbound_trust.own();
/// assert_eq!(trust.and_then(|trust| trust.mfa), Some(true));
/// assert!(partner.settings.collaboration_inbound.is_inherited());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// See
/// [crossTenantAccessPolicyConfigurationPartner](https://learn.microsoft.com/graph/api/resources/crosstenantaccesspolicyconfigurationpartner).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound = "V: Version")]
#[non_exhaustive]
pub struct PartnerPolicy<V: Version = V1> {
    /// The tenant id of the partner.
    pub tenant_id: TenantId,
    /// The settings. Those that are inherited are taken from the default settings.
    #[serde(flatten)]
    pub settings: AccessSettings,
    /// Whether the partner is a cloud service provider of this tenant.
    pub is_service_provider: Option<bool>,
    /// Whether the partner is in the same multi-tenant organization. The service decides it.
    pub is_in_multi_tenant_organization: Option<bool>,
    /// What the partner may synchronize into this tenant. It is `None` if the partner has no such policy, or if it was not requested
    /// by `with_synchronization`.
    #[serde(
        rename = "identitySynchronization",
        skip_serializing_if = "Option::is_none"
    )]
    pub synchronization: Option<V::SyncPolicy>,
    /// The properties and annotations that are not in the contract of `v1.0`.
    #[serde(flatten)]
    pub additional_properties: AdditionalProperties,
}
