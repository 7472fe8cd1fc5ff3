//! The clients end to end: the requests they send, and how they handle each response and each fault.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod access_settings;
mod credentials;
mod decode;
mod faults;
mod in_process;
mod jobs;
mod partners;
mod session;
mod wire;
