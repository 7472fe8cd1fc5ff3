//! What the project says about itself is true: its pages, its documentation text, its licences, its `rust-version`.

mod commands;
mod documentation;
mod licenses;
mod msrv;
mod passes;
mod project;
mod recipes;
