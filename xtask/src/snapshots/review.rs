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
    /// The files of types and methods that are gone: path from the root, and kind.
    gone: Vec<(String, Kind)>,
    is_accepted: bool,
}

impl Review {
    /// Compares snapshots with the tree. A tree without a folder of snapshots has none to review.
    pub fn of(project: &Project, made: Vec<Snapshot>) -> Self {
        if !project.root().join(Snapshot::FOLDER).is_dir() {
            return Self::default();
        }
        let paths: BTreeSet<String> = made.iter().map(Snapshot::path).collect();
        let of_items = [Kind::Type, Kind::Method];
        let folders = GraphVersion::ALL
            .into_iter()
            .flat_map(|version| of_items.map(|kind| (kind, folder(kind, version))));
        let gone = folders.flat_map(|(kind, folder)| {
            let files = snapshots_in(&project.root().join(&folder));
            files
                .into_iter()
                .map(move |name| (format!("{folder}/{name}"), kind))
        });
        let gone = gone.filter(|(path, _)| !paths.contains(path)).collect();
        let differs = |snapshot: &Snapshot| {
            text_in(&project.root().join(snapshot.path())).as_deref()
                != Some(snapshot.text.trim_end())
        };
        Self {
            differing: made.into_iter().filter(differs).collect(),
            gone,
            is_accepted: false,
        }
    }

    /// Whether there is nothing to review.
    pub fn is_empty(&self) -> bool {
        self.differing.is_empty() && self.gone.is_empty()
    }

    /// Whether nothing is left to review, or all of it was taken over.
    pub fn is_settled(&self) -> bool {
        self.is_accepted || self.is_empty()
    }

    /// The paths of the files that differ, from the root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let gone = self.gone.iter().map(|(path, _)| path.clone());
        self.differing.iter().map(Snapshot::path).chain(gone)
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
        for (path, _) in &self.gone {
            fs::remove_file(project.root().join(path)).map_err(|error| {
                Error::new("a snapshot cannot be deleted")
                    .because(error)
                    .at(path)
            })?;
        }
        self.is_accepted = true;
        Ok(())
    }
}

impl fmt::Display for Review {
    /// How many snapshots of each kind there are to review, and how.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let differing = self.differing.iter().map(|snapshot| snapshot.kind);
        let kinds: Vec<Kind> = differing
            .chain(self.gone.iter().map(|(_, kind)| *kind))
            .collect();
        let count = |of: &[Kind]| kinds.iter().filter(|kind| of.contains(kind)).count();
        write!(
            f,
            "{}: {} of what is kept, {} of the lowered documents, {} of generated types and methods. ",
            if self.is_accepted {
                "Snapshots taken over"
            } else {
                "Snapshots that differ"
            },
            count(&[Kind::Contract]),
            count(&[Kind::Lowered]),
            count(&[Kind::Type, Kind::Method]),
        )?;
        f.write_str(if self.is_accepted {
            "Review them: git add spec && git diff --cached spec"
        } else {
            "Take them over: cargo xtask regen --accept"
        })
    }
}

/// The names of the snapshots in a folder; empty if there is no such folder.
fn snapshots_in(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten();
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".snap")).collect();
    names.sort();
    names
}

/// The text of a file of insta, below its header. A checkout may have other line ends.
fn text_in(file: &Path) -> Option<String> {
    let file = fs::read_to_string(file).ok()?.replace("\r\n", "\n");
    let (_, text) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    Some(text.trim_end().to_owned())
}
