//! Writes what `cargo xtask regen` made: all of it or nothing, whatever happens in between.
//!
//! Everything is in memory before the first write. A [`Run`] holds the lock, puts the new files complete and synced into
//! `.regen/stage`, writes a journal (the commit point), and then renames each staged file over its target. A run that was killed
//! before the journal is rolled back by the next one, a run that was killed after it is finished.

mod completion;
mod disk;
mod failure;
mod journal;
mod layout;
mod lock;
mod preflight;
mod recovery;
mod stage;
mod target;

use std::fmt;
use std::io;
use std::path::Path;

use crate::error::Result;
use disk::Disk;
#[doc(hidden)]
pub use disk::Step;
use lock::RunLock;
pub use recovery::{Pending, Recovery, pending};
use target::Target;

/// A file as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where, from the project's root, with forward slashes: `spec/v1.0.yaml`.
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// A file at this path with this content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
        }
    }
}

/// What the tree has otherwise than it shall be: the path of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file is not there yet.
    Created(String),
    /// The file has other content.
    Changed(String),
}

impl Difference {
    /// The path of the file, as in [`OutputFile::path`].
    pub fn path(&self) -> &str {
        match self {
            Self::Created(path) | Self::Changed(path) => path,
        }
    }

    fn of(file: &OutputFile, target: &Target) -> Self {
        match target.current {
            None => Self::Created(file.path.clone()),
            Some(_) => Self::Changed(file.path.clone()),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created(path) => write!(f, "created {path}"),
            Self::Changed(path) => write!(f, "changed {path}"),
        }
    }
}

/// Compares the tree with what it shall be, and reads only. The order is that of `files`; no difference, no entry.
///
/// # Errors
/// A path that would leave the project or goes through a symbolic link, a path named twice, or a file that cannot be read.
pub fn compare(root: &Path, files: &[OutputFile]) -> Result<Vec<Difference>> {
    let changes = find_changes(root, files)?;
    Ok(changes
        .iter()
        .map(|(file, target)| Difference::of(file, target))
        .collect())
}

fn find_changes<'f>(root: &Path, files: &'f [OutputFile]) -> Result<Vec<(&'f OutputFile, Target)>> {
    target::check_paths(files.iter().map(|file| file.path.as_str()))?;
    let mut changes = Vec::new();
    for file in files {
        let target = target::read(root, &file.path)?;
        if target
            .current
            .as_ref()
            .is_none_or(|current| current.bytes != file.bytes)
        {
            changes.push((file, target));
        }
    }
    Ok(changes)
}

/// The one run at work in a tree. Dropping it, or the end of the process, lets the next one in.
///
/// ```no_run
/// # use xtask::transaction::{OutputFile, Run};
/// # fn main() -> xtask::Result<()> {
/// let run = Run::begin(std::path::Path::new("."))?;
/// // Read the inputs only now: an interrupted run may just have been finished.
/// let differences = run.commit(&[OutputFile::new("spec/v1.0.yaml", "openapi: 3.0.4\n")])?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Run {
    lock: RunLock,
    recovery: Recovery,
}

impl Run {
    /// Locks the tree, then finishes or rolls back a run that was killed in between.
    ///
    /// # Errors
    /// Another run is at work (it is not waited for), `.regen` cannot be written, or an interrupted run cannot be finished: a file
    /// was edited since, or the journal is damaged. Nothing is lost then.
    pub fn begin(root: &Path) -> Result<Self> {
        Self::begin_observed(root, |_, _| Ok(()))
    }

    /// Like [`Run::begin`]. The observer is called before every single change of the disk: it may refuse it, or end the process.
    #[doc(hidden)]
    pub fn begin_observed(
        root: &Path,
        observer: impl Fn(Step, &Path) -> io::Result<()> + 'static,
    ) -> Result<Self> {
        let lock = RunLock::acquire(root, Disk::new(observer))?;
        let recovery = recovery::recover(&lock)?;
        Ok(Self { lock, recovery })
    }

    /// What there was to finish or to roll back.
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Makes the tree what it shall be and tells what differed. Files without a difference are not touched.
    ///
    /// # Errors
    /// As [`compare`], and whatever the disk refuses. The message says whether the tree is untouched or the next run finishes.
    pub fn commit(self, files: &[OutputFile]) -> Result<Vec<Difference>> {
        let changes = find_changes(&self.lock.root, files)?;
        if !changes.is_empty() {
            let journal = stage::stage(&self.lock, &changes)?;
            completion::finish(&self.lock, &journal)?;
        }
        Ok(changes
            .iter()
            .map(|(file, target)| Difference::of(file, target))
            .collect())
    }
}
