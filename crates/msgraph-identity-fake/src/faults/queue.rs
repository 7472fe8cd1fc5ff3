//! The queue of faults.

use std::sync::Mutex;

use super::fault::{Fault, FaultError, FaultKind};
use super::mix::{Draw, FaultMix};
use crate::graph_operation::Operation;
use crate::lock::lock;

#[derive(Debug, Default)]
pub(crate) struct FaultQueue(Mutex<Faults>);

#[derive(Debug, Default)]
struct Faults {
    waiting: Vec<Fault>,
    mix: Option<Draw>,
}

impl FaultQueue {
    /// A queue with these faults.
    pub(crate) fn with(waiting: Vec<Fault>) -> Result<Self, FaultError> {
        waiting.iter().try_for_each(Fault::check)?;
        let mix = None;
        Ok(Self(Mutex::new(Faults { waiting, mix })))
    }

    pub(crate) fn add(&self, fault: Fault) {
        lock(&self.0).waiting.push(fault);
    }

    /// Sets the random faults, for calls without a queued one.
    pub(crate) fn mix(&self, mix: Option<FaultMix>) {
        lock(&self.0).mix = mix.map(Draw::new);
    }

    pub(crate) fn clear(&self) {
        *lock(&self.0) = Faults::default();
    }

    /// The faults that still wait.
    pub(crate) fn list(&self) -> Vec<Fault> {
        lock(&self.0).waiting.clone()
    }

    /// The fault for a call of this operation, if any. Faults with a `skip` count this call.
    pub(crate) fn take(&self, operation: Option<Operation>) -> Option<FaultKind> {
        let mut faults = lock(&self.0);
        let Faults { waiting, mix } = &mut *faults;
        waiting.retain(|fault| fault.times != Some(0));
        let matching = waiting.iter_mut().filter(|fault| fault.is_for(operation));
        for fault in matching {
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            fault.times = fault.times.map(|times| times.saturating_sub(1));
            return Some(fault.kind.clone());
        }
        mix.as_mut()?.next(operation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(kind: Option<FaultKind>) -> Option<u16> {
        match kind? {
            FaultKind::Answer { status, .. } => Some(status),
            _ => None,
        }
    }

    #[test]
    fn faults_keep_their_order_and_match_their_operation() {
        let queue = FaultQueue::default();
        queue.add(Fault::answer(503).on(Operation::ListPartners).times(2));
        queue.add(Fault::answer(429));
        assert_eq!(status(queue.take(Some(Operation::GetPartner))), Some(429));
        assert_eq!(status(queue.take(Some(Operation::GetPartner))), None);
        assert_eq!(status(queue.take(None)), None);
        assert_eq!(status(queue.take(Some(Operation::ListPartners))), Some(503));
        assert_eq!(status(queue.take(Some(Operation::ListPartners))), Some(503));
        assert_eq!(status(queue.take(Some(Operation::ListPartners))), None);
    }

    #[test]
    fn skipped_calls_succeed() {
        let queue = FaultQueue::default();
        queue.add(Fault::answer(500).after(2).always());
        let taken: Vec<_> = (0..5).map(|_| status(queue.take(None))).collect();
        assert_eq!(taken, [None, None, Some(500), Some(500), Some(500)]);
        queue.clear();
        assert_eq!(status(queue.take(None)), None);
    }
}
