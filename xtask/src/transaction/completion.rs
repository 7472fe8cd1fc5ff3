//! Everything after the commit point, for this run or for one that was killed: rename, sync, clean up.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::failure::{GIVE_UP, unfinished};
use super::journal::{Entry, Journal, Sha256Hex};
use super::lock::RunLock;
use super::target::{self, Target};
use super::{layout, recovery};
use crate::error::{Error, Result};

/// Does what the journal says, as often as it takes. Nothing is renamed before every entry is known to be sound.
pub(super) fn finish(lock: &RunLock, journal: &Journal) -> Result<()> {
    let mut remaining = Vec::new();
    for (index, entry) in journal.entries.iter().enumerate() {
        if let Some(target) = check_entry(lock, index, entry)? {
            remaining.push((index, entry, target));
        }
    }
    // The journal's name has to outlive a loss of power before any target changes.
    lock.disk
        .sync_folder(&lock.locate(layout::FOLDER))
        .map_err(|error| unfinished("cannot sync the journal", layout::JOURNAL, error))?;
    for (index, entry, target) in remaining {
        replace(lock, index, &entry.path, &target).map_err(|error| {
            unfinished("cannot put a new file in its place", &entry.path, error)
        })?;
    }
    for folder in folders(lock, journal) {
        let synced = lock.disk.sync_folder(&folder);
        synced.map_err(|error| {
            unfinished(
                "cannot sync a folder of generated files",
                relative(lock, &folder),
                error,
            )
        })?;
    }
    clean_up(lock)
        .map_err(|error| unfinished("cannot remove the files of a run", layout::FOLDER, error))
}

/// Where the entry's file has still to be put; nothing where it is there already.
fn check_entry(lock: &RunLock, index: usize, entry: &Entry) -> Result<Option<Target>> {
    let target = target::read(&lock.root, &entry.path)
        .map_err(|error| error.in_document(layout::JOURNAL).help(GIVE_UP))?;
    let current = target
        .current
        .as_ref()
        .map(|current| Sha256Hex::of(&current.bytes));
    if current.as_ref() == Some(&entry.new) {
        return Ok(None);
    }
    if current != entry.old {
        return Err(edited(&entry.path));
    }
    let staged = layout::staged(index);
    match read_staged(&lock.locate(&staged)) {
        Ok(bytes) if Sha256Hex::of(&bytes) == entry.new => Ok(Some(target)),
        Ok(_) => Err(lost(&entry.path).because(format!("`{staged}` is damaged"))),
        Err(error) => Err(lost(&entry.path).because(error)),
    }
}

fn read_staged(place: &Path) -> io::Result<Vec<u8>> {
    if place.symlink_metadata()?.is_file() {
        fs::read(place)
    } else {
        Err(ErrorKind::InvalidData.into())
    }
}

fn replace(lock: &RunLock, index: usize, path: &str, target: &Target) -> io::Result<()> {
    for (end, _) in path.match_indices('/') {
        lock.disk.ensure_folder(&lock.locate(&path[..end]))?;
    }
    lock.disk
        .rename(&lock.locate(&layout::staged(index)), &target.place)
}

/// Every folder on the way to a target: each may be new.
fn folders(lock: &RunLock, journal: &Journal) -> BTreeSet<PathBuf> {
    let parents = journal.entries.iter().flat_map(|entry| {
        entry
            .path
            .match_indices('/')
            .map(|(end, _)| lock.locate(&entry.path[..end]))
    });
    parents.chain([lock.root.clone()]).collect()
}

/// The journal last: as long as it is there, the run counts as unfinished.
fn clean_up(lock: &RunLock) -> io::Result<()> {
    recovery::discard(lock)?;
    lock.disk.remove_file(&lock.locate(layout::JOURNAL))?;
    // A journal that a loss of power brings back finds everything done.
    let _ = lock.disk.sync_folder(&lock.locate(layout::FOLDER));
    Ok(())
}

fn relative(lock: &RunLock, folder: &Path) -> String {
    let below = folder.strip_prefix(&lock.root).unwrap_or(folder);
    if below.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        below.display().to_string()
    }
}

fn edited(path: &str) -> Error {
    Error::new("a generated file was edited in the middle of a run: it is neither as before that run nor as after it")
        .at(path)
        .help(format!(
            "save what you want to keep of it and undo the edit (`git restore {path}`), then run `cargo xtask regen` again: it finishes \
             that run; where that does not help, {GIVE_UP}"
        ))
}

fn lost(path: &str) -> Error {
    Error::new("the new content of a file, staged by an interrupted run, is lost")
        .at(path)
        .help(GIVE_UP)
}
