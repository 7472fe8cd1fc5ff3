//! What the project says about itself is true: its pages, its documentation text, its licences, its `rust-version`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy's exemption for tests does not reach their helper functions"
)]

mod commands;
mod documentation;
mod licenses;
mod links;
mod map;
mod msrv;
mod passes;
mod project;
mod recipes;
mod snapshot_diff;
