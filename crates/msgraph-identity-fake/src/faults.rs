//! Faults on request: what goes wrong for the next calls of an operation.

pub(crate) mod apply;
mod fault;
mod fault_json;
mod injected_error;
mod mix;
pub(crate) mod queue;

pub(crate) use fault_json::through_json;
pub(crate) use injected_error::InjectedError;

pub use fault::{Fault, FaultError, FaultKind};
pub use mix::{FaultMix, MixedFault};
