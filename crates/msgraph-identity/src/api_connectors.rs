//! API connectors: their types for reading and for writing, and their queries. The requests are in `handles`.

mod api_connector;
mod api_connector_id;
mod api_connector_update;
mod authentication;
mod certificate;
mod connector_auth;
mod date;
mod filter;
mod new_api_connector;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod property;
mod target_url;

pub use self::api_connector::ApiConnector;
pub use self::api_connector_id::ApiConnectorId;
pub use self::api_connector_update::ApiConnectorUpdate;
pub use self::authentication::{Authentication, BasicAuthentication, ClientCertificates};
pub use self::certificate::Certificate;
pub(crate) use self::connector_auth::AuthKind;
pub use self::connector_auth::ConnectorAuth;
pub use self::filter::Filter;
pub use self::new_api_connector::NewApiConnector;
#[cfg(feature = "pkcs12")]
pub use self::pkcs12::Pkcs12;
pub(crate) use self::property::ListQuery;
pub use self::property::{ConnectorProperty, Order};
