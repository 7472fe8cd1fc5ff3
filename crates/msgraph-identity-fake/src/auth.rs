//! Authentication: applications, access tokens, and the endpoints that issue tokens.

mod aadsts;
pub(crate) mod application;
pub(crate) mod bearer;
mod client_assertion;
mod endpoint_version;
mod jwt;
pub(crate) mod login_path;
mod managed_identity;
mod openid_configuration;
mod signature;
mod token_endpoint;
pub(crate) mod token_signer;
