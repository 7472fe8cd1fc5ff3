//! The lock that lets one run at a time into a tree. The system releases it when the process ends, however it ends.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use fs4::TryLockError;

use super::disk::Disk;
use super::failure::untouched;
use super::layout;
use crate::error::{Error, Result};

/// How often a lock file that goes away is opened anew: each time, another run has ended in between.
const ATTEMPTS: usize = 100;

/// The exclusive lock on a tree.
#[derive(Debug)]
pub(super) struct RunLock {
    pub(super) root: PathBuf,
    pub(super) disk: Disk,
    file: File,
}

impl RunLock {
    /// Takes the lock, or says that another run has it.
    pub(super) fn acquire(root: &Path, disk: Disk) -> Result<Self> {
        for folder in [layout::FOLDER, layout::STAGE] {
            check_folder(root, folder)?;
        }
        for _ in 0..ATTEMPTS {
            if let Some(file) = try_acquire(root, &disk)? {
                return Ok(Self {
                    root: root.to_path_buf(),
                    disk,
                    file,
                });
            }
        }
        Err(at_work())
    }

    /// The place of a path below the root.
    pub(super) fn locate(&self, path: &str) -> PathBuf {
        layout::locate(&self.root, path)
    }
}

/// Leaves nothing behind, where that is safe.
///
/// On Unix it is: the file is removed while it is locked, and who opened it before that finds out ([`is_current`]) and opens
/// another. Elsewhere the standard library cannot tell whether two files are one, so the lock file stays.
impl Drop for RunLock {
    fn drop(&mut self) {
        if cfg!(unix) && self.disk.remove_file(&self.locate(layout::LOCK)).is_ok() {
            // Not empty where a journal waits for the next run, or where the next run is at work already.
            let _ = self.disk.remove_folder(&self.locate(layout::FOLDER));
        }
        // Closing the file is not enough: a process that is just being started has a copy of it until it becomes its program.
        let _ = fs4::FileExt::unlock(&self.file);
    }
}

/// One attempt; nothing where a run that just ended has removed the file.
fn try_acquire(root: &Path, disk: &Disk) -> Result<Option<File>> {
    let folder = layout::locate(root, layout::FOLDER);
    disk.ensure_folder(&folder)
        .map_err(|error| untouched("cannot create the folder of a run", layout::FOLDER, error))?;
    let path = layout::locate(root, layout::LOCK);
    let refused = |error| untouched("cannot lock the tree", layout::LOCK, error);
    let file = match disk.open_lock_file(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            // Only an empty folder goes; who has just come to it makes it anew.
            let _ = disk.remove_folder(&folder);
            return Err(refused(error));
        }
        Ok(file) => file,
    };
    match disk.try_lock(&file, &path) {
        Err(TryLockError::WouldBlock) => Err(at_work()),
        Err(TryLockError::Error(error)) => Err(refused(error)),
        Ok(()) => Ok(is_current(&file, &path).map_err(refused)?.then_some(file)),
    }
}

/// Whether the path still names the file that is locked.
#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    let locked = file.metadata()?;
    match path.symlink_metadata() {
        Ok(named) => Ok((named.dev(), named.ino()) == (locked.dev(), locked.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Nobody removes the lock file here.
#[cfg(not(unix))]
fn is_current(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Refuses a folder of ours that leads elsewhere: what lies in it is removed.
fn check_folder(root: &Path, folder: &str) -> Result<()> {
    match layout::locate(root, folder).symlink_metadata() {
        Ok(metadata) if !metadata.is_dir() => Err(Error::new("this is not a folder")
            .at(folder)
            .help("remove it: `cargo xtask regen` makes a folder of this name while it works")),
        _ => Ok(()),
    }
}

fn at_work() -> Error {
    Error::new("another run is at work in this tree")
        .at(layout::LOCK)
        .help("wait for its end, then run the command again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::disk::Step;

    #[test]
    fn a_lock_ends_with_its_run_where_a_starting_process_still_has_the_file() {
        let tree = tempfile::tempdir().unwrap();
        // So that the lock file stays, and the next run opens the same one.
        let refuse_to_remove = |step, _: &Path| match step {
            Step::RemoveFile => Err(io::Error::from(ErrorKind::StorageFull)),
            _ => Ok(()),
        };
        let first = RunLock::acquire(tree.path(), Disk::new(refuse_to_remove)).unwrap();
        // What a fork makes of every open file, for as long as it takes to become another program.
        let copy = first.file.try_clone().unwrap();
        drop(first);
        RunLock::acquire(tree.path(), Disk::new(|_, _| Ok(()))).unwrap();
        drop(copy);
    }
}
