//! Who calls: applications, access tokens and the endpoints that give them out.

pub(crate) mod access_token;
pub(crate) mod application;
pub(crate) mod bearer;
pub(crate) mod jwt;
