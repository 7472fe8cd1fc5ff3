//! Changes as people read them: what happened to both versions alike is one change.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Change, ChangeReport, Effect};
use crate::version::GraphVersion;

/// A change, with the versions that it happened to.
pub(super) struct Merged<'a> {
    pub(super) versions: Vec<GraphVersion>,
    /// The change in the first of them.
    pub(super) change: &'a Change,
    /// The Rust items of all of them.
    pub(super) items: Vec<&'a str>,
}

impl Merged<'_> {
    pub(super) fn versions(&self) -> String {
        GraphVersion::in_words(self.versions.iter().copied())
    }
}

/// The changes of all versions, breaking ones first.
pub(super) fn merged(report: &ChangeReport) -> Vec<Merged<'_>> {
    let mut merged: Vec<Merged<'_>> = Vec::new();
    let mut known = HashMap::new();
    for (version, change) in report.changes() {
        let index = *known.entry(likeness(change)).or_insert(merged.len());
        if index == merged.len() {
            merged.push(Merged {
                versions: Vec::new(),
                change,
                items: Vec::new(),
            });
        }
        merged[index].versions.push(version);
        merged[index]
            .items
            .extend(change.items.iter().map(String::as_str));
    }
    merged.sort_by_key(|merged| std::cmp::Reverse(merged.change.effect));
    for merged in &mut merged {
        merged.items.sort_unstable();
        merged.items.dedup();
    }
    merged
}

/// What is the same in a change that happened to both versions alike: all but the Rust items.
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

/// How many changes of each effect there are: `2 breaking, 1 compatible`.
pub(super) fn count(merged: &[Merged<'_>]) -> String {
    let effects = [Effect::Breaking, Effect::Compatible, Effect::Documentation];
    let counted = effects.into_iter().filter_map(|effect| {
        let of_effect = |merged: &&Merged<'_>| merged.change.effect == effect;
        let count = merged.iter().filter(of_effect).count();
        (count > 0).then(|| format!("{count} {}", effect.name()))
    });
    counted.collect::<Vec<_>>().join(", ")
}
