//! Code that the tests of this workspace share.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panic; clippy's exemption for tests does not reach what they share"
)]

pub mod checkout;
pub mod clock;
pub mod double;
pub mod generated_client;
pub mod log;
pub mod loopback;
mod pages;
pub mod text;
