//! What a change of a contract means for callers of the facade and of the generated crates.
//!
//! Each contract is read into a surface: what callers can see, and whether they send or receive it. Each
//! difference becomes a [`Change`], judged by the one table in [`rules`].
//!
//! No published library does this: `drift` 0.2 tells requests from answers, but calls every difference in a type with a base
//! type "unhandled", and here every entity has one; `schemadoc-diff` 0.1 has a few checks and does not classify differences;
//! `anicca` 0.1 states no licence.

mod compare_members;
mod compare_operations;
mod compare_sharing;
mod compare_types;
mod compare_unread;
mod markdown;
mod report;
pub mod rules;
mod rust_items;
mod summary;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::openapi::Pointer;
use crate::selection::Selection;
use crate::surface::Surface;
use crate::version::GraphVersion;

use compare_sharing::compare_sharing;
pub use report::{ChangeReport, VersionChanges};
pub use rules::{Effect, Kind};
use rust_items::RustItems;

/// One difference between two contracts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// What it means for callers.
    pub effect: Effect,
    /// The operation or the type that it happened to.
    pub subject: String,
    /// The parameter, property, kind, value or status that it happened to.
    pub member: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// Its place in the new contract, or in the old one if it is gone.
    pub pointer: Pointer,
    /// The Rust items that it becomes. Empty if only the core crate reads it.
    pub items: Vec<String>,
}

impl Change {
    /// What happened, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        self.sentence_of(str::to_owned)
    }

    /// The same, with what comes from the contract shown in this way.
    fn sentence_of(&self, show: impl Fn(&str) -> String) -> String {
        let text = |value: &Option<String>| show(value.as_deref().unwrap_or("nothing"));
        let rule = self.kind.rule();
        let mut sentence = String::new();
        for part in rule.sentence.split_inclusive('}') {
            let (words, name) = part.split_once('{').unwrap_or((part, ""));
            sentence.push_str(words);
            sentence.push_str(&match name {
                "subject}" => show(&self.subject),
                "member}" => show(&self.member),
                "old}" => text(&self.old),
                "new}" => text(&self.new),
                _ => String::new(),
            });
        }
        sentence
    }
}

/// The contracts of a state of the project.
pub type Contracts = BTreeMap<GraphVersion, Value>;

/// Compares the contracts of two states; a version that either lacks is reported as not compared.
pub fn compare_contracts(
    before: &Contracts,
    after: &Contracts,
    selection: &Selection,
) -> ChangeReport {
    let mut versions: Vec<_> = after
        .iter()
        .map(|(version, now)| VersionChanges {
            version: *version,
            changes: before
                .get(version)
                .map(|was| compare(was, now, *version, selection)),
        })
        .collect();
    let beta = versions
        .iter_mut()
        .find(|of| of.version == GraphVersion::Beta);
    if let Some(changes) = beta.and_then(|beta| beta.changes.as_mut()) {
        changes.extend(compare_sharing(before, after, selection));
        changes.sort_by_key(|change| Reverse(change.effect));
    }
    ChangeReport {
        versions,
        findings: Vec::new(),
    }
}

/// Compares two contracts of a version; what breaks callers comes first.
pub fn compare(
    before: &Value,
    after: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Vec<Change> {
    let old = Side::read(before, version, selection);
    let new = Side::read(after, version, selection);
    let mut changes = Vec::new();
    compare_operations::compare_operations(&old, &new, &mut changes);
    compare_types::compare_types(&old, &new, &mut changes);
    compare_unread::compare_unread(before, after, &mut changes);
    changes.sort_by_key(|change| Reverse(change.effect));
    changes
}

/// A contract, and what its parts are called in Rust.
struct Side {
    surface: Surface,
    items: RustItems,
}

impl Side {
    fn read(document: &Value, version: GraphVersion, selection: &Selection) -> Self {
        Self {
            surface: Surface::read(document),
            items: RustItems::of(document, version, selection),
        }
    }
}
