//! Authentication: applications, access tokens, and the endpoints that issue tokens.

mod aadsts;
pub(crate) mod bearer;
mod client_assertion;
pub(crate) mod jwt;
pub(crate) mod login_path;
mod managed_identity;
mod openid_configuration;
mod token_endpoint;
pub(crate) mod token_signer;

/// The version of the login service. v1.0 asks for a `resource`, v2.0 for a `scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndpointVersion {
    V1,
    V2,
}

impl EndpointVersion {
    /// What the version inserts into the paths of its endpoints.
    pub(super) fn segment(self) -> &'static str {
        match self {
            Self::V1 => "",
            Self::V2 => "/v2.0",
        }
    }
}
