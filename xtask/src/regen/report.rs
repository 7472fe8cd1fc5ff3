//! The last words of a run, in a few lines.

use std::fmt;
use std::time::Duration;

use crate::build::{BuiltVersion, Reading};
use crate::change::ChangeReport;
use crate::contract::Finding;
use crate::error::Error;
use crate::openapi;
use crate::snapshots::Review;
use crate::version::GraphVersion;
use crate::write::Difference;

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
    /// The contracts of the tree that cannot be read, with the reason.
    pub damaged: Vec<(String, Error)>,
    /// The files that differed.
    pub differences: Vec<Difference>,
    /// What the maintainer has to settle.
    pub findings: Vec<Finding>,
    /// The snapshots to review.
    pub snapshots: Review,
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
        Self {
            version: built.version,
            operations: openapi::operations(&built.contract.document).count(),
            schemas: built.upstream["components"]["schemas"]
                .as_object()
                .map_or(0, serde_json::Map::len),
            corrections: built.contract.applied,
        }
    }
}

impl Report {
    /// Whether the run ends with exit code 0: it has written files, or everything is up to date. A run that has nothing to
    /// write fails if a finding or a snapshot is left.
    pub fn is_success(&self) -> bool {
        if self.differences.is_empty() {
            self.is_settled()
        } else {
            !self.check
        }
    }

    /// Whether no finding and no snapshot is left to the maintainer.
    fn is_settled(&self) -> bool {
        self.findings.is_empty() && self.snapshots.is_settled()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        for (path, error) in &self.damaged {
            let state = if self.check {
                "is damaged; `cargo xtask regen` writes it anew"
            } else {
                "was damaged, and is written anew"
            };
            writeln!(f, "{path} {state}: {}", error.message())?;
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
            return f.write_str(if self.is_settled() {
                "Everything is up to date. "
            } else {
                "No file differs, but what is listed above is left to do. "
            });
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
            1 => f.write_str("1 file written. ")?,
            files => write!(f, "{files} files written. ")?,
        }
        if self.is_settled() {
            Ok(())
        } else {
            f.write_str("What is listed above is left to do. ")
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
