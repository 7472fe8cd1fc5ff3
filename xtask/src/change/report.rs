//! The report of changes: for the terminal, as Markdown, and as JSON.

use std::path::Path;
use std::{fmt, fs};

use serde_json::{Value, json};

use super::markdown::Markdown;
use super::summary::{Merged, Summary};
use super::{Change, Effect};
use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// The short form ends after this many changes.
const LINES: usize = 20;

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
    /// The changes, breaking ones first; `None` where there was no contract before.
    pub changes: Option<Vec<Change>>,
}

impl ChangeReport {
    /// The report with what the maintainer should mend.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<String>) -> Self {
        self.findings = findings;
        self
    }

    /// Writes the report to a file: JSON where its name ends so, and Markdown otherwise.
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

    /// The worst that happened to a version's callers; `None` where nothing did.
    pub fn worst(&self, version: GraphVersion) -> Option<Effect> {
        self.changes()
            .filter(|(of, _)| *of == version)
            .map(|(_, change)| change.effect)
            .max()
    }
}

impl ChangeReport {
    /// The report as Markdown, for a pull request.
    pub fn to_markdown(&self) -> String {
        Markdown(self).to_string()
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
            json!({
                "version": version.version,
                "compared": version.changes.is_some(),
                "effect": self.worst(version.version),
            })
        });
        json!({
            "versions": versions.collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
            "findings": self.findings,
        })
    }

    /// A sentence for each change, with the versions that it happened to; breaking ones first.
    pub fn sentences(&self) -> Vec<String> {
        Summary::of(self).changes.iter().map(line).collect()
    }
}

impl fmt::Display for ChangeReport {
    /// A line with the numbers and one for each change, without an end of line after the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = Summary::of(self);
        let mut lines = summary.lacking.clone();
        if !summary.changes.is_empty() {
            lines.push(format!("Changes for callers: {}", summary.count()));
        }
        lines.extend(summary.changes.iter().take(LINES).map(line));
        let more = summary.changes.len().saturating_sub(LINES);
        if more > 0 {
            lines.push(format!("and {more} more; `--report FILE` lists them all"));
        }
        if lines.is_empty() {
            lines.push("Nothing changed for callers.".to_owned());
        }
        f.write_str(&lines.join("\n"))
    }
}

fn line(merged: &Merged<'_>) -> String {
    let sentence = merged.sentence(str::to_owned);
    format!("{sentence} ({})", merged.change.effect.name())
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use crate::openapi::Pointer;

    fn change(number: usize) -> Change {
        Change {
            kind: Kind::PropertyAdded,
            effect: Effect::Compatible,
            subject: "thing".to_owned(),
            member: format!("name{number}"),
            old: None,
            new: Some("string".to_owned()),
            pointer: Pointer::new(["components", "schemas", "thing"]),
            items: vec!["thing::Thing::name".to_owned()],
        }
    }

    fn report(changes: usize) -> ChangeReport {
        ChangeReport {
            versions: vec![VersionChanges {
                version: GraphVersion::Beta,
                changes: Some((0..changes).map(change).collect()),
            }],
            findings: Vec::new(),
        }
    }

    #[test]
    fn no_change_is_said_in_one_line() {
        assert_eq!(report(0).to_string(), "Nothing changed for callers.");
        assert_eq!(report(0).worst(GraphVersion::Beta), None);
        assert!(
            report(0)
                .to_markdown()
                .ends_with("\nNothing changed for callers.\n")
        );
    }

    #[test]
    fn a_change_is_said_in_one_line() {
        let text = report(1).to_string();
        assert_eq!(
            text,
            "Changes for callers: 1 compatible\nbeta: thing gained name0 (compatible)"
        );
        assert_eq!(
            report(1).worst(GraphVersion::Beta),
            Some(Effect::Compatible)
        );
    }

    #[test]
    fn what_happened_to_both_versions_is_one_change() {
        let mut report = report(2);
        report.versions.insert(
            0,
            VersionChanges {
                version: GraphVersion::V1_0,
                changes: Some(vec![change(1)]),
            },
        );
        let expected = "Changes for callers: 2 compatible\n\
            v1.0 and beta: thing gained name1 (compatible)\n\
            beta: thing gained name0 (compatible)";
        assert_eq!(report.to_string(), expected);
        assert!(
            report
                .to_markdown()
                .contains("- v1.0 and beta: `thing` gained `name1`: a new field")
        );
    }

    #[test]
    fn a_report_for_a_pull_request_fits_into_one() {
        let markdown = report(5000).to_markdown();
        assert!(markdown.len() < 65_536, "{}", markdown.len());
        assert!(markdown.contains("\n- and "), "{markdown}");
    }

    #[test]
    fn the_short_form_ends_somewhere() {
        let text = report(LINES + 2).to_string();
        assert_eq!(text.lines().count(), LINES + 2);
        assert!(
            text.ends_with("\nand 2 more; `--report FILE` lists them all"),
            "{text}"
        );
    }

    #[test]
    fn the_end_of_the_file_name_chooses_the_form() {
        let folder = tempfile::tempdir().unwrap();
        let [json, markdown] = ["a.json", "a.md"].map(|name| folder.path().join(name));
        report(1).write(&json).unwrap();
        report(1).write(&markdown).unwrap();
        let json: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
        assert_eq!(json["changes"][0]["effect"], "compatible");
        assert!(
            fs::read_to_string(markdown)
                .unwrap()
                .starts_with("## What changed")
        );
        let error = report(1).write(folder.path()).unwrap_err().to_string();
        assert!(error.contains("the report cannot be written"), "{error}");
    }
}
