//! The partners and the default settings of the cross-tenant access policy.

mod effective;
mod ensure;
mod errors;
mod models;
mod settings;
