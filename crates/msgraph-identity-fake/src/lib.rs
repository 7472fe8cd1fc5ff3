//! A fake Microsoft Graph for tests: API connectors, cross-tenant identity synchronization, and the token endpoints
//! in front of them. It keeps state, checks tokens, and fails on request.
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
mod answer;
mod api_version;
mod auth;
mod batch;
mod call;
mod clock;
mod connectors;
mod control;
mod entities;
mod etag;
mod fake_graph;
mod fake_graph_builder;
mod fake_server;
mod faults;
mod graph_error;
mod model;
mod operation;
mod partners;
mod perform;
mod query;
mod received;
mod recorder;
mod replicated;
mod request_scope;
mod seed;
mod segments;
mod server;
mod service;
mod switches;
mod target;
mod tenant;
mod throttle;
mod write_answer;

pub use access_token::AccessToken;
pub use api_version::ApiVersion;
pub use clock::Clock;
pub use fake_graph::{ApplicationId, FakeGraph};
pub use fake_graph_builder::FakeGraphBuilder;
pub use fake_server::FakeServer;
pub use faults::{CutPoint, Fault, FaultError, FaultKind, FaultMix, MixedFault};
pub use operation::Operation;
pub use recorder::RecordedRequest;
pub use seed::{
    ALL_PERMISSIONS, ApplicationSeed, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_TENANT_ID,
    FederatedCredentialSeed, Seed, SeedError, TenantSeed,
};
pub use switches::{
    BatchOrder, PathCase, PreferReturn, ReadOnlyProperties, Refusal, Switches,
    SynchronizationExists, UpdateAnswer, UploadToBasicConnector,
};
pub use throttle::{RetryAfter, Throttle};

/// The examples of the README are tested with the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
