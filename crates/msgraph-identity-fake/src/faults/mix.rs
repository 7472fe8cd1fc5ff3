//! Random faults for load tests: each kind has a share of the calls.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultError, FaultKind};
use crate::graph_operation::Operation;

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

    pub(crate) fn check(&self) -> Result<(), FaultError> {
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
}

/// A mix with the state of its random numbers.
#[derive(Debug)]
pub(super) struct Draw {
    random: Rng,
    faults: Vec<MixedFault>,
}

impl Draw {
    pub(super) fn new(mix: FaultMix) -> Self {
        Self {
            random: Rng::with_seed(mix.seed),
            faults: mix.faults,
        }
    }

    /// The fault for this call of an operation, if any.
    pub(super) fn next(&mut self, operation: Option<Operation>) -> Option<FaultKind> {
        let mut left = self.random.f64();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(seed: u64) -> Vec<Option<FaultKind>> {
        let mix = FaultMix::seeded(seed)
            .with(0.05, Fault::answer(429))
            .with(0.5, Fault::answer(503).on(Operation::ListPartners))
            .with(0.02, Fault::answer(500));
        mix.check().unwrap();
        let mut draw = Draw::new(mix);
        (0..10_000)
            .map(|_| draw.next(Some(Operation::GetPartner)))
            .collect()
    }

    #[test]
    fn each_fault_has_its_share_and_a_seed_repeats_its_sequence() {
        let drawn = draws(7);
        assert_eq!(drawn, draws(7));
        assert_ne!(drawn, draws(8));
        let count = |status| {
            let kind = Some(Fault::answer(status).kind);
            drawn.iter().filter(|drawn| **drawn == kind).count()
        };
        assert!((400..600).contains(&count(429)), "{}", count(429));
        assert!((130..270).contains(&count(500)), "{}", count(500));
        assert_eq!(count(503), 0);
    }

    #[test]
    fn shares_are_checked() {
        let fault = || Fault::answer(500);
        assert!(FaultMix::seeded(0).with(1.1, fault()).check().is_err());
        assert!(FaultMix::seeded(0).with(f64::NAN, fault()).check().is_err());
        let mix = FaultMix::seeded(0).with(0.6, fault()).with(0.6, fault());
        assert!(mix.check().is_err());
        let wrong = FaultMix::seeded(0).with(0.1, Fault::answer(99));
        assert!(wrong.check().is_err());
    }
}
