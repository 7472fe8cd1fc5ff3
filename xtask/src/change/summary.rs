//! The changes of a report as people read them, built once for each form.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Change, ChangeReport, Effect};
use crate::version::GraphVersion;

/// What a report says.
pub(super) struct Summary {
    /// A sentence for each version without a contract to compare with.
    pub(super) lacking: Vec<String>,
    /// The changes, breaking ones first. Equal changes of several versions are one change.
    pub(super) changes: Vec<Merged>,
}

/// A change of one or several versions.
pub(super) struct Merged {
    versions: Vec<GraphVersion>,
    /// The change, with the Rust items of all these versions.
    pub(super) change: Change,
}

impl Summary {
    pub(super) fn of(report: &ChangeReport) -> Self {
        let versions = report.versions.iter();
        let lacking = versions.filter(|version| version.changes.is_none());
        let lacking =
            lacking.map(|version| format!("{}: no contract to compare with", version.version));
        let mut changes: Vec<Merged> = Vec::new();
        let mut known = HashMap::new();
        for (version, change) in report.changes() {
            // Rust items have other names in each version.
            let alike = Change {
                items: Vec::new(),
                ..change.clone()
            };
            let index = *known.entry(alike.clone()).or_insert(changes.len());
            if index == changes.len() {
                changes.push(Merged {
                    versions: Vec::new(),
                    change: alike,
                });
            }
            let merged = &mut changes[index];
            merged.versions.push(version);
            merged.change.items.extend_from_slice(&change.items);
        }
        changes.sort_by_key(|merged| Reverse(merged.change.effect));
        for merged in &mut changes {
            merged.change.items.sort_unstable();
            merged.change.items.dedup();
        }
        Self {
            lacking: lacking.collect(),
            changes,
        }
    }

    /// The changes of an effect.
    pub(super) fn of_effect(&self, effect: Effect) -> impl Iterator<Item = &Merged> {
        self.changes
            .iter()
            .filter(move |merged| merged.change.effect == effect)
    }

    /// How many changes of each effect callers can see: `2 breaking, 1 compatible`. `None` if there are none.
    pub(super) fn count(&self) -> Option<String> {
        let counted = Effect::ALL
            .into_iter()
            .map(|effect| (effect, self.of_effect(effect).count()));
        let counted = counted.filter(|(effect, count)| *effect > Effect::Contract && *count > 0);
        let words: Vec<_> = counted
            .map(|(effect, count)| format!("{count} {}", effect.name()))
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

impl Merged {
    /// What happened and to which versions, with what comes from the contract shown in this way.
    pub(super) fn sentence(&self, show: impl Fn(&str) -> String) -> String {
        let versions = GraphVersion::in_words(self.versions.iter().copied());
        format!("{versions}: {}", self.change.sentence_of(show))
    }
}
