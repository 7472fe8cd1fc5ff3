//! Handles: values that stand for a resource of Microsoft Graph and make the requests for it. Creating one sends nothing.

mod allowed_clouds;
mod api_connectors;
mod connector_handle;
mod create_if_absent;
mod cross_tenant_access;
mod default_settings;
mod deleted_policies;
mod ensure_partner;
mod expiring_certificates;
mod handle;
mod identity_synchronization;
mod list;
mod list_api_connectors;
mod list_partners;
mod partner;
#[cfg(feature = "pkcs12")]
mod rotate_certificate;
mod tenants;
mod upsert;
mod usages;
mod user_flow_handle;
mod user_flows;
mod wait;

pub use self::api_connectors::ApiConnectors;
#[cfg(feature = "pkcs12")]
pub use self::connector_handle::Certificates;
pub use self::connector_handle::{ApiConnectorHandle, ConnectorSelection};
pub use self::create_if_absent::CreateIfAbsent;
pub use self::cross_tenant_access::CrossTenantAccess;
pub use self::default_settings::DefaultSettings;
pub use self::deleted_policies::DeletedPolicies;
pub use self::ensure_partner::Wait;
pub use self::expiring_certificates::Expiring;
pub use self::identity_synchronization::{IdentitySynchronization, SyncSelection};
pub use self::list_api_connectors::ListApiConnectors;
pub use self::list_partners::ListPartners;
pub use self::partner::{Partner, PartnerQuery};
#[cfg(feature = "pkcs12")]
pub use self::rotate_certificate::Rotated;
pub use self::tenants::Tenants;
pub use self::upsert::{UpsertPlan, Upserted};
pub use self::usages::DeleteIfUnused;
pub use self::user_flow_handle::UserFlowHandle;
pub use self::user_flows::UserFlows;
pub(crate) use self::wait::Waits;
