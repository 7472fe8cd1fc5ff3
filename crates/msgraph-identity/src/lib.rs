#![doc = include_str!("../README.md")]

mod cloud;
pub mod credential;
mod error;
mod graph;
mod http_client;
mod version;

pub use cloud::{Cloud, CustomCloud};
pub use error::Error;
pub use graph::{Graph, GraphBuilder};
pub use msgraph_identity_core::Secret;
pub use version::{Beta, V1};

/// The generated clients and the types that their requests and responses are made of.
///
/// They are what the generator makes of the contracts, and change with them.
pub mod generated {
    pub use msgraph_identity_beta as beta;
    pub use msgraph_identity_core as core;
    pub use msgraph_identity_v1 as v1;
}
