//! Which paths may be written: plainly below the root, and through no symbolic link.

use std::collections::BTreeSet;
use std::fs::{self, Metadata, Permissions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::TreeLock;
use crate::error::{Error, Result};

/// A file as it is on disk.
pub(super) struct Current {
    pub(super) bytes: Vec<u8>,
    pub(super) permissions: Permissions,
}

/// A path with forward slashes, below the root. Joined part by part, because verbatim paths of Windows have no forward slash.
pub(super) fn locate(root: &Path, path: &str) -> PathBuf {
    let mut located = root.to_path_buf();
    located.extend(path.split('/'));
    located
}

/// Reads a file whose path [`check_paths`] allows; `None` if it does not exist.
pub(super) fn read(root: &Path, path: &str) -> Result<Option<Current>> {
    let Some(metadata) = check_way(root, path)? else {
        return Ok(None);
    };
    let bytes = fs::read(locate(root, path)).map_err(|error| unreadable(path, error))?;
    Ok(Some(Current {
        bytes,
        permissions: metadata.permissions(),
    }))
}

/// Refuses a path that is not plainly below the root, and one that is there twice. Case makes no difference, as on the file
/// systems of Windows and macOS.
pub(super) fn check_paths<'a>(paths: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for path in paths {
        check_name(path)?;
        if !seen.insert(path.to_lowercase()) {
            return Err(Error::new("two generated files have the same path").at(path));
        }
    }
    Ok(())
}

fn check_name(path: &str) -> Result<()> {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(odd);
    let first = path.split('/').next().unwrap_or_default();
    let reserved = [".git", TreeLock::FILE];
    if path.split('/').all(plain) && !reserved.iter().any(|name| first.eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    let message = "a generated file needs a relative path with forward slashes, without `.` and `..`, outside `.git`";
    Err(Error::new(message).at(format!("{path:?}")))
}

/// Walks from the root to the path, and refuses a link, a file in place of a folder, and a folder in place of the file.
/// Returns `None` if the path does not exist yet.
pub(super) fn check_way(root: &Path, path: &str) -> Result<Option<Metadata>> {
    let folders = path.match_indices('/').map(|(end, _)| end);
    for end in folders.chain([path.len()]) {
        let (part, is_last) = (&path[..end], end == path.len());
        let metadata = match locate(root, part).symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            result => result.map_err(|error| unreadable(part, error))?,
        };
        if metadata.is_symlink() {
            let message = "a symbolic link stands in place of a generated file or its folder";
            return Err(Error::new(message).at(part).help(
                "replace it by a real file or folder: the link could lead out of the project",
            ));
        }
        if is_last && metadata.is_file() {
            return Ok(Some(metadata));
        }
        if is_last || !metadata.is_dir() {
            let expected = if is_last { "file" } else { "folder" };
            return Err(Error::new(format!(
                "this has to be a {expected}, and is something else"
            ))
            .at(part)
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
