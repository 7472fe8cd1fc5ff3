//! A copy of the project, to be changed and generated from without starting the program.

use std::fs;
use std::ops::Deref;
use std::path::MAIN_SEPARATOR;

use serde_json::Value;
use xtask::regen::{Options, Report, regen};
use xtask::source::Request;
use xtask::{GraphVersion, Result, project, read};

use crate::checkout::commit_all;
use crate::regen::project::Project;

/// A copy of the project, up to date. It has no snapshots, which would show in every report.
pub(crate) struct Tree {
    copy: Project,
    pub(crate) project: project::Project,
}

impl Deref for Tree {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.copy
    }
}

impl Tree {
    /// With a few of the operations.
    pub(crate) fn new() -> Self {
        Self::of(Project::new())
    }

    /// With all operations.
    pub(crate) fn whole() -> Self {
        Self::of(Project::whole())
    }

    fn of(copy: Project) -> Self {
        let project = project::Project::at(&copy.root());
        Self { copy, project }
    }

    /// Makes the tree a repository of git with one commit, in a subfolder.
    pub(crate) fn commit(&self) {
        commit_all(self.root().parent().unwrap());
    }

    /// What Microsoft says about the kept operations of a version.
    pub(crate) fn upstream(&self, version: GraphVersion) -> Value {
        let bytes = self.project.read(&project::Project::upstream(version));
        read::parse(&bytes.unwrap()).unwrap()
    }

    /// Runs `regen` or `regen --check`.
    pub(crate) fn run(&self, check: bool) -> Result<Report> {
        let options = Options {
            check,
            ..Options::default()
        };
        regen(&self.project, &options, &mut |_| {})
    }

    /// Takes new documents of these versions.
    pub(crate) fn take(&self, documents: &[(GraphVersion, Value)]) -> Result<Report> {
        let from = documents.iter().map(|(version, document)| {
            let file = self.put(&format!("{version}.json"), document.to_string());
            file.into_os_string()
        });
        let request = Request {
            from: from.collect(),
            ..Request::default()
        };
        let options = Options {
            from: Some(request),
            ..Options::default()
        };
        regen(&self.project, &options, &mut |_| {})
    }

    /// What the command would print, without times, this folder's name, and the numbers of what is kept.
    pub(crate) fn printed(&self, outcome: &Result<Report>) -> String {
        let text = match outcome {
            Ok(report) => {
                let text = report.to_string();
                let (text, _) = text.rsplit_once(" (").unwrap();
                let is_reading = |line: &str| line.starts_with("read ") && line.contains(" ms (");
                let is_lasting =
                    |line: &&str| !line.ends_with(" corrections applied") && !is_reading(line);
                text.lines()
                    .filter(is_lasting)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            Err(error) => format!("error: {error}"),
        };
        let parent = self.root().parent().unwrap().display().to_string();
        text.replace(&format!("{parent}{MAIN_SEPARATOR}"), "")
    }

    /// Writes a document as the contract or upstream file of the tree.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(path), text).unwrap();
    }
}
