//! A copy of the project's documents, to be changed and generated from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use xtask::project::Project;
use xtask::regen::{Options, Report, regen};
use xtask::source::Request;
use xtask::{GraphVersion, Result, read};

/// What is read and written, without the snapshots, which would show in every report.
const COPIED: [&str; 7] = [
    "spec/overlays",
    "spec/selection.toml",
    "spec/upstream",
    "spec/upstream.lock.toml",
    "spec/v1.0.yaml",
    "spec/beta.yaml",
    "crates",
];

/// A copy of the project, up to date.
pub(crate) struct Tree {
    folder: TempDir,
    pub(crate) project: Project,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::at(&folder.path().join("project"));
        let tree = Self { folder, project };
        for name in COPIED {
            tree.copy(name);
        }
        tree
    }

    /// Copies a file or folder of this project.
    pub(crate) fn copy(&self, name: &str) {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        copy(&here.join(name), &self.path(name));
    }

    /// The folder that the project lies in.
    pub(crate) fn parent(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.project.root().join(file)
    }

    /// Makes the tree a repository of git with one commit, in a subfolder.
    pub(crate) fn commit(&self) {
        let author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
        let commit = [&author[..], &["commit", "--quiet", "-m", "First"]].concat();
        for arguments in [&["init", "--quiet"][..], &["add", "."], &commit] {
            let mut git = Command::new("git");
            let status = git.arg("-C").arg(self.parent()).args(arguments).status();
            assert!(status.unwrap().success(), "{arguments:?}");
        }
    }

    /// Replaces text in a file, all of it.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.project.read_text(file).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    pub(crate) fn delete(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    /// What Microsoft says about the kept operations of a version.
    pub(crate) fn upstream(&self, version: GraphVersion) -> Value {
        let bytes = self.project.read(&Project::upstream(version)).unwrap();
        read::parse(&bytes).unwrap()
    }

    /// Takes new documents of these versions.
    pub(crate) fn take(&self, documents: &[(GraphVersion, Value)]) -> Result<Report> {
        let from = documents.iter().map(|(version, document)| {
            let file = self.parent().join(format!("{version}.json"));
            fs::write(&file, document.to_string()).unwrap();
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
                let lasting =
                    |line: &&str| !line.ends_with(" corrections applied") && !is_reading(line);
                text.lines().filter(lasting).collect::<Vec<_>>().join("\n")
            }
            Err(error) => format!("error: {error}"),
        };
        text.replace(
            &format!("{}{}", self.parent().display(), std::path::MAIN_SEPARATOR),
            "",
        )
    }
}

/// Whether the line tells how long a document took to read.
fn is_reading(line: &str) -> bool {
    line.starts_with("read ") && line.contains(" ms (")
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let name = entry.unwrap().file_name();
        copy(&from.join(&name), &to.join(&name));
    }
}
