//! The runtime of the generated Microsoft Graph identity clients.
//!
//! The generated crates use these types in place of generated ones, and call a [`Session`] from their hooks. Applications use the
//! crate `msgraph-identity`, which is built on all of them.
//!
//! - Request and response bodies contain [`Secret`], [`TargetUrl`], [`Nullable`], [`UnknownKind`], [`AdditionalProperties`] and
//!   [`Collection`].
//! - A [`Session`] sends every request to a URL under its [`ServiceRoot`], through a [`Pipeline`]. The pipeline has the access token
//!   of an [`AccessTokenProvider`], a [`RetryPolicy`] and a [`Transport`].
//! - A [`Call`] is a request with all its attempts. It has [`CallOptions`] and a [`CallRecord`] of what happened.
//! - [`ODataError`] is the body of an error response. [`ForeignText`] shows text of others safely.
//!
//! No `Debug` of this crate shows a secret.
//!
//! ```
//! use std::sync::Arc;
//! use msgraph_identity_core::{HttpTransport, Pipeline, ServiceRoot, Session, StaticToken};
//!
//! # fn session(client: reqwest::Client) -> Result<(), msgraph_identity_core::ServiceRootError> {
//! let transport = Arc::new(HttpTransport::new(client));
//! let pipeline = Pipeline::builder(transport, Arc::new(StaticToken::new("a-token"))).build();
//! let session = Session::new(ServiceRoot::parse("https://graph.microsoft.com/v1.0")?, pipeline);
//! assert_eq!(session.service_root().as_str(), "https://graph.microsoft.com/v1.0");
//! assert!(!format!("{session:?}").contains("a-token"));
//! # Ok(())
//! # }
//! ```

mod access_token;
mod additional_properties;
mod authentication_error;
mod call;
mod claims_challenge;
mod clock;
mod collection;
mod destination;
mod foreign_text;
mod http_transport;
mod json_complexity;
mod next_link;
mod nullable;
mod odata_error;
mod odata_query;
mod pipeline;
mod polymorphic;
mod properties;
mod read_json;
mod read_struct;
mod redacted_url;
mod refused_request;
mod response_metadata;
mod retry;
mod secret;
mod send_error;
mod service_root;
mod session;
mod target_url;
mod token_cache;
mod token_error;
mod token_permissions;
mod transport;
mod unknown_kind;

pub use access_token::{
    AccessToken, AccessTokenFuture, AccessTokenProvider, StaticToken, TokenRequest,
};
pub use additional_properties::AdditionalProperties;
pub use authentication_error::AuthenticationError;
pub use call::{Call, CallOptions, CallRecord};
pub use claims_challenge::claims_challenge;
pub use clock::{Clock, SleepFuture, SystemClock};
pub use collection::Collection;
pub use foreign_text::ForeignText;
pub use http_transport::HttpTransport;
pub use json_complexity::is_too_complex;
pub use next_link::NextLink;
pub use nullable::{Nullable, read_nullable};
pub use odata_error::{InnerError, ODataError, ODataErrorDetail};
pub use pipeline::{Pipeline, PipelineBuilder};
pub use polymorphic::{Polymorphic, read_polymorphic};
pub use read_json::{from_json, read_json};
pub use read_struct::missing_property;
pub use refused_request::RefusedRequest;
pub use response_metadata::ResponseMetadata;
pub use retry::RetryPolicy;
pub use retry::backoff::Random;
pub use retry::retry_after::retry_after;
pub use secret::Secret;
pub use send_error::SendError;
pub use service_root::{ServiceRoot, ServiceRootError};
pub use session::Session;
pub use target_url::TargetUrl;
pub use token_cache::TokenCache;
pub use token_error::TokenError;
pub use token_permissions::TokenPermissions;
pub use transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
pub use unknown_kind::UnknownKind;
