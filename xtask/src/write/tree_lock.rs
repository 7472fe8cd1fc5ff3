//! The lock that lets one run at a time into a tree.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::{guard, refused};
use crate::error::{Error, Result};

/// The exclusive lock on a tree. The system releases it when the process ends, however it ends; the empty lock file stays.
#[derive(Debug)]
pub struct TreeLock {
    root: PathBuf,
    file: File,
}

impl TreeLock {
    /// The lock file, from the project's root. Git ignores it.
    pub const FILE: &str = ".regen.lock";

    /// Takes the lock.
    ///
    /// # Errors
    ///
    /// Returns an error if another run has the lock (it is not waited for), or if the file cannot be locked.
    pub fn acquire(root: &Path) -> Result<Self> {
        let refused = |error| {
            refused(
                "cannot lock the tree",
                Self::FILE,
                error,
                "no file is changed",
            )
        };
        guard::check_way(root, Self::FILE)?;
        let mut options = File::options();
        let file = options.create(true).write(true).truncate(false);
        let file = file.open(root.join(Self::FILE)).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(Self {
                root: root.to_owned(),
                file,
            }),
            Err(TryLockError::WouldBlock) => Err(Error::new("another run is at work in this tree")
                .at(Self::FILE)
                .help("wait for its end, then run the command again")),
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }

    /// The root of the tree.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for TreeLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that is just being started holds a copy until it becomes its program.
        let _ = self.file.unlock();
    }
}
