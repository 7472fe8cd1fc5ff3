//! From Microsoft's OpenAPI documents to the contracts and the client crates of this workspace.

pub mod error;
pub mod source;
pub mod upstream_lock;
pub mod version;

pub use error::{Error, Result};
pub use version::GraphVersion;
