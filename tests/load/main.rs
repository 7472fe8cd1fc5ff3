//! Many calls at once, while the service fails at random; and lists of many pages. Built in release:
//! `cargo test --release --package msgraph-identity-tests --test load`

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing helper is a failing test"
)]

mod calls;
mod fast_clock;
mod memory;
mod pages;
mod tokens;
