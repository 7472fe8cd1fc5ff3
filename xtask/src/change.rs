//! What a change of a contract means for callers of the facade and of the generated crates.
//!
//! Each contract is read into a surface: what callers can see, and whether they send or receive it. Each
//! difference becomes a [`Change`], judged by the one table in [`rules`]. Then the generated code is compared: it decides
//! whether callers see a change, and adds what no rule foresees.
//!
//! No published library does this: `drift` 0.2 tells requests from answers, but calls every difference in a type with a base
//! type "unhandled", and here every entity has one; `schemadoc-diff` 0.1 has a few checks and does not classify differences;
//! `anicca` 0.1 states no licence.

mod compare_code;
mod compare_parts;
mod compare_sharing;
mod compare_unread;
mod generated_items;
mod kinds;
mod markdown;
mod report;
pub mod rules;
mod rust_items;
mod summary;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::generate::{Client, catch_panic, generate};
use crate::lower::lower;
use crate::openapi::Pointer;
use crate::selection::Selection;
use crate::surface::Surface;
use crate::version::GraphVersion;

use compare_code::compare_code;
use compare_parts::{Side, Subject, compare_parts};
use compare_sharing::compare_sharing;
use compare_unread::compare_unread;
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
    let was = generate_clients(before, selection, None);
    let now = generate_clients(after, selection, Some((before, &was)));
    compare_clients((before, &was), (after, &now), selection)
}

/// The same, with the clients that were generated from the contracts.
pub fn compare_clients(
    (before, was): (&Contracts, &Clients),
    (after, now): (&Contracts, &Clients),
    selection: &Selection,
) -> ChangeReport {
    let is_same = before == after;
    let versions = after.iter().map(|(version, contract)| VersionChanges {
        version: *version,
        changes: before.get(version).map(|old_contract| {
            if is_same {
                return Vec::new();
            }
            let mut changes = compare(old_contract, contract, *version, selection);
            if let (Some(was), Some(now)) = (was.get(version), now.get(version)) {
                compare_code(was, now, *version, &mut changes);
            }
            if *version == GraphVersion::Beta {
                changes.extend(compare_sharing(was, now, contract));
            }
            changes.sort_by_key(|change| Reverse(change.effect));
            changes
        }),
    });
    ChangeReport {
        versions: versions.collect(),
        findings: Vec::new(),
    }
}

/// The clients of a state, each with all its types, so that a type of both versions is compared in each of them.
pub type Clients = BTreeMap<GraphVersion, Rc<Client>>;

/// The clients of the contracts that can be lowered and generated. A contract of the known state has its client.
pub fn generate_clients(
    contracts: &Contracts,
    selection: &Selection,
    known: Option<(&Contracts, &Clients)>,
) -> Clients {
    let client = |(version, contract): (&GraphVersion, &Value)| {
        let known = known.filter(|(known, _)| known.get(version) == Some(contract));
        if let Some(client) = known.and_then(|(_, clients)| clients.get(version)) {
            return Some((*version, client.clone()));
        }
        let lowered = catch_panic(|| lower(contract, selection)).ok()?.ok()?;
        Some((*version, Rc::new(generate(&lowered, *version).ok()?)))
    };
    contracts.iter().filter_map(client).collect()
}

/// Compares what two contracts of a version say, not the code that is generated from them; what breaks callers comes first.
pub fn compare(
    before: &Value,
    after: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Vec<Change> {
    let [old, new] = [before, after].map(|contract| Side {
        surface: Surface::read(contract),
        items: RustItems::of(contract, version, selection),
    });
    let mut changes = compare_parts(&old, &new);
    changes.extend(compare_unread(before, after));
    changes.sort_by_key(|change| Reverse(change.effect));
    changes
}
