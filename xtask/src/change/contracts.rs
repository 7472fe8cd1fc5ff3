//! The contracts of a state of the project, by version; and what changed between two states.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use super::compare_sharing::compare_sharing;
use super::{ChangeReport, VersionChanges, compare};
use crate::selection::Selection;
use crate::version::GraphVersion;

/// The contracts of a state of the project.
pub type Contracts = BTreeMap<GraphVersion, Value>;

/// Compares the contracts of two states; a version that either lacks is said to be without comparison.
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
