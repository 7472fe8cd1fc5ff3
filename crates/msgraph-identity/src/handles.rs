//! Handles: values that stand for a resource of Microsoft Graph and make the requests for it. Creating one sends nothing.

mod api_connectors;
mod connector_handle;
mod create_if_absent;
mod cross_tenant_access;
mod identity_synchronization;
mod list_api_connectors;
mod upsert;

pub use self::api_connectors::ApiConnectors;
#[cfg(feature = "pkcs12")]
pub use self::connector_handle::Certificates;
pub use self::connector_handle::{ApiConnectorHandle, ConnectorSelection};
pub use self::create_if_absent::CreateIfAbsent;
pub use self::cross_tenant_access::{CrossTenantAccess, Partner};
pub use self::identity_synchronization::{IdentitySynchronization, SyncSelection};
pub use self::list_api_connectors::ListApiConnectors;
pub use self::upsert::{UpsertPlan, Upserted};
