//! Writes what `cargo xtask regen` built.
//!
//! Git is the journal: every file that is written follows from other files of the tree, so nothing has to be undone. A run that
//! was killed leaves each file whole, old or new. `cargo xtask regen --check` lists what is still old, and the next
//! `cargo xtask regen` writes it.

mod guard;
mod tree_lock;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use guard::Current;
pub use tree_lock::TreeLock;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path from the project's root, with forward slashes: `spec/v1.0.yaml`.
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

/// A file on disk that differs from what was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path of the file, as in [`OutputFile::path`].
    pub path: String,
    /// Whether the file does not exist yet.
    pub is_new: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.is_new { "created" } else { "changed" };
        write!(f, "{verb} {}", self.path)
    }
}

/// Compares the tree with the generated files, and writes nothing. Differences come in the order of `files`.
///
/// # Errors
///
/// Returns an error if a path leaves the project or goes through a symbolic link, or if a file cannot be read.
pub fn compare(root: &Path, files: &[OutputFile]) -> Result<Vec<Difference>> {
    let changes = find_changes(root, files)?;
    Ok(changes.iter().map(Change::difference).collect())
}

/// Replaces the files that differ, in their order, and returns what differed. Files without a difference are not touched.
///
/// All new content is on the disk before the first file is replaced. Each file is replaced in one step.
///
/// # Errors
///
/// As [`compare`], and if a file cannot be written. The message says whether the tree is unchanged.
pub fn write(lock: &TreeLock, files: &[OutputFile]) -> Result<Vec<Difference>> {
    let changes = find_changes(lock.root(), files)?;
    for file in files {
        // What a killed run has left. If it cannot be removed, writing fails too, with an error.
        drop(Staged::beside(&guard::locate(lock.root(), &file.path)));
    }
    let staged: Result<Vec<Staged>> = changes.iter().map(stage).collect();
    for (change, staged) in changes.iter().zip(staged?) {
        fs::rename(&staged.0, &change.place).map_err(|error| {
            let message = "cannot replace a generated file";
            let state = "the files before this one are written, the others are as they were";
            refused(message, &change.file.path, error, state)
        })?;
    }
    Ok(changes.iter().map(Change::difference).collect())
}

/// A file to write.
struct Change<'a> {
    file: &'a OutputFile,
    place: PathBuf,
    current: Option<Current>,
}

impl Change<'_> {
    fn difference(&self) -> Difference {
        Difference {
            path: self.file.path.clone(),
            is_new: self.current.is_none(),
        }
    }
}

fn find_changes<'a>(root: &Path, files: &'a [OutputFile]) -> Result<Vec<Change<'a>>> {
    guard::check_paths(files.iter().map(|file| file.path.as_str()))?;
    let mut changes = Vec::new();
    for file in files {
        let current = guard::read(root, &file.path)?;
        if current.as_ref().map(|current| &current.bytes) != Some(&file.bytes) {
            let place = guard::locate(root, &file.path);
            changes.push(Change {
                file,
                place,
                current,
            });
        }
    }
    Ok(changes)
}

/// The new content of a file, beside it. It is removed if it does not replace the file.
struct Staged(PathBuf);

impl Staged {
    /// There is one run at a time, so the name need not be random.
    fn beside(place: &Path) -> Self {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        Self(place.with_file_name(format!(".{name}.regen")))
    }

    fn write(&self, change: &Change<'_>) -> io::Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(&self.0)?;
        file.write_all(&change.file.bytes)?;
        if let (Some(current), true) = (&change.current, cfg!(unix)) {
            file.set_permissions(current.permissions.clone())?;
        }
        // The name must not reach the disk before the content does.
        file.sync_all()
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn stage(change: &Change<'_>) -> Result<Staged> {
    let staged = Staged::beside(&change.place);
    staged.write(change).map_err(|error| {
        let message = "cannot write the new content of a generated file";
        refused(message, &change.file.path, error, "no file is changed")
    })?;
    Ok(staged)
}

/// The disk refused something: says in which state the tree is, and what to do.
fn refused(message: &str, path: &str, error: io::Error, state: &str) -> Error {
    let way_out = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room on this disk or raise the limit"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make this file and its folder writable for you, and close programs that hold it"
        }
        _ => "remove the cause",
    };
    Error::new(message)
        .at(path)
        .because(error)
        .help(format!("{state}; {way_out}, then run the command again"))
}
