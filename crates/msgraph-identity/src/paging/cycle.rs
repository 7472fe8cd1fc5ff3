//! Finds repeated next links, in a few bytes however long the list is.

use std::hash::{BuildHasher, RandomState};

/// How many links are remembered. A cycle of at most this many pages is found at its first repetition.
const RECENT: usize = 64;

/// Detects repeated links.
///
/// The last few links are remembered. A longer cycle is found by one link that is kept for twice as many pages each time (Brent's
/// algorithm), after a few rounds at most.
#[derive(Debug, Default)]
pub(super) struct CycleDetector {
    hasher: RandomState,
    recent: Vec<u64>,
    seen: usize,
    kept: Option<u64>,
    kept_at: usize,
}

impl CycleDetector {
    /// Whether this link was passed before.
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

    /// The number of links after which a cycle is found, in a list that has some pages before it.
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
    fn a_short_cycle_is_found_at_its_first_repetition() {
        for (straight, cycle) in [(0, 1), (5, 1), (0, 2), (7, 2), (1_000, RECENT)] {
            assert_eq!(found_after(straight, cycle), straight + cycle);
        }
    }

    #[test]
    fn a_long_cycle_is_found_after_a_few_rounds() {
        for (straight, cycle) in [(0, 65), (3, 1_000), (10_000, 777)] {
            let after = found_after(straight, cycle);
            assert!(
                after <= 3 * (straight + cycle),
                "{straight} + {cycle}: {after}"
            );
        }
    }

    #[test]
    fn a_long_list_without_a_cycle_takes_constant_memory() {
        let mut detector = CycleDetector::default();
        for page in 0..100_000 {
            assert!(!detector.is_repeated(&format!("https://x/{page}")));
        }
        assert_eq!(detector.recent.len(), RECENT);
    }
}
