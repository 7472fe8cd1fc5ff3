//! Entities in the order of their creation, with access by key, and values that readers see late.

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

/// The key of an entity whose id is text. The case of ids does not matter.
pub(crate) fn key(id: &str) -> String {
    id.to_ascii_lowercase()
}

/// The newest value, and the old one that the next reads still see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replicated<T> {
    newest: T,
    /// `None` if the value does not exist on the replica yet.
    replica: Option<T>,
    stale_reads: u32,
}

impl<T> Replicated<T> {
    /// A new value that the next `lag` reads do not see.
    pub(crate) fn new(value: T, lag: u32) -> Self {
        Self {
            newest: value,
            replica: None,
            stale_reads: lag,
        }
    }

    /// The value as a write sees it.
    pub(crate) fn newest(&self) -> &T {
        &self.newest
    }

    /// The value as a read sees it.
    pub(crate) fn read(&mut self) -> Option<&T> {
        if self.stale_reads > 0 {
            self.stale_reads -= 1;
            return self.replica.as_ref();
        }
        self.replica = None;
        Some(&self.newest)
    }

    /// Replaces the value. The next `lag` reads still see the old one.
    pub(crate) fn write(&mut self, value: T, lag: u32) {
        let before = std::mem::replace(&mut self.newest, value);
        if self.stale_reads == 0 {
            self.replica = Some(before);
        }
        self.stale_reads = self.stale_reads.max(lag);
    }
}
