//! Everything before the commit point: the new files complete and synced in `.regen/stage`, then the journal.

use std::fs::Permissions;
use std::io;

use super::failure::untouched;
use super::journal::{Entry, Journal, Sha256Hex};
use super::lock::RunLock;
use super::target::{Current, Target};
use super::{OutputFile, layout, preflight, recovery};
use crate::error::Result;

/// Stages the files and commits. Where that fails, the stage is gone and the tree is untouched.
pub(super) fn stage(lock: &RunLock, changes: &[(&OutputFile, Target)]) -> Result<Journal> {
    for (file, target) in changes {
        preflight::check(lock, file, target)?;
    }
    let staged = stage_files(lock, changes).and_then(|journal| {
        let written = journal.write(lock);
        written.map_err(|error| untouched("cannot write the journal", layout::JOURNAL, error))?;
        Ok(journal)
    });
    if staged.is_err() {
        // What resists is discarded by the next run; the first error is the one that tells.
        let _ = recovery::discard(lock);
    }
    staged
}

fn stage_files(lock: &RunLock, changes: &[(&OutputFile, Target)]) -> Result<Journal> {
    let stage = lock.locate(layout::STAGE);
    let no_stage = |error| {
        untouched(
            "cannot write the folder of staged files",
            layout::STAGE,
            error,
        )
    };
    lock.disk.ensure_folder(&stage).map_err(no_stage)?;
    let mut entries = Vec::new();
    for (index, (file, target)) in changes.iter().enumerate() {
        stage_file(lock, index, file, target).map_err(|error| {
            untouched("cannot write the new content of a file", &file.path, error)
        })?;
        entries.push(Entry {
            path: file.path.clone(),
            old: target
                .current
                .as_ref()
                .map(|current| Sha256Hex::of(&current.bytes)),
            new: Sha256Hex::of(&file.bytes),
        });
    }
    lock.disk.sync_folder(&stage).map_err(no_stage)?;
    Ok(Journal::new(entries))
}

fn stage_file(lock: &RunLock, index: usize, file: &OutputFile, target: &Target) -> io::Result<()> {
    let staged = lock.locate(&layout::staged(index));
    lock.disk
        .create_file(&staged, &file.bytes, permissions(target.current.as_ref()))
}

/// Those of the file that is replaced; a new file's do not depend on the umask.
#[cfg(unix)]
fn permissions(current: Option<&Current>) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;

    Some(current.map_or_else(
        || Permissions::from_mode(0o644),
        |current| current.permissions.clone(),
    ))
}

/// Windows' only one, read-only, is refused before.
#[cfg(not(unix))]
fn permissions(_: Option<&Current>) -> Option<Permissions> {
    None
}
