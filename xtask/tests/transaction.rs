//! What a user sees of a run that writes the tree: complete, undone, refused, or finished by the next run.

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
