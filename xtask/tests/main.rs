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
mod error;
/// The maintainer's day: what upstream has changed, what that means for callers, and which corrections are left.
mod maintainer {
    mod corrections;
    mod diff;
    mod drift;
    pub(crate) mod tree;
    mod tree_state;
}
mod pages;
mod regen;
/// The scripts of `.ci/` that only GitHub runs, on Linux. Programs that exist only there are replaced by stand-ins.
#[cfg(target_os = "linux")]
mod scripts {
    mod checkout;
    mod documents;
    mod upstream;
}
mod selection;
mod snapshots;
mod source;
mod write;
