//! Who calls: applications, access tokens and the endpoints that give them out.

mod aadsts;
pub(crate) mod application;
pub(crate) mod bearer;
mod client_assertion;
mod jwt;
pub(crate) mod login;
mod managed_identity;
mod openid_configuration;
mod signature;
mod token_endpoint;
pub(crate) mod token_signer;
