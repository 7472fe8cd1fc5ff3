//! `/identity/apiConnectors`: <https://learn.microsoft.com/graph/api/resources/identityapiconnector>.

pub(crate) mod certificate;
pub(crate) mod connector;
pub(crate) mod operations;
pub(crate) mod write;
