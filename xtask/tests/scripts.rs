//! The scripts of `.ci/` that only GitHub runs in earnest, with stand-ins for what is there alone: on Linux, where it runs them.

mod checkout;
mod documents;
mod groups;
mod upstream;
