//! What would make replacing a file fail after the commit point, found before it.

use std::io;
use std::path::Path;

use super::failure::untouched;
use super::lock::RunLock;
use super::target::Target;
use super::{OutputFile, layout};
use crate::error::{Error, Result};

/// Checks that the staged file can take its target's place.
pub(super) fn check(lock: &RunLock, file: &OutputFile, target: &Target) -> Result<()> {
    let folder = nearest_folder(&target.place);
    check_writable(folder, target)
        .map_err(|error| untouched("cannot replace a generated file", &file.path, error))?;
    let stage = lock.locate(layout::FOLDER);
    match is_same_file_system(folder, &stage) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::new("the file is on another file system than the project's root")
            .at(&file.path)
            .help("the tree is untouched; a file can be replaced in one step only within one file system: unmount its folder")),
        Err(error) => Err(untouched("cannot look at the folder of a generated file", &file.path, error)),
    }
}

/// The folder that is there already.
fn nearest_folder(place: &Path) -> &Path {
    let mut above = place.ancestors().skip(1);
    above.find(|folder| folder.is_dir()).unwrap_or(place)
}

/// On Unix the folder decides.
#[cfg(unix)]
fn check_writable(folder: &Path, _: &Target) -> io::Result<()> {
    use rustix::fs::{Access, access};

    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// On Windows the file decides.
#[cfg(not(unix))]
fn check_writable(_: &Path, target: &Target) -> io::Result<()> {
    match &target.current {
        Some(current) if current.permissions.readonly() => {
            Err(io::ErrorKind::PermissionDenied.into())
        }
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn is_same_file_system(one: &Path, other: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    Ok(one.metadata()?.dev() == other.metadata()?.dev())
}

/// Not to be found out here; the rename says it.
#[cfg(not(unix))]
fn is_same_file_system(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn proc_is_another_file_system_than_the_sources() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(is_same_file_system(sources, &sources.join("src")).unwrap());
        assert!(!is_same_file_system(sources, Path::new("/proc")).unwrap());
    }
}
