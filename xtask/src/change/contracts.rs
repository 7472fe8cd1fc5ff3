//! The contracts of a state of the project, by version; and what changed between two states.

use std::collections::BTreeMap;

use serde_json::Value;

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
    let versions = after.iter().map(|(version, now)| VersionChanges {
        version: *version,
        changes: before
            .get(version)
            .map(|was| compare(was, now, *version, selection)),
    });
    ChangeReport {
        versions: versions.collect(),
        findings: Vec::new(),
    }
}
