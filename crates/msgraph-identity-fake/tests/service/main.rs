//! The fake over real sockets: what a client of Microsoft Graph would see.

mod certificates;
mod connectors;
mod deleted_items;
mod errors;
mod exchange;
mod hostile;
mod lifecycle;
mod paging;
mod partners;
mod query_options;
mod synchronization;
mod tenants;
mod tokens;
