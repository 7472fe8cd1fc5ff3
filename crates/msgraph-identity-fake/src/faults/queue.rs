//! The faults that wait, and random faults for load tests.

use std::sync::Mutex;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultError, FaultKind};
use crate::graph_operation::Operation;
use crate::lock::lock;

#[derive(Debug, Default)]
pub(crate) struct FaultQueue(Mutex<Faults>);

#[derive(Debug, Default)]
struct Faults {
    waiting: Vec<Fault>,
    /// A mix, and the state of its random numbers.
    mix: Option<(FaultMix, Rng)>,
}

impl FaultQueue {
    /// A queue with these faults.
    pub(crate) fn with(waiting: Vec<Fault>) -> Result<Self, FaultError> {
        waiting.iter().try_for_each(Fault::check)?;
        let mix = None;
        Ok(Self(Mutex::new(Faults { waiting, mix })))
    }

    pub(crate) fn add(&self, fault: Fault) -> Result<(), FaultError> {
        fault.check()?;
        lock(&self.0).waiting.push(fault);
        Ok(())
    }

    /// Sets the random faults, for calls without a queued one.
    pub(crate) fn mix(&self, mix: FaultMix) -> Result<(), FaultError> {
        mix.check()?;
        let random = Rng::with_seed(mix.seed);
        lock(&self.0).mix = Some((mix, random));
        Ok(())
    }

    pub(crate) fn clear_mix(&self) {
        lock(&self.0).mix = None;
    }

    pub(crate) fn clear(&self) {
        *lock(&self.0) = Faults::default();
    }

    /// The faults that still wait.
    pub(crate) fn list(&self) -> Vec<Fault> {
        let mut waiting = lock(&self.0).waiting.clone();
        waiting.retain(|fault| fault.times != Some(0));
        waiting
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
        let (mix, random) = mix.as_mut()?;
        mix.draw(random, operation)
    }
}

/// Random faults. The same seed gives the same faults in the same order.
///
/// ```
/// use msgraph_identity_fake::{CutPoint, Fault, FaultMix};
///
/// let mix = FaultMix::seeded(42)
///     .with(0.05, Fault::throttled("0"))
///     .with(0.02, Fault::cut(CutPoint::InBody))
///     .with(0.02, Fault::answer(503));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultMix {
    /// The seed of the random numbers.
    #[serde(default)]
    pub seed: u64,
    /// The faults. Their `skip` and `times` are ignored.
    pub faults: Vec<MixedFault>,
}

/// A fault with its share of the calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MixedFault {
    /// The share of the calls that fail, from 0 to 1.
    pub share: f64,
    /// What goes wrong, and the operation whose calls fail.
    pub fault: Fault,
}

impl FaultMix {
    /// A mix without faults.
    pub fn seeded(seed: u64) -> Self {
        Self {
            seed,
            faults: Vec::new(),
        }
    }

    /// Adds a fault for a share of the calls, from 0 to 1. It counts all calls, or those of the fault's
    /// [operation](Fault::on).
    pub fn with(mut self, share: f64, fault: Fault) -> Self {
        self.faults.push(MixedFault { share, fault });
        self
    }

    fn check(&self) -> Result<(), FaultError> {
        let shares = self.faults.iter().map(|mixed| mixed.share);
        if !shares.clone().all(|share| (0.0..=1.0).contains(&share)) {
            return Err(FaultError::new("a share must be between 0 and 1"));
        }
        // Rounding may make a sum of decimal fractions exceed 1.
        if shares.sum::<f64>() > 1.000_001 {
            return Err(FaultError::new("the sum of the shares must not exceed 1"));
        }
        self.faults.iter().try_for_each(|mixed| mixed.fault.check())
    }

    /// The fault for this call of an operation, if any.
    fn draw(&self, random: &mut Rng, operation: Option<Operation>) -> Option<FaultKind> {
        let mut left = random.f64();
        for MixedFault { share, fault } in &self.faults {
            if fault.is_for(operation) {
                left -= share;
                if left < 0.0 {
                    return Some(fault.kind.clone());
                }
            }
        }
        None
    }
}
