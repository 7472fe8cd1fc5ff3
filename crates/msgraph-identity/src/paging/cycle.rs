//! Finds links that come round again, in a few bytes however long the list is.

use std::hash::{BuildHasher, RandomState};

/// How many links are remembered: a cycle of that many pages or fewer is found at once.
const RECENT: usize = 64;

/// Tells links that were there already.
///
/// The last few are remembered. A longer cycle is found by one link that is kept for twice as many pages each time (Brent's
/// algorithm), when the list has gone round a few times at most.
#[derive(Debug, Default)]
pub(super) struct CycleDetector {
    hasher: RandomState,
    recent: Vec<u64>,
    seen: usize,
    kept: Option<u64>,
    kept_at: usize,
}

impl CycleDetector {
    /// Whether this link was there before.
    pub(super) fn is_repeated(&mut self, link: &str) -> bool {
        let link = self.hasher.hash_one(link);
        if self.recent.contains(&link) || self.kept == Some(link) {
            return true;
        }
        match self.recent.get_mut(self.seen % RECENT) {
            Some(oldest) => *oldest = link,
            None => self.recent.push(link),
        }
        self.seen += 1;
        if self.seen >= 2 * self.kept_at {
            self.kept = Some(link);
            self.kept_at = self.seen;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many links a list is ended that runs straight for some pages and then round and round.
    fn found_after(straight: usize, cycle: usize) -> usize {
        let mut detector = CycleDetector::default();
        let link = |page: usize| {
            let page = if page < straight {
                page
            } else {
                straight + (page - straight) % cycle
            };
            format!("https://graph.microsoft.com/v1.0/x?$skiptoken={page}")
        };
        (0..)
            .find(|page| detector.is_repeated(&link(*page)))
            .unwrap()
    }

    #[test]
    fn short_cycles_are_found_at_their_first_repetition() {
        for (straight, cycle) in [(0, 1), (5, 1), (0, 2), (7, 2), (1_000, RECENT)] {
            assert_eq!(found_after(straight, cycle), straight + cycle);
        }
    }

    #[test]
    fn long_cycles_are_found_after_some_rounds() {
        for (straight, cycle) in [(0, 65), (3, 1_000), (10_000, 777)] {
            let after = found_after(straight, cycle);
            assert!(
                after <= 3 * (straight + cycle),
                "{straight} + {cycle}: {after}"
            );
        }
    }

    #[test]
    fn a_long_list_has_no_cycle_and_takes_no_memory() {
        let mut detector = CycleDetector::default();
        for page in 0..100_000 {
            assert!(!detector.is_repeated(&format!("https://x/{page}")));
        }
        assert_eq!(detector.recent.len(), RECENT);
    }
}
