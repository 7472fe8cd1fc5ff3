// The first definition of a link is the one that counts: these are for rustdoc, those in the README for readers of the repository.
//! [Jobs]: crate::guide::jobs
//! [Operating]: crate::guide::operating
//! [Testing]: crate::guide::testing
//! [`ApiConnectors::create_if_absent`]: crate::ApiConnectors::create_if_absent
//! [`CrossTenantAccess::partner`]: crate::CrossTenantAccess::partner
//! [`DefaultPolicy::effective`]: crate::DefaultPolicy::effective
//! [`Error::is_invalid_argument`]: crate::Error::is_invalid_argument
//! [`Error::may_have_taken_effect`]: crate::Error::may_have_taken_effect
//! [`Error`]: crate::Error
//! [`Graph::from_env`]: crate::Graph::from_env
//! [`GraphBuilder::call_timeout`]: crate::GraphBuilder::call_timeout
//! [`GraphBuilder`]: crate::GraphBuilder
//! [`Items`]: crate::Items
//! [`ListApiConnectors::max_items`]: crate::ListApiConnectors::max_items
//! [`Page`]: crate::Page
//! [`Pages`]: crate::Pages
//! [`Partner::identity_synchronization`]: crate::Partner::identity_synchronization
//! [`Request::header`]: crate::Request::header
//! [`Request::query`]: crate::Request::query
//! [`Request::timeout`]: crate::Request::timeout
//! [`Request::with_response_head`]: crate::Request::with_response_head
//! [`ResponseHead`]: crate::ResponseHead
//! [`RetryPolicy`]: crate::RetryPolicy
//! [`TenantId`]: crate::TenantId
//! [`VersionedClient::api_connectors`]: crate::VersionedClient::api_connectors
//! [`VersionedClient::client`]: crate::VersionedClient::client
//! [`VersionedClient::request`]: crate::VersionedClient::request
//! [`VersionedClient::tenants`]: crate::VersionedClient::tenants
//! [`VersionedClient::user_flows`]: crate::VersionedClient::user_flows
//! [`credential::azure_cli`]: crate::credential::azure_cli
//! [`credential::client_certificate`]: crate::credential::client_certificate
//! [`credential::client_secret`]: crate::credential::client_secret
//! [`credential::managed_identity`]: crate::credential::managed_identity
//! [`credential::static_token`]: crate::credential::static_token
//! [`credential::token_credential`]: crate::credential::token_credential
//! [`credential::workload_identity`]: crate::credential::workload_identity
//!
#![doc = include_str!("../README.md")]

mod api_connectors;
mod cloud;
pub mod credential;
mod cross_tenant;
mod debug;
mod error;
mod graph;
mod graph_builder;
pub mod guide;
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
mod raw_request;
mod request;
mod response_head;
mod sent_tokens;
mod tenants;
mod transient;
pub mod transport;
mod update;
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
    PartnerProperty, PartnerUpdate, Setting, SyncPolicy, SyncProperty, SyncSettings, SyncUpdate,
    Target, TenantId, TenantRestrictions,
};
pub use error::Error;
pub use graph::Graph;
pub use graph_builder::GraphBuilder;
pub use handles::{
    ApiConnectorHandle, ApiConnectors, ConnectorSelection, CreateIfAbsent, CrossTenantAccess,
    DefaultSettings, DeleteIfUnused, DeletedPolicies, Expiring, IdentitySynchronization,
    ListApiConnectors, ListPartners, Partner, PartnerQuery, SyncSelection, Tenants, UpsertPlan,
    Upserted, UserFlowHandle, UserFlows, Wait,
};
#[cfg(feature = "pkcs12")]
pub use handles::{Certificates, Rotated};
pub use http::{Method, StatusCode};
pub use msgraph_identity_core::{
    AdditionalProperties, InnerError, NextLink, Nullable, ODataError, ODataErrorDetail,
    RetryPolicy, Secret, TargetUrl, TokenPermissions, UnknownKind,
};
pub use operation_table::RequiredPermission;
pub use paging::{Items, Page, Pages};
pub use precondition::Precondition;
pub use raw_request::RawBody;
pub use request::{Request, RequestFuture};
pub use response_head::ResponseHead;
pub use tenants::{DomainName, TenantInformation};
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
