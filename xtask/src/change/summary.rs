//! The changes of a report as people read them, built once for each form.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use super::{Change, ChangeReport, Effect};
use crate::version::GraphVersion;

/// What a report says.
pub(super) struct Summary<'a> {
    /// A sentence for each version without a contract to compare with.
    pub(super) lacking: Vec<String>,
    /// The changes, breaking ones first. What happened to several versions alike is one change.
    pub(super) changes: Vec<Merged<'a>>,
}

/// A change, with the versions that it happened to.
pub(super) struct Merged<'a> {
    versions: Vec<GraphVersion>,
    /// The change in the first of them.
    pub(super) change: &'a Change,
    /// The Rust items of all of them.
    pub(super) items: Vec<&'a str>,
}

impl<'a> Summary<'a> {
    pub(super) fn of(report: &'a ChangeReport) -> Self {
        let lacking = report
            .versions
            .iter()
            .filter(|version| version.changes.is_none());
        let lacking =
            lacking.map(|version| format!("{}: no contract to compare with", version.version));
        let mut changes: Vec<Merged<'a>> = Vec::new();
        let mut known = HashMap::new();
        for (version, change) in report.changes() {
            let index = *known.entry(likeness(change)).or_insert(changes.len());
            if index == changes.len() {
                changes.push(Merged {
                    versions: Vec::new(),
                    change,
                    items: Vec::new(),
                });
            }
            changes[index].versions.push(version);
            changes[index]
                .items
                .extend(change.items.iter().map(String::as_str));
        }
        changes.sort_by_key(|merged| Reverse(merged.change.effect));
        for merged in &mut changes {
            merged.items.sort_unstable();
            merged.items.dedup();
        }
        Self {
            lacking: lacking.collect(),
            changes,
        }
    }

    /// The changes of an effect.
    pub(super) fn of_effect(&self, effect: Effect) -> impl Iterator<Item = &Merged<'a>> {
        self.changes
            .iter()
            .filter(move |merged| merged.change.effect == effect)
    }

    /// How many changes of each effect there are: `2 breaking, 1 compatible`.
    pub(super) fn count(&self) -> String {
        let counted = Effect::ALL
            .into_iter()
            .map(|effect| (effect, self.of_effect(effect).count()));
        let counted = counted.filter(|(_, count)| *count > 0);
        let words: Vec<_> = counted
            .map(|(effect, count)| format!("{count} {}", effect.name()))
            .collect();
        words.join(", ")
    }
}

impl Merged<'_> {
    /// What happened and to which versions, with what comes from the contract shown in this way.
    pub(super) fn sentence(&self, show: impl Fn(&str) -> String) -> String {
        let versions = GraphVersion::in_words(self.versions.iter().copied());
        format!("{versions}: {}", self.change.sentence_of(show))
    }
}

/// All of a change but its Rust items, which differ between versions.
fn likeness(change: &Change) -> impl Eq + Hash + use<'_> {
    let Change {
        kind,
        effect,
        subject,
        member,
        old,
        new,
        pointer,
        items: _,
    } = change;
    (kind, effect, subject, member, old, new, pointer.to_string())
}
