//! The fake over real sockets, as a client of Microsoft Graph sees it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing helper is a failing test"
)]

mod access;
mod batch;
mod certificates;
mod client_assertions;
mod connectors;
mod contract;
mod control;
mod cross_tenant_access;
mod errors;
mod exchange;
mod faults;
mod hostile;
mod lifecycle;
mod lists;
mod partners;
mod preconditions;
mod representation;
mod seeds;
mod synchronization;
mod tokens;
mod user_flows;
