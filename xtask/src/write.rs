//! Writes what `cargo xtask regen` built.
//!
//! Git is the journal: every file that is written follows from other files of the tree, so nothing has to be undone. A run that
//! was killed leaves each file whole, old or new. `cargo xtask regen --check` lists what is still old, and the next
//! `cargo xtask regen` writes it.

mod guard;
mod tree_lock;

use std::fmt;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

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

/// A file on disk that differs from what was generated. Holds its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file does not exist yet.
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
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created(path) => write!(f, "created {path}"),
            Self::Changed(path) => write!(f, "changed {path}"),
        }
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
        remove_leftover(&guard::locate(lock.root(), &file.path));
    }
    let staged: Result<Vec<TempPath>> = changes.iter().map(stage).collect();
    for (change, staged) in changes.iter().zip(staged?) {
        staged.persist(&change.place).map_err(|error| {
            let help = "the files before this one are written, the others are as they were";
            refused(
                "cannot replace a generated file",
                &change.file.path,
                error.error,
                help,
            )
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
        match self.current {
            None => Difference::Created(self.file.path.clone()),
            Some(_) => Difference::Changed(self.file.path.clone()),
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

/// Puts the new content beside the file. Dropping the result removes it.
fn stage(change: &Change<'_>) -> Result<TempPath> {
    try_stage(change).map_err(|error| {
        let message = "cannot write the new content of a generated file";
        refused(message, &change.file.path, error, "no file is changed")
    })
}

fn try_stage(change: &Change<'_>) -> io::Result<TempPath> {
    let folder = change.place.parent().unwrap_or(&change.place);
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    let name = temporary_name(&change.place);
    builder.prefix(&name).rand_bytes(0);
    if let Some(permissions) = permissions_of_new_file() {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(&change.file.bytes)?;
    if let (Some(current), true) = (&change.current, cfg!(unix)) {
        file.as_file()
            .set_permissions(current.permissions.clone())?;
    }
    // The name must not reach the disk before the content does.
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// Those of any new file, less what the umask takes away; a temporary file would be for its owner only.
#[cfg(unix)]
fn permissions_of_new_file() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;

    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn permissions_of_new_file() -> Option<Permissions> {
    None
}

/// The name of the new content until it replaces the file. There is one run at a time, so it need not be random.
fn temporary_name(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.regen")
}

/// Removes what a killed run has left. If that fails, writing fails too, with an error.
fn remove_leftover(place: &Path) {
    let _ = fs::remove_file(place.with_file_name(temporary_name(place)));
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
