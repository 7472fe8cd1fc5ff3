//! Cuts the slice out of a full document, the short way or the long one.

use std::io::{BufReader, Read};

use super::{Doubt, FirstPass, Unread, Way, parse};
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
        .map_err(|error| Error::new("the document cannot be read").because(error))?;
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
