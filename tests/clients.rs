//! The clients end to end: the requests they send, and how they handle each response and each fault.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod credentials;
mod decode;
mod faults;
mod jobs;
mod partners;
mod session;
mod wire;
