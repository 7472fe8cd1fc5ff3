//! The network side: a port that speaks http and https, and the router in front of the service.

mod broken_body;
pub(crate) mod certificate;
pub(crate) mod connection;
pub(crate) mod listen;
pub(crate) mod router;
pub(crate) mod wire;
