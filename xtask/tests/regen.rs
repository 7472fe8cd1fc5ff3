//! What `cargo xtask regen` does with documents and arguments: the program itself, run in copies of this project.

mod another_path;
mod command_line;
mod committed_tree;
mod determinism;
pub(crate) mod document;
mod drift;
mod forms;
mod hostile;
mod interrupted;
mod lowering;
mod omit;
pub(crate) mod project;
mod sweep;
