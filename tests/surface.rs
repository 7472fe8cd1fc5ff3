//! What a pull request shows of a change: snapshots of what is kept, of the document that progenitor gets, of each type
//! and method that comes out, and of each request on the wire.
//!
//! A change that is meant is taken over with `INSTA_UPDATE=always cargo test --package msgraph-identity-tests`.

#![allow(
    clippy::duplicate_mod,
    clippy::needless_update,
    reason = "both versions are tested by the same source text, and a type of beta may have more properties"
)]

mod folder;
mod generated;
mod secrets;
mod snapshot;
mod wire;
