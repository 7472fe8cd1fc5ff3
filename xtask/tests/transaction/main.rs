//! What a user sees of a run that writes the tree: complete, undone, refused, or finished by the next run.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails panics"
)]

mod child;
mod commit;
mod fault;
mod kill;
mod lock;
#[cfg(unix)]
mod order;
#[cfg(unix)]
mod owner;
mod path;
mod recovery;
mod tree;
