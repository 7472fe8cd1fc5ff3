//! Faults at random, for load tests: each has its share of the calls.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::{Fault, FaultError, FaultKind};
use crate::operation::Operation;

/// Faults that come at random, the same ones in the same order for the same seed.
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
    /// What the random numbers begin with.
    #[serde(default)]
    pub seed: u64,
    /// The faults. How many calls go by first, and for how many a fault lasts, has no meaning here.
    pub faults: Vec<MixedFault>,
}

/// A fault that comes at random.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MixedFault {
    /// Its share of the calls that it is for, between 0 and 1.
    pub share: f64,
    /// What goes wrong, and for which operation.
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

    /// Adds a fault for a share of the calls between 0 and 1: of all calls, or of those that the fault is
    /// [for](Fault::on).
    pub fn with(mut self, share: f64, fault: Fault) -> Self {
        self.faults.push(MixedFault { share, fault });
        self
    }

    pub(crate) fn check(&self) -> Result<(), FaultError> {
        let shares = self.faults.iter().map(|mixed| mixed.share);
        if !shares.clone().all(|share| (0.0..=1.0).contains(&share)) {
            return Err(FaultError::new("a share lies between 0 and 1"));
        }
        // A sum of decimal fractions may be a little off.
        if shares.sum::<f64>() > 1.000_001 {
            return Err(FaultError::new("the shares together are more than 1"));
        }
        self.faults.iter().try_for_each(|mixed| mixed.fault.check())
    }
}

/// A mix at work.
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

    /// What this call of an operation gets; mostly nothing.
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
    fn each_fault_has_its_share_and_a_seed_repeats_itself() {
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
    fn shares_are_parts_of_one() {
        let fault = || Fault::answer(500);
        assert!(FaultMix::seeded(0).with(1.1, fault()).check().is_err());
        assert!(FaultMix::seeded(0).with(f64::NAN, fault()).check().is_err());
        let mix = FaultMix::seeded(0).with(0.6, fault()).with(0.6, fault());
        assert!(mix.check().is_err());
        let wrong = FaultMix::seeded(0).with(0.1, Fault::answer(99));
        assert!(wrong.check().is_err());
    }
}
