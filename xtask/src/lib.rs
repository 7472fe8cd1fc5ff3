//! From Microsoft's OpenAPI documents to the contracts and the client crates of this workspace.

pub mod error;
pub mod transaction;
pub mod version;

pub use error::{Error, Result};
pub use version::GraphVersion;
