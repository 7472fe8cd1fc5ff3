//! The clients end to end: what they send, and what becomes of each answer and each fault.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod credentials;
mod decode;
mod faults;
mod session;
mod wire;
