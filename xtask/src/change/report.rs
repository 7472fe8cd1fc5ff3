//! The report of changes, and its short form for the terminal.

use std::path::Path;
use std::{fmt, fs};

use super::json::to_json;
use super::markdown::to_markdown;
use super::{Change, Effect};
use crate::error::{Error, Result};
use crate::version::GraphVersion;

/// The short form ends after this many lines of a version.
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
    /// Where the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<()> {
        let text = if file.extension().is_some_and(|ending| ending == "json") {
            format!("{:#}\n", to_json(self))
        } else {
            to_markdown(self)
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

impl fmt::Display for ChangeReport {
    /// One line for each change, without an end of line after the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        for version in &self.versions {
            version.write_lines(&mut lines);
        }
        if lines.is_empty() {
            lines.push("Nothing changed for callers.".to_owned());
        }
        f.write_str(&lines.join("\n"))
    }
}

impl VersionChanges {
    fn write_lines(&self, lines: &mut Vec<String>) {
        let version = self.version;
        let Some(changes) = &self.changes else {
            lines.push(format!("{version}: no contract to compare with"));
            return;
        };
        let shown = changes.iter().take(LINES);
        lines.extend(shown.map(|change| {
            format!(
                "{version}: {} ({})",
                change.sentence(),
                change.effect.name()
            )
        }));
        if changes.len() > LINES {
            let more = changes.len() - LINES;
            lines.push(format!(
                "{version}: and {more} more; `--report FILE` lists them all"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use crate::openapi::Pointer;

    fn report(changes: usize) -> ChangeReport {
        let change = Change {
            kind: Kind::PropertyAdded,
            effect: Effect::Compatible,
            subject: "thing".to_owned(),
            member: "name".to_owned(),
            old: None,
            new: None,
            pointer: Pointer::default(),
            items: Vec::new(),
        };
        ChangeReport {
            versions: vec![VersionChanges {
                version: GraphVersion::Beta,
                changes: Some(vec![change; changes]),
            }],
            findings: Vec::new(),
        }
    }

    #[test]
    fn no_change_is_said_in_one_line() {
        assert_eq!(report(0).to_string(), "Nothing changed for callers.");
        assert_eq!(report(0).worst(GraphVersion::Beta), None);
        assert!(to_markdown(&report(0)).ends_with("\nNothing changed for callers.\n"));
    }

    #[test]
    fn a_change_is_said_in_one_line() {
        let text = report(1).to_string();
        assert_eq!(text, "beta: thing gained name (compatible)");
        assert_eq!(
            report(1).worst(GraphVersion::Beta),
            Some(Effect::Compatible)
        );
    }

    #[test]
    fn the_short_form_ends_somewhere() {
        let text = report(LINES + 2).to_string();
        assert_eq!(text.lines().count(), LINES + 1);
        assert!(
            text.ends_with("beta: and 2 more; `--report FILE` lists them all"),
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
