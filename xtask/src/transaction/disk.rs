//! Every change of the disk goes through here, so that a test can end a run before any of them.

use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

/// What is about to be done to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Step {
    CreateFolder,
    CreateFile,
    Write,
    SetPermissions,
    SyncFile,
    SyncFolder,
    Lock,
    Rename,
    RemoveFile,
    RemoveFolder,
}

/// Asked before each change; an error stands for the disk's own.
type Observer = dyn Fn(Step, &Path) -> io::Result<()>;

/// The file system, with somebody who is asked before each change.
pub(super) struct Disk {
    observer: Box<Observer>,
}

impl Disk {
    pub(super) fn new(observer: impl Fn(Step, &Path) -> io::Result<()> + 'static) -> Self {
        Self {
            observer: Box::new(observer),
        }
    }

    fn before(&self, step: Step, path: &Path) -> io::Result<()> {
        (self.observer)(step, path)
    }

    /// Creates the folder where it is missing.
    pub(super) fn ensure_folder(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.before(Step::CreateFolder, path)?;
        match fs::create_dir(path) {
            // Another process was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            result => result,
        }
    }

    /// Creates a new file that survives a loss of power once this returns.
    pub(super) fn create_file(
        &self,
        path: &Path,
        bytes: &[u8],
        permissions: Option<Permissions>,
    ) -> io::Result<()> {
        self.before(Step::CreateFile, path)?;
        let mut file = File::create_new(path)?;
        self.before(Step::Write, path)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            self.before(Step::SetPermissions, path)?;
            file.set_permissions(permissions)?;
        }
        self.before(Step::SyncFile, path)?;
        file.sync_all()
    }

    /// Opens the lock file, which need not be there.
    pub(super) fn open_lock_file(&self, path: &Path) -> io::Result<File> {
        self.before(Step::CreateFile, path)?;
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
    }

    /// Takes the exclusive lock if nobody holds it.
    pub(super) fn try_lock(&self, file: &File, path: &Path) -> Result<(), fs4::TryLockError> {
        self.before(Step::Lock, path)?;
        // Not the method: std has one of this name since a later Rust than our oldest.
        fs4::FileExt::try_lock(file)
    }

    /// Makes the folder's entries survive a loss of power. Windows has nothing of the kind.
    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        self.before(Step::SyncFolder, path)?;
        match File::open(path)?.sync_all() {
            // Some network and shared file systems cannot; there is nothing more to be had from them.
            Err(error) if is_unsupported(&error) => Ok(()),
            result => result,
        }
    }

    /// Replaces `to` by `from` in one step, on Windows too.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Step::Rename, to)?;
        fs::rename(from, to)
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.before(Step::RemoveFile, path)?;
        fs::remove_file(path)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.before(Step::RemoveFolder, path)?;
        fs::remove_dir(path)
    }
}

fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
    )
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disk").finish_non_exhaustive()
    }
}
