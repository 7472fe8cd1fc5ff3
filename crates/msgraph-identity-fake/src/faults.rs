//! Faults on request: what goes wrong for the next calls of an operation.

pub(crate) mod apply;
mod fault;
mod fault_json;
pub(crate) mod queue;

pub(crate) use apply::InjectedError;
pub(crate) use fault_json::{headers, through_json};

pub use fault::{Fault, FaultError, FaultKind};
pub use queue::{FaultMix, MixedFault};
