//! What `cargo xtask regen` does with documents and arguments: the program itself, run in copies of this project.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails panics"
)]

mod command_line;
mod determinism;
mod document;
mod drift;
mod forms;
mod hostile;
mod interrupted;
mod project;
mod source;
