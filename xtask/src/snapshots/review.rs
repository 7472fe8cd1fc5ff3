//! Which snapshots differ from their files, and taking them over.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fmt, fs};

use super::{Kind, Snapshot, folder};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::version::GraphVersion;
use crate::write::OutputFile;

/// The snapshots that differ from their files in the tree.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Those whose file is missing or has another text.
    differing: Vec<Snapshot>,
    /// The files of types and methods that are gone, by their paths from the root.
    gone: Vec<String>,
    is_accepted: bool,
    /// Whether the tree has no snapshots, so that there is nothing to review until they are accepted.
    is_without: bool,
}

impl Review {
    /// Compares snapshots with the tree.
    pub fn of(project: &Project, made: Vec<Snapshot>) -> Self {
        let paths: BTreeSet<String> = made.iter().map(Snapshot::path).collect();
        let folders = GraphVersion::ALL
            .into_iter()
            .flat_map(|version| [Kind::Type, Kind::Method].map(|kind| folder(kind, version)));
        let found = folders.flat_map(|folder| snapshots_in(project.root(), &folder));
        let differs = |snapshot: &Snapshot| {
            let text = text_in(&project.root().join(snapshot.path()));
            text.as_deref() != Some(snapshot.text.trim_end())
        };
        Self {
            gone: found.filter(|path| !paths.contains(path)).collect(),
            differing: made.into_iter().filter(differs).collect(),
            is_accepted: false,
            is_without: !project.root().join(Snapshot::FOLDER).is_dir(),
        }
    }

    /// Whether there is nothing to review.
    pub fn is_empty(&self) -> bool {
        self.is_without || self.differing.is_empty() && self.gone.is_empty()
    }

    /// Whether nothing is left to review, or all of it was accepted.
    pub fn is_settled(&self) -> bool {
        self.is_accepted || self.is_empty()
    }

    /// The paths of the files that differ, from the root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let differing = self.differing.iter().map(Snapshot::path);
        differing.chain(self.gone.iter().cloned())
    }

    /// The files that take the snapshots over, in the format of insta.
    pub fn files(&self) -> Vec<OutputFile> {
        let file = |snapshot: &Snapshot| {
            let text = snapshot.text.trim_end();
            OutputFile::new(
                snapshot.path(),
                format!("---\nsource: xtask/tests/snapshots.rs\n---\n{text}\n"),
            )
        };
        self.differing.iter().map(file).collect()
    }

    /// Completes the take-over, once [`Review::files`] are written: deletes the files of types and methods that are gone.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be deleted.
    pub fn accept(&mut self, project: &Project) -> Result<()> {
        for path in &self.gone {
            fs::remove_file(project.root().join(path)).map_err(|error| {
                Error::new("a snapshot cannot be deleted")
                    .because(error)
                    .at(path)
            })?;
        }
        self.is_accepted = true;
        self.is_without = false;
        Ok(())
    }
}

impl fmt::Display for Review {
    /// How many snapshots of each kind there are to review, and how.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (state, next) = if self.is_accepted {
            let review = "Review them: git add spec && git diff --cached spec";
            ("Snapshots accepted", review)
        } else {
            let accept = "Accept them: cargo xtask regen --accept";
            ("Snapshots that differ", accept)
        };
        let count = |kind| self.differing.iter().filter(|of| of.kind == kind).count();
        write!(
            f,
            "{state}: {} of what is kept, {} of the lowered documents, {} of generated types and methods. {next}",
            count(Kind::Contract),
            count(Kind::Lowered),
            count(Kind::Type) + count(Kind::Method) + self.gone.len(),
        )
    }
}

/// The paths of the snapshots in a folder, from the root; empty if there is no such folder.
fn snapshots_in(root: &Path, folder: &str) -> Vec<String> {
    let files = fs::read_dir(root.join(folder)).into_iter().flatten();
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let snapshots = names.filter(|name| name.ends_with(".snap"));
    let mut paths: Vec<String> = snapshots.map(|name| format!("{folder}/{name}")).collect();
    paths.sort();
    paths
}

/// The text of a file of insta, below its header. A checkout may have other line ends.
fn text_in(file: &Path) -> Option<String> {
    let file = fs::read_to_string(file).ok()?.replace("\r\n", "\n");
    let (_, text) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    Some(text.trim_end().to_owned())
}
