//! What becomes of a run that was killed: finished after its commit point, rolled back before it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::failure::untouched;
use super::journal::Journal;
use super::lock::RunLock;
use super::{completion, layout};
use crate::error::Result;

/// What a run found of the one before, and did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The run before had come to its end.
    Nothing,
    /// It was killed before its commit point: what it had staged is discarded, the tree was untouched.
    RolledBack,
    /// It was killed after its commit point, and is finished now: the paths that it replaced or created.
    Finished(Vec<String>),
}

/// What the next run will do about a run that was killed (or is at work this moment).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Discard what was staged; the tree is as it was before.
    RollBack,
    /// Put the remaining files in place; until then the tree is partly old and partly new.
    Finish,
}

/// Looks for a run that was killed, and reads only: not even a lock is taken.
pub fn pending(root: &Path) -> Option<Pending> {
    let exists = |path| layout::locate(root, path).symlink_metadata().is_ok();
    if exists(layout::JOURNAL) {
        Some(Pending::Finish)
    } else if exists(layout::STAGE) {
        Some(Pending::RollBack)
    } else {
        None
    }
}

/// Finishes or rolls back a run that was killed.
pub(super) fn recover(lock: &RunLock) -> Result<Recovery> {
    if let Some(journal) = Journal::read(lock)? {
        completion::finish(lock, &journal)?;
        return Ok(Recovery::Finished(
            journal
                .entries
                .into_iter()
                .map(|entry| entry.path)
                .collect(),
        ));
    }
    let was_pending = pending(&lock.root).is_some();
    discard(lock).map_err(|error| {
        untouched(
            "cannot discard the files of an interrupted run",
            layout::FOLDER,
            error,
        )
    })?;
    Ok(if was_pending {
        Recovery::RolledBack
    } else {
        Recovery::Nothing
    })
}

/// Removes what was staged, before the commit point or after the last rename.
pub(super) fn discard(lock: &RunLock) -> io::Result<()> {
    remove_if_there(lock, layout::UNFINISHED_JOURNAL)?;
    let stage = lock.locate(layout::STAGE);
    match fs::read_dir(&stage) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(staged) => {
            for entry in staged {
                lock.disk.remove_file(&entry?.path())?;
            }
            lock.disk.remove_folder(&stage)
        }
    }
}

fn remove_if_there(lock: &RunLock, path: &str) -> io::Result<()> {
    let place = lock.locate(path);
    if place.symlink_metadata().is_ok() {
        lock.disk.remove_file(&place)
    } else {
        Ok(())
    }
}
