//! How the client reacts to everything that can go wrong. `tests/FAULTS.md` lists the faults and their tests.

mod arguments;
mod cancellation;
mod content;
mod creation;
mod deletion;
mod errors;
mod expiring;
mod foreign_text;
mod ids;
mod index;
mod model_forms;
mod models;
mod paging;
mod permissions;
mod queries;
mod raw_requests;
mod redirects;
mod responses;
mod rotation;
pub(crate) mod scripted;
pub(crate) mod sockets;
mod synchronization;
mod tenants;
mod timeouts;
mod updates;
mod user_flows;
mod visibility;
