//! The tests of the generator. All are one program, because linking is most of what a program of tests costs; only `reader`,
//! which measures memory, is one of its own.
//!
//! Tests that need Microsoft's full documents are ignored by default: see [`checkout::documents`].

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod change;
mod checkout;
mod maintainer;
mod pages;
mod regen;
#[cfg(target_os = "linux")]
mod scripts;
mod selection;
mod snapshots;
mod source;
mod write;
