//! Cuts the slice out of a full document, the short way or the long one.

use std::fmt;
use std::io::{BufReader, Read};

use openapi_reader::{Doubt, OutlineError};

use super::{FirstPass, parse};
use crate::error::{Error, Result};
use crate::selection::Selection;
use crate::slice::{Slice, slice, version_for};
use crate::source::{Digest, Located};
use crate::version::GraphVersion;

/// What was cut out of a full document.
#[derive(Debug)]
pub struct Cut {
    /// The version that the document describes.
    pub version: GraphVersion,
    /// The slice.
    pub slice: Slice,
    /// The digest of the whole document.
    pub digest: Digest,
    /// How the document was read.
    pub way: Way,
}

/// How a full document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Chunk by chunk, with only the needed parts parsed.
    Streamed,
    /// In full, for this reason.
    InFull(Doubt),
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Streamed => f.write_str("streamed"),
            Self::InFull(doubt) => write!(f, "parsed in full: {doubt}"),
        }
    }
}

/// Why the short way has no result.
#[derive(Debug)]
pub enum Unread {
    /// The full parse may read the document.
    Doubt(Doubt),
    /// The document cannot be read, or it changed between two readings.
    Error(Error),
}

impl From<OutlineError> for Unread {
    fn from(error: OutlineError) -> Self {
        match error {
            OutlineError::Doubt(doubt) => Self::Doubt(doubt),
            OutlineError::Changed => Self::Error(
                Error::new("the document changed while it was read")
                    .help("wait until it is written, then run the command again"),
            ),
            OutlineError::Io(error) => Self::Error(unreadable(error)),
        }
    }
}

impl From<Doubt> for Unread {
    fn from(doubt: Doubt) -> Self {
        Self::Doubt(doubt)
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

fn unreadable(error: std::io::Error) -> Error {
    Error::new("the document cannot be read").because(error)
}

/// Reads what the selection needs of a full document, or all of it if there is a doubt.
///
/// # Errors
///
/// The document cannot be read, is not well-formed, or cannot be sliced.
pub fn cut(document: &Located, selection: &Selection) -> Result<Cut> {
    match cut_short(document, selection) {
        Ok(cut) => Ok(cut),
        Err(Unread::Doubt(doubt)) => cut_in_full(document, selection, doubt),
        Err(Unread::Error(error)) => Err(error),
    }
}

fn cut_short(document: &Located, selection: &Selection) -> Result<Cut, Unread> {
    let mut reader = document.open()?;
    let first_pass = FirstPass::over(&mut reader, selection)?;
    let (digest, mut file) = reader.finish_with_inner()?;
    let (version, slice) = first_pass.slice(&mut file, document.version, selection)?;
    Ok(Cut {
        version,
        slice,
        digest,
        way: Way::Streamed,
    })
}

fn cut_in_full(document: &Located, selection: &Selection, doubt: Doubt) -> Result<Cut> {
    let mut reader = document.open()?;
    let mut bytes = Vec::new();
    BufReader::new(&mut reader)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let digest = reader.finish()?;
    let value = parse(&bytes)?;
    let version = version_for(&value, document.version)?;
    Ok(Cut {
        version,
        slice: slice(&value, version, selection)?,
        digest,
        way: Way::InFull(doubt.in_document(&bytes)),
    })
}
