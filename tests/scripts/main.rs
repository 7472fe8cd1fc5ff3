//! The scripts of `.ci/` that only GitHub runs in earnest, with stand-ins for what is there alone: on Linux, where it runs them.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod checkout;
mod documents;
mod groups;
mod upstream;
