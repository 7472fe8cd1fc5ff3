//! The short way from a full document to its slice: one pass that finds the [`Outline`], then a reduced document of the
//! parts that the selection needs, which is sliced like any other.
//!
//! The slice is that of the full document. The selected path items are in the reduced document, and slicing reads no
//! others. The components are those that slicing itself asks for. If a part is refused or not there, that is a [`Doubt`]:
//! only the full document tells why.

use std::io::{Read, Seek};

use openapi_reader::{Doubt, Outline, OutlineError};
use serde_json::Value;

use crate::error::Error;
use crate::selection::{PathTemplate, Selection};
use crate::slice::{Slice, close_references, omit_navigation, selected_paths, slice, version_for};
use crate::version::GraphVersion;

/// What the first pass over a document found.
pub struct FirstPass(Outline);

impl FirstPass {
    /// Reads a document to its end, or to the first doubt.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, or cannot be read.
    pub fn over<R: Read>(mut reader: R, selection: &Selection) -> Result<Self, OutlineError> {
        // The version of the document, which may narrow the selection, is not known yet.
        let paths = selection.paths.iter();
        let wanted: Vec<_> = paths.map(|selected| selected.path.as_str()).collect();
        Outline::read(&mut reader, &wanted).map(Self)
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
    ) -> Result<(GraphVersion, Slice), OutlineError> {
        let paths = self.0.paths(file)?;
        if paths.is_empty() {
            return Err(Doubt::new("no selected path").into());
        }
        let mut document = Value::from(self.0.header(file)?);
        let version = version_for(&document, asked)?;
        let is_there = |path: &PathTemplate| paths.keys().any(|other| path.matches(other));
        if let Some(absent) = { selection.paths(version) }.find(|of| !is_there(&of.path)) {
            // The report names similar paths, and they are not in the reduced document.
            return Err(Doubt::new(format!("no path `{}`", absent.path)).into());
        }
        document["paths"] = paths.into();
        let paths = selected_paths(&document, version, selection)?;
        let components = close_references(&paths, |link| {
            let (section, name) = (link.to.section.keyword(), &link.to.name);
            let component = self.0.component(file, section, name)?;
            Ok::<_, OutlineError>(omit_navigation(&link.to, component, version, selection))
        })?;
        document["components"] = components.into();
        Ok((version, slice(&document, version, selection)?))
    }
}

impl From<Error> for OutlineError {
    fn from(_: Error) -> Self {
        Doubt::new("a part that cannot be kept").into()
    }
}
