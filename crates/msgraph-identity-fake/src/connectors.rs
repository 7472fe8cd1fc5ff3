//! `/identity/apiConnectors`: <https://learn.microsoft.com/graph/api/resources/identityapiconnector>.

pub(crate) mod client_certificate;
pub(crate) mod connector;
pub(crate) mod handlers;
mod pkcs12;
pub(crate) mod write;
