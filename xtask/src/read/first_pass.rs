//! The short way from a full document to its slice: one pass that finds the [`Outline`], then a reduced document of the
//! parts that the selection needs, which is sliced like any other.
//!
//! The slice is that of the full document. The selected path items are in the reduced document, and slicing reads no
//! others. It follows references by its own rule, on parsed parts, and every component that it asks for is fetched. If a
//! part is refused or not there, that is a [`Doubt`]: only the full document tells why.

use std::io::{Read, Seek};

use super::outline::Outline;
use super::reduce::Reduction;
use super::way::{Doubt, Unread};
use crate::selection::Selection;
use crate::slice::{Slice, slice};
use crate::version::GraphVersion;

/// What the first pass over a document found.
pub struct FirstPass(Outline);

impl FirstPass {
    /// Reads a document to its end, or to the first doubt.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, or cannot be read.
    pub fn over<R: Read>(reader: R, selection: &Selection) -> Result<Self, Unread> {
        Outline::read(reader, |path| is_selected(path, selection)).map(Self)
    }

    /// Cuts the slice out of the document, parts of which are read again from `file`. Also returns its version: `asked`,
    /// or else the one that the document names.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, cannot be read, or changed since the first pass.
    pub fn slice<F: Read + Seek>(
        &self,
        file: &mut F,
        asked: Option<GraphVersion>,
        selection: &Selection,
    ) -> Result<(GraphVersion, Slice), Unread> {
        let mut reduction = Reduction {
            outline: &self.0,
            file,
        };
        let (document, version) = reduction.reduce(asked, selection)?;
        let slice = slice(&document, version, selection)
            .map_err(|_| Doubt::new("a part that cannot be kept"))?;
        for absent in &slice.absent {
            let paths = document["paths"].as_object();
            if !paths.is_some_and(|paths| paths.keys().any(|path| absent.path.matches(path))) {
                // The report names similar paths, and they are not in the reduced document.
                return Err(Doubt::new(format!("no path `{}`", absent.path)).into());
            }
        }
        Ok((version, slice))
    }
}

/// Whether the path is selected in any version. The version of the document is not known yet.
fn is_selected(path: &str, selection: &Selection) -> bool {
    selection.paths.iter().any(|selected| {
        // Most paths differ before the first parameter.
        let head = selected.path.as_str().split('{').next().unwrap_or_default();
        path.starts_with(head) && selected.path.matches(path)
    })
}
