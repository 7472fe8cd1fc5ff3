//! The report of changes: for the terminal, as Markdown, and as JSON.

use std::path::Path;
use std::{fmt, fs};

use serde_json::{Value, json};

use super::Change;
use super::markdown::markdown;
use super::summary::Summary;
use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// The short form ends after this many changes.
const LINES: usize = 20;

/// What is said if the generated code of all versions stays the same.
pub(super) const NOTHING: &str = "Nothing changed for callers.";

/// What changed between two states of the project.
#[derive(Clone, Debug, Default)]
pub struct ChangeReport {
    /// One entry for each version.
    pub versions: Vec<VersionChanges>,
    /// What the maintainer should mend, one sentence each.
    pub findings: Vec<String>,
}

/// What changed in a version.
#[derive(Clone, Debug)]
pub struct VersionChanges {
    /// The version.
    pub version: GraphVersion,
    /// The changes, breaking ones first. `None` if there was no contract before.
    pub changes: Option<Vec<Change>>,
}

impl ChangeReport {
    /// Writes the report to a file: JSON if its name ends in `.json`, Markdown otherwise.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<()> {
        let text = if file.extension().is_some_and(|ending| ending == "json") {
            format!("{:#}\n", self.to_json())
        } else {
            self.to_markdown()
        };
        fs::write(file, text).map_err(|error| {
            Error::new("the report cannot be written")
                .because(error)
                .at(file.display())
        })
    }

    /// All changes, each with its version.
    pub fn changes(&self) -> impl Iterator<Item = (GraphVersion, &Change)> {
        self.versions.iter().flat_map(|version| {
            let changes = version.changes.iter().flatten();
            changes.map(|change| (version.version, change))
        })
    }

    /// The report as Markdown, for a pull request.
    pub fn to_markdown(&self) -> String {
        markdown(self)
    }

    /// The report as JSON.
    pub fn to_json(&self) -> Value {
        let changes = self.changes().map(|(version, change)| {
            json!({
                "version": version,
                "effect": change.effect,
                "kind": change.kind,
                "subject": change.subject,
                "member": change.member,
                "old": change.old,
                "new": change.new,
                "pointer": change.pointer.to_string(),
                "items": change.items,
                "sentence": change.sentence(),
                "reason": change.kind.rule().reason,
            })
        });
        let versions = self.versions.iter().map(|version| {
            let changes = version.changes.iter().flatten();
            json!({
                "version": version.version,
                "compared": version.changes.is_some(),
                "effect": changes.map(|change| change.effect).max(),
            })
        });
        json!({
            "versions": versions.collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
            "findings": self.findings,
        })
    }
}

impl fmt::Display for ChangeReport {
    /// A line with the numbers and one for each change, without an end of line after the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = Summary::of(self);
        let mut lines = summary.lacking.clone();
        match summary.count() {
            Some(count) => lines.push(format!("Changes for callers: {count}")),
            None if summary.lacking.is_empty() => lines.push(NOTHING.to_owned()),
            None => {}
        }
        lines.extend(summary.changes.iter().take(LINES).map(|merged| {
            let sentence = merged.sentence(str::to_owned);
            format!("{sentence} ({})", merged.change.effect.name())
        }));
        let more = summary.changes.len().saturating_sub(LINES);
        if more > 0 {
            lines.push(format!("and {more} more; `--report FILE` lists them all"));
        }
        f.write_str(&lines.join("\n"))
    }
}
