//! A fake Microsoft Graph for tests: API connectors, cross-tenant access and synchronization, the look-up of tenants, and
//! token endpoints. It keeps state, checks tokens, and fails on request.
//!
//! ```
//! use msgraph_identity_fake::FakeGraph;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
//! let graph = FakeGraph::start().await?;
//! let connectors = reqwest::Client::new()
//!     .get(format!("{}/v1.0/identity/apiConnectors", graph.url()))
//!     .bearer_auth(graph.token())
//!     .send()
//!     .await?;
//! assert_eq!(connectors.status(), 200);
//! # Ok(())
//! # }
//! ```

mod access_token;
mod auth;
mod batch;
mod clock;
mod connectors;
mod control;
mod dispatch;
mod entities;
mod fake_graph;
mod fake_response;
mod fake_server;
mod faults;
mod graph_error;
mod graph_operation;
mod graph_path;
mod graph_request;
mod graph_version;
#[cfg(feature = "client")]
mod in_process;
mod lock;
mod model;
mod odata_result;
mod partners;
mod perform;
mod query;
mod recorder;
mod representation;
mod request_scope;
mod seed;
mod server;
mod state;
mod switches;
mod tenant;
mod tenant_information;
mod throttle;
mod user_flows;

pub use access_token::AccessToken;
pub use clock::Clock;
pub use fake_graph::{ApplicationId, FakeGraph};
pub use fake_response::CutPoint;
pub use fake_server::{FakeGraphBuilder, FakeServer};
pub use faults::{Fault, FaultError, FaultKind, FaultMix, MixedFault};
pub use graph_operation::Operation;
#[cfg(feature = "client")]
pub use in_process::InProcess;
pub use recorder::RecordedRequest;
pub use seed::{
    ALL_PERMISSIONS, ApplicationSeed, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_TENANT_ID,
    FederatedCredentialSeed, PartnerSeed, Seed, SeedError, TenantSeed,
};
pub use switches::{
    BatchOrder, ClientCertificateAuthentication, CloudProfile, ConnectorInUse, OmittedMembers,
    PathCase, Pkcs12Encryption, PreferReturn, PremiumP1, ReadOnlyProperties, Refusal,
    SameCertificate, StepDetachment, Switches, SynchronizationExists, UpdateAnswer,
    UploadToBasicConnector,
};
pub use throttle::{RetryAfter, Throttle};

/// Tests the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
