//! What `cargo xtask regen` does with documents and arguments: the program itself, run in copies of this project.

mod another_path;
mod command_line;
mod committed_tree;
mod determinism;
mod document;
mod drift;
mod forms;
mod full_documents;
mod hostile;
mod interrupted;
mod project;
mod source;
mod unused_types;
