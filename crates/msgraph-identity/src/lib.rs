#![doc = include_str!("../README.md")]

mod api_connectors;
mod call;
mod cloud;
pub mod credential;
mod cross_tenant;
mod error;
mod graph;
mod graph_builder;
mod http_client;
mod operation;
mod paging;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod precondition;
mod request;
mod transient;
mod version;
mod view;

pub use api_connectors::{
    ApiConnector, ApiConnectorHandle, ApiConnectorId, ApiConnectorUpdate, ApiConnectors,
    Authentication, BasicAuthentication, Certificate, ClientCertificates, ConnectorAuth,
    ConnectorProperty, ConnectorSelection, CreateIfAbsent, Filter, ListApiConnectors,
    NewApiConnector, Order,
};
#[cfg(feature = "pkcs12")]
pub use api_connectors::{Certificates, Pkcs12};
pub use cloud::{Cloud, CustomCloud};
pub use cross_tenant::{
    Access, BetaSyncPolicy, BetaSyncProperty, BetaSyncUpdate, CrossTenantAccess,
    IdentitySynchronization, Partner, SyncPolicy, SyncProperty, SyncSelection, SyncUpdate,
    TenantId, Upserted,
};
pub use error::Error;
pub use graph::Graph;
pub use graph_builder::GraphBuilder;
pub use msgraph_identity_core::{
    AdditionalProperties, NextLink, ODataError, ODataErrorDetail, RetryPolicy, Secret, TargetUrl,
    UnknownKind,
};
pub use operation::RequiredPermission;
pub use paging::{Items, Page, Pages};
pub use precondition::Precondition;
pub use request::{Request, RequestFuture};
pub use version::{Beta, V1, Version};
pub use view::View;

/// The generated clients and the types that their requests and responses are made of.
///
/// They are what the generator makes of the contracts, and change with them.
pub mod generated {
    pub use msgraph_identity_beta as beta;
    pub use msgraph_identity_core as core;
    pub use msgraph_identity_v1 as v1;
}
