//! What a run tells at its end, in a few lines.

use std::fmt;
use std::time::Duration;

use super::build::BuiltVersion;
use super::inputs::Reading;
use crate::change::ChangeReport;
use crate::contract::Finding;
use crate::openapi::METHODS;
use crate::snapshots::Review;
use crate::transaction::{Difference, Pending, Recovery};
use crate::version::GraphVersion;

/// What a run did, or with `--check` would have done.
#[derive(Debug)]
pub struct Report {
    /// The full documents that were read.
    pub readings: Vec<Reading>,
    /// One entry for each version.
    pub versions: Vec<VersionReport>,
    /// Whether nothing was written.
    pub check: bool,
    /// What changes for callers.
    pub changes: ChangeReport,
    /// Whether full documents were read.
    pub from: bool,
    /// The files that differed.
    pub differences: Vec<Difference>,
    /// What the maintainer should mend.
    pub findings: Vec<Finding>,
    /// The snapshots to review.
    pub snapshots: Review,
    /// What became of a run that was killed before this one.
    pub recovery: Recovery,
    /// A run that was killed, and that the next one will see to.
    pub pending: Option<Pending>,
    /// How long the run took.
    pub time: Duration,
}

/// What is kept of a version.
#[derive(Debug)]
pub struct VersionReport {
    /// The version.
    pub version: GraphVersion,
    /// How many operations the contract has.
    pub operations: usize,
    /// How many schemas were cut out of the document.
    pub schemas: usize,
    /// How many corrections are in force.
    pub corrections: usize,
}

impl VersionReport {
    pub(super) fn of(built: &BuiltVersion) -> Self {
        let paths = built.contract.document["paths"]
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::values);
        let operations = paths
            .map(|item| {
                METHODS
                    .iter()
                    .filter(|method| item.get(method).is_some())
                    .count()
            })
            .sum();
        Self {
            version: built.version,
            operations,
            schemas: built.upstream["components"]["schemas"]
                .as_object()
                .map_or(0, serde_json::Map::len),
            corrections: built.contract.applied.len(),
        }
    }
}

impl Report {
    /// Whether the tree is as it should be: after `--check`, a difference or a finding is a failure.
    pub fn is_up_to_date(&self) -> bool {
        !self.check
            || (self.differences.is_empty() && self.findings.is_empty() && self.pending.is_none())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.recovery {
            Recovery::Nothing => {}
            Recovery::RolledBack => writeln!(f, "An interrupted run was rolled back.")?,
            Recovery::Finished(paths) => {
                writeln!(f, "An interrupted run was finished: {}", paths.join(", "))?
            }
        }
        for reading in &self.readings {
            writeln!(f, "{reading}")?;
        }
        for version in &self.versions {
            writeln!(
                f,
                "{}: {} operations and {} schemas kept, {} corrections applied",
                version.version, version.operations, version.schemas, version.corrections
            )?;
        }
        for finding in &self.changes.findings {
            writeln!(f, "{finding}")?;
        }
        match self.pending {
            None => {}
            Some(Pending::RollBack) => writeln!(
                f,
                "An interrupted run left files behind; `cargo xtask regen` discards them."
            )?,
            Some(Pending::Finish) => writeln!(
                f,
                "An interrupted run has written half of the tree; `cargo xtask regen` finishes it."
            )?,
        }
        writeln!(f, "{}", self.changes)?;
        if !self.snapshots.is_empty() {
            writeln!(f, "{}", self.snapshots)?;
        }
        self.write_differences(f)?;
        write!(f, "({:.1} s)", self.time.as_secs_f64())
    }
}

impl Report {
    fn write_differences(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.differences.is_empty() {
            let text = if self.is_up_to_date() {
                "Everything is up to date. "
            } else {
                "No file differs, but what is listed above has to be seen to. "
            };
            return f.write_str(text);
        }
        let verb = if self.check { "would be " } else { "" };
        for difference in &self.differences {
            writeln!(f, "{verb}{difference}")?;
        }
        if self.check {
            let from = if self.from { " --from …" } else { "" };
            return write!(
                f,
                "Out of date: run `cargo xtask regen{from}` and commit what it writes. "
            );
        }
        match self.differences.len() {
            1 => write!(f, "1 file written. "),
            files => write!(f, "{files} files written. "),
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "read {} in {} ms ({})",
            self.document,
            self.time.as_millis(),
            self.way
        )
    }
}
