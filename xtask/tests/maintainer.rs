//! The maintainer's day: what upstream has changed, what that means for callers, and which corrections are left.

mod corrections;
mod diff;
mod drift;
pub(crate) mod tree;
mod tree_state;
