//! What sends a request: one request, one response. Implement [`Transport`] to test a program without sockets.
//!
//! A transport gets each attempt of each request, after the access token was added. The client repeats requests, waits and decodes as it
//! does with a real connection. Pass the transport to [`GraphBuilder::transport`](crate::GraphBuilder::transport).
//!
//! ```
//! use std::sync::Arc;
//! use msgraph_identity::transport::{Bytes, Request, Response, Transport, TransportFuture};
//! use msgraph_identity::{ApiConnectors, Error, Graph, credential};
//!
//! /// The code to test.
//! async fn names(connectors: &ApiConnectors) -> Result<Vec<String>, Error> {
//!     let all = connectors.list().all().await?;
//!     Ok(all.iter().filter_map(|connector| connector.display_name()).map(str::to_owned).collect())
//! }
//!
//! /// Answers every request with the same list.
//! struct OneConnector;
//!
//! impl Transport for OneConnector {
//!     fn send(&self, request: Request) -> TransportFuture<'_> {
//!         assert_eq!(request.url().path(), "/v1.0/identity/apiConnectors");
//!         let body = r#"{"value": [{"id": "be1f769b", "displayName": "Vet sign-ups"}]}"#;
//!         Box::pin(async move { Ok(Response::new(Bytes::from(body))) })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let builder = Graph::builder(credential::static_token("any-token"));
//! let graph = builder.transport(Arc::new(OneConnector)).build()?;
//! assert_eq!(names(&graph.v1().api_connectors()).await?, ["Vet sign-ups"]);
//! # Ok(())
//! # }
//! ```
//!
//! To test a program against a service that keeps what it is given, use the fake service
//! `msgraph-identity-fake`: see [testing](crate::guide::testing). To return an error from a mock of your own, use
//! [`Error::from_status`](crate::Error::from_status), or make it from a [`TransportError`].

pub use bytes::Bytes;
pub use http::Response;
pub use msgraph_identity_core::{
    Clock, Random, SleepFuture, SystemClock, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
pub use reqwest::Request;
