//! Entities in the order of their creation, with access by key.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Every entity has a position that is never used again, so that a page can begin at a position although entities were
/// created or deleted since the last one. No operation takes time that grows with the number of entities.
#[derive(Debug)]
pub(crate) struct Entities<K, V> {
    positions: HashMap<K, u64>,
    by_position: BTreeMap<u64, V>,
    next: u64,
}

impl<K, V> Default for Entities<K, V> {
    fn default() -> Self {
        Self {
            positions: HashMap::new(),
            by_position: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<K: Eq + Hash, V> Entities<K, V> {
    pub(crate) fn contains(&self, key: &K) -> bool {
        self.positions.contains_key(key)
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.by_position.get(self.positions.get(key)?)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.by_position.get_mut(self.positions.get(key)?)
    }

    /// Appends an entity, and removes an entity with the same key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        if let Some(old) = self.positions.insert(key, self.next) {
            self.by_position.remove(&old);
        }
        self.by_position.insert(self.next, value);
        self.next += 1;
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        self.by_position.remove(&self.positions.remove(key)?)
    }

    /// The entities from a position on, each with its position.
    pub(crate) fn from(&mut self, position: u64) -> impl Iterator<Item = (u64, &mut V)> {
        self.by_position
            .range_mut(position..)
            .map(|(position, value)| (*position, value))
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&V) -> bool) {
        self.by_position.retain(|_, value| keep(value));
        let kept = &self.by_position;
        self.positions
            .retain(|_, position| kept.contains_key(position));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(entities: &mut Entities<&str, u8>, position: u64) -> Vec<(u64, u8)> {
        entities
            .from(position)
            .map(|(position, value)| (position, *value))
            .collect()
    }

    #[test]
    fn positions_are_not_reused() {
        let mut entities = Entities::default();
        for (value, key) in (0..).zip(["a", "b", "c", "d"]) {
            entities.insert(key, value);
        }
        assert_eq!(entities.remove(&"b"), Some(1));
        assert_eq!(entities.remove(&"b"), None);
        assert_eq!(from(&mut entities, 1), [(2, 2), (3, 3)]);
        entities.insert("b", 9);
        assert_eq!(from(&mut entities, 3), [(3, 3), (4, 9)]);
        entities.insert("a", 7);
        assert_eq!(from(&mut entities, 0), [(2, 2), (3, 3), (4, 9), (5, 7)]);
        entities.retain(|value| *value > 2);
        assert_eq!(entities.get(&"c"), None);
        assert_eq!(entities.get(&"d"), Some(&3));
        assert!(!entities.contains(&"c"));
    }
}
