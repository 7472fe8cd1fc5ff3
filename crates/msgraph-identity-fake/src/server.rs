//! The network side: a port that accepts http and https, and the router.

mod broken_body;
pub(crate) mod connection;
pub(crate) mod listen;
mod request_body;
pub(crate) mod router;
mod stop;
pub(crate) mod tls_certificate;
pub(crate) mod wire;
