//! The scripts of `.ci/` that only GitHub runs, on Linux. Programs that exist only there are replaced by stand-ins.

mod checkout;
mod documents;
mod upstream;
