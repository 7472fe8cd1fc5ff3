//! The files that a run replaces: which paths are allowed, and what is there now.

use std::collections::BTreeSet;
use std::fs::{self, Metadata, Permissions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::layout;
use crate::error::{Error, Result};

/// A place where a file is or will be.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) place: PathBuf,
    /// What is there, if anything.
    pub(super) current: Option<Current>,
}

/// A file as it is.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) bytes: Vec<u8>,
    pub(super) permissions: Permissions,
}

/// Reads what is at a path that [`check_paths`] let pass, after making sure that no link stands in the way.
pub(super) fn read(root: &Path, path: &str) -> Result<Target> {
    let place = layout::locate(root, path);
    let current = match check_way(root, path)? {
        None => None,
        Some(metadata) => {
            let bytes = fs::read(&place).map_err(|error| unreadable(path, error))?;
            Some(Current {
                bytes,
                permissions: metadata.permissions(),
            })
        }
    };
    Ok(Target { place, current })
}

/// Refuses paths that are not plainly below the root, and two that cannot be there at once: one twice, or one as a file and as a
/// folder. Case makes no difference: it makes none on the file systems of Windows and macOS.
pub(super) fn check_paths<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Result<()> {
    let mut names = BTreeSet::new();
    for path in paths.clone() {
        check_name(path)?;
        if !names.insert(path.to_lowercase()) {
            return Err(Error::new("two generated files have the same path").at(path));
        }
    }
    for path in paths {
        let name = path.to_lowercase();
        let mut folders = name.match_indices('/').map(|(end, _)| &name[..end]);
        if folders.any(|folder| names.contains(folder)) {
            return Err(Error::new("a generated file lies in another generated file").at(path));
        }
    }
    Ok(())
}

/// Refuses a path that is not plainly below the root.
fn check_name(path: &str) -> Result<()> {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(odd);
    let first = path.split('/').next().unwrap_or_default();
    let reserved = [".git", layout::FOLDER]
        .iter()
        .any(|folder| first.eq_ignore_ascii_case(folder));
    if path.split('/').all(plain) && !reserved {
        return Ok(());
    }
    Err(Error::new("not a relative path with forward slashes, without `.` and `..`, outside `.git` and `.regen`").at(format!("{path:?}")))
}

/// Walks from the root to the path. Nothing where it ends before.
fn check_way(root: &Path, path: &str) -> Result<Option<Metadata>> {
    let ends = path
        .match_indices('/')
        .map(|(end, _)| end)
        .chain([path.len()]);
    for end in ends {
        let way = &path[..end];
        let metadata = match layout::locate(root, way).symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            result => result.map_err(|error| unreadable(way, error))?,
        };
        let is_last = end == path.len();
        if metadata.is_symlink() {
            return Err(Error::new(
                "a symbolic link stands where a generated file or its folder belongs",
            )
            .at(way)
            .help(
                "put a real file or folder in its place: the link could lead out of the project",
            ));
        }
        if is_last && metadata.is_file() {
            return Ok(Some(metadata));
        }
        if is_last || !metadata.is_dir() {
            let expected = if is_last { "file" } else { "folder" };
            return Err(Error::new(format!(
                "this is not a {expected}, but a {expected} has to be written here"
            ))
            .at(way)
            .help("move it away, then run the command again"));
        }
    }
    Ok(None)
}

fn unreadable(path: &str, error: std::io::Error) -> Error {
    Error::new("cannot read a generated file")
        .at(path)
        .because(error)
        .help("make it readable for you, then run the command again")
}
