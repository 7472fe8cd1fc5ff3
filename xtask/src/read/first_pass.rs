//! The short way from a full document to its slice: one pass that finds where everything stands, then a reduced
//! document of the parts that the selection needs, which is sliced like any other.
//!
//! The slice is that of the full document. The selected path items are in the reduced document, and slicing looks at
//! no others; references are followed by slicing's own rule, on parsed parts, and every component that it asks for is
//! fetched. What it would say about parts that are not there, it says about the full document: anything refused or
//! absent is a [`Doubt`].

use std::io::{Read, Seek};

use super::json_outline::JsonOutline;
use super::outline::Outline;
use super::reduce::{YamlParts, reduce};
use super::way::{Doubt, Unread, Way};
use crate::selection::Selection;
use crate::slice::{Slice, slice};
use crate::version::GraphVersion;

/// What the first pass over a document leaves.
pub struct FirstPass(Found);

enum Found {
    Yaml(Outline),
    Json(String),
}

impl FirstPass {
    /// Reads a document to its end, or to the first doubt.
    ///
    /// # Errors
    ///
    /// Where the document must be parsed in full, or cannot be read.
    pub fn over<R: Read + Send>(mut reader: R, selection: &Selection) -> Result<Self, Unread> {
        let mut start = Vec::new();
        reader.by_ref().take(1).read_to_end(&mut start)?;
        let mut reader = start.as_slice().chain(reader);
        if start == b"{" {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes)?;
            let text =
                String::from_utf8(bytes).map_err(|_| Doubt::new("bytes that are no UTF-8"))?;
            return Ok(Self(Found::Json(text)));
        }
        let outline = Outline::read(reader, |path| is_selected(path, selection))?;
        Ok(Self(Found::Yaml(outline)))
    }

    /// How the document is read.
    pub fn way(&self) -> Way {
        match self.0 {
            Found::Yaml(_) => Way::Streamed,
            Found::Json(_) => Way::InPart,
        }
    }

    /// Cuts the slice out of the document, parts of which are read again from `file`. Also tells its version: the
    /// one that is asked for, or else the one that the document speaks of.
    ///
    /// # Errors
    ///
    /// Where the document must be parsed in full, cannot be read, or changed since the first pass.
    pub fn slice<F: Read + Seek>(
        &self,
        file: &mut F,
        asked: Option<GraphVersion>,
        selection: &Selection,
    ) -> Result<(GraphVersion, Slice), Unread> {
        let (document, version) = match &self.0 {
            Found::Yaml(outline) => reduce(&mut YamlParts { outline, file }, asked, selection),
            Found::Json(text) => {
                let mut parts = JsonOutline::read(text, |path| is_selected(path, selection))?;
                reduce(&mut parts, asked, selection)
            }
        }?;
        let slice = slice(&document, version, selection)
            .map_err(|_| Doubt::new("a part that cannot be kept"))?;
        for absent in &slice.absent {
            let there = document["paths"].as_object();
            if !there.is_some_and(|paths| paths.keys().any(|path| absent.path.matches(path))) {
                // The nearest paths are named from all that there are.
                return Err(Doubt::new(format!("no path `{}`", absent.path)).into());
            }
        }
        Ok((version, slice))
    }
}

/// Whether the path is selected in any version; which one is at hand need not be known yet.
fn is_selected(path: &str, selection: &Selection) -> bool {
    selection.paths.iter().any(|selected| {
        // Most paths differ before the first parameter.
        let head = selected.path.as_str().split('{').next().unwrap_or_default();
        path.starts_with(head) && selected.path.matches(path)
    })
}
