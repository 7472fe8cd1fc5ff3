#![doc = include_str!("../README.md")]

mod api_connectors;
mod cloud;
pub mod credential;
mod cross_tenant;
mod debug;
mod error;
mod graph;
mod graph_builder;
mod handles;
mod http_client;
mod id;
mod invoke;
pub mod jobs;
mod operation_table;
mod paging;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod precondition;
mod request;
mod response_head;
mod sent_tokens;
mod transient;
pub mod transport;
mod user_flows;
mod version;
mod versioned_client;

#[cfg(feature = "pkcs12")]
pub use api_connectors::Pkcs12;
pub use api_connectors::{
    ApiConnector, ApiConnectorId, ApiConnectorUpdate, Authentication, BasicAuthentication,
    Certificate, ClientCertificates, ConnectorAuth, ConnectorProperty, Filter, NewApiConnector,
    Order,
};
pub use cloud::{Cloud, CustomCloud};
pub use cross_tenant::{
    Access, AccessRule, AccessSettings, AccessType, AppServiceConnect, B2bSetting, BetaSyncPolicy,
    BetaSyncProperty, BetaSyncUpdate, CloudEndpoint, DefaultPolicy, DefaultUpdate, DevicesFilter,
    Effective, EffectiveDirections, EffectiveRules, EffectiveSettings, EffectiveTrust,
    IdentityProvider, InboundOutbound, InboundTrust, InvitationRedemption,
    M365CollaborationInbound, M365CollaborationOutbound, NewPartner, Origin, PartnerPolicy,
    PartnerProperty, PartnerUpdate, Setting, SyncPolicy, SyncProperty, SyncUpdate, Target,
    TenantId, TenantRestrictions,
};
pub use error::Error;
pub use graph::Graph;
pub use graph_builder::GraphBuilder;
pub use handles::{
    ApiConnectorHandle, ApiConnectors, ConnectorSelection, CreateIfAbsent, CrossTenantAccess,
    DefaultSettings, DeleteIfUnused, Expiring, IdentitySynchronization, ListApiConnectors,
    ListPartners, Partner, PartnerQuery, SyncSelection, Upserted, UserFlowHandle, UserFlows, Wait,
};
#[cfg(feature = "pkcs12")]
pub use handles::{Certificates, Rotated};
pub use http::StatusCode;
pub use msgraph_identity_core::{
    AdditionalProperties, InnerError, NextLink, ODataError, ODataErrorDetail, RetryPolicy, Secret,
    TargetUrl, UnknownKind,
};
pub use operation_table::RequiredPermission;
pub use paging::{Items, Page, Pages};
pub use precondition::Precondition;
pub use request::{Request, RequestFuture};
pub use response_head::ResponseHead;
pub use user_flows::{ApiConnectorConfiguration, Attached, Step, Usage, UserFlow, UserFlowId};
pub use version::{Beta, V1, Version};
pub use versioned_client::VersionedClient;

/// The generated clients and the types of their requests and responses.
///
/// They are generated from the contracts and change with them.
pub mod generated {
    pub use msgraph_identity_beta as beta;
    pub use msgraph_identity_core as core;
    pub use msgraph_identity_v1 as v1;
}
