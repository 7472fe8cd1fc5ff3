//! Cuts the slice out of a full document, the short way or the long one.

use std::fmt;
use std::io::{BufReader, Read};

use openapi_reader::{Doubt, OutlineError};

use super::{FirstPass, parse};
use crate::error::Result;
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

/// Reads what the selection needs of a full document, or all of it if there is a doubt.
///
/// # Errors
///
/// The document cannot be read, is not well-formed, or cannot be sliced.
pub fn cut(document: &Located, selection: &Selection) -> Result<Cut> {
    let mut reader = document.open()?;
    let first_pass = FirstPass::over(&mut reader, selection);
    let (digest, mut file) = reader.finish_with_inner()?;
    match first_pass.and_then(|pass| pass.slice(&mut file, document.version, selection)) {
        Ok((version, slice)) => Ok(Cut {
            version,
            slice,
            digest,
            way: Way::Streamed,
        }),
        Err(OutlineError::Doubt(doubt)) => cut_in_full(document, selection, doubt),
        Err(error) => Err(error.into()),
    }
}

fn cut_in_full(document: &Located, selection: &Selection, doubt: Doubt) -> Result<Cut> {
    let mut reader = document.open()?;
    let mut bytes = Vec::new();
    BufReader::new(&mut reader)
        .read_to_end(&mut bytes)
        .map_err(OutlineError::Io)?;
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
