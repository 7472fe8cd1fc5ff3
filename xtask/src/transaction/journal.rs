//! The journal: which files a committed run replaces, and by what. Once it has its name, the run is committed.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::failure::GIVE_UP;
use super::lock::RunLock;
use super::{layout, target};
use crate::error::{Error, Result};

/// What a committed run does.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    version: Version,
    pub(super) entries: Vec<Entry>,
}

/// One file. The content of entry 3 is staged as `stage/3`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) path: String,
    /// Of the file that is replaced, if there was one.
    pub(super) old: Option<Sha256Hex>,
    pub(super) new: Sha256Hex,
}

/// A journal of another make is refused, not guessed at.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Version {
    #[serde(rename = "1")]
    V1,
}

/// A SHA-256 in lower-case hexadecimal digits.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sha256Hex(String);

impl Sha256Hex {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut hex = String::new();
        for byte in Sha256::digest(bytes) {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }
}

impl Journal {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        Self {
            version: Version::V1,
            entries,
        }
    }

    /// The commit point: complete under another name first, then renamed.
    pub(super) fn write(&self, lock: &RunLock) -> io::Result<()> {
        let unfinished = lock.locate(layout::UNFINISHED_JOURNAL);
        lock.disk
            .create_file(&unfinished, &serde_json::to_vec_pretty(self)?, None)?;
        lock.disk.sync_folder(&lock.locate(layout::FOLDER))?;
        // The folder `.regen` itself may be new.
        lock.disk.sync_folder(&lock.root)?;
        lock.disk.rename(&unfinished, &lock.locate(layout::JOURNAL))
    }

    /// The journal of a run that was killed after its commit point.
    pub(super) fn read(lock: &RunLock) -> Result<Option<Self>> {
        let bytes = match fs::read(lock.locate(layout::JOURNAL)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            result => result.map_err(damaged)?,
        };
        let journal: Self = serde_json::from_slice(&bytes).map_err(damaged)?;
        target::check_paths(journal.entries.iter().map(|entry| entry.path.as_str()))
            .map_err(|error| error.in_document(layout::JOURNAL).help(GIVE_UP))?;
        Ok(Some(journal))
    }
}

fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new("the journal of an interrupted run cannot be read")
        .at(layout::JOURNAL)
        .because(error)
        .help(GIVE_UP)
}
