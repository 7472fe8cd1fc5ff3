//! From Microsoft's OpenAPI documents to the contracts and the client crates of this workspace.

pub mod arguments;
pub mod build;
pub mod change;
pub mod contract;
pub mod corrections;
pub mod diff;
pub mod error;
pub mod generate;
pub mod inheritance;
pub mod lower;
pub mod map;
mod nearest;
pub mod openapi;
pub mod project;
pub mod read;
pub mod regen;
pub mod selection;
pub mod slice;
pub mod snapshots;
pub mod source;
mod surface;
mod threads;
pub mod upstream_lock;
pub mod version;
pub mod write;
pub mod yaml;

pub use error::{Error, Result};
pub use surface::Use;
pub use version::GraphVersion;
