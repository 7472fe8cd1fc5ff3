//! Runtime types under the generated Microsoft Graph identity clients.
//!
//! The generated crates use these types in place of what a generator would emit, and call [`Session`] from their hooks.
//! Applications use the crate `msgraph-identity`, which is built on top.
//!
//! - In request and response bodies: [`Secret`], [`TargetUrl`], [`Nullable`], [`UnknownKind`], [`Collection`].
//! - For every request: [`Session`] authorises and sends, within one [`ServiceRoot`], with a token of an [`AccessTokenProvider`].
//! - For every response that is no success: [`ODataError`].
//!
//! No `Debug` of a type of this crate shows a secret.
//!
//! ```
//! use std::sync::Arc;
//! use msgraph_identity_core::{ServiceRoot, Session, StaticToken};
//!
//! let service_root = ServiceRoot::parse("https://graph.microsoft.com/v1.0")?;
//! let session = Session::new(service_root, Arc::new(StaticToken::new("a-token")));
//! assert_eq!(session.service_root().as_str(), "https://graph.microsoft.com/v1.0");
//! assert!(!format!("{session:?}").contains("a-token"));
//! # Ok::<(), msgraph_identity_core::ServiceRootError>(())
//! ```

mod access_token;
mod collection;
mod next_link;
mod no_content;
mod nullable;
mod odata_error;
mod query;
mod redacted_url;
mod secret;
mod service_root;
mod session;
mod target_url;
mod unknown_kind;

pub use access_token::{AccessTokenFuture, AccessTokenProvider, StaticToken};
pub use collection::Collection;
pub use next_link::NextLink;
pub use nullable::Nullable;
pub use odata_error::{InnerError, ODataError, ODataErrorDetail};
pub use query::percent_encode_spaces;
pub use secret::Secret;
pub use service_root::{ServiceRoot, ServiceRootError};
pub use session::{AuthorizeError, Session};
pub use target_url::TargetUrl;
pub use unknown_kind::UnknownKind;
