//! The partners and the default settings of the cross-tenant access policy.

mod deleted;
mod ensure;
mod errors;
mod models;
mod service;
mod settings;
