//! The short way from a full document to its slice: one pass that finds the [`Outline`], then a reduced document of the
//! parts that the selection needs, which is sliced like any other.
//!
//! The slice is that of the full document. The selected path items are in the reduced document, and slicing reads no
//! others. It follows references by its own rule, on parsed parts, and every component that it asks for is fetched. If a
//! part is refused or not there, that is a [`Doubt`]: only the full document tells why.

use std::io::{Read, Seek};

use openapi_reader::{Doubt, Outline};
use serde_json::{Value, json};

use super::Unread;
use crate::selection::Selection;
use crate::slice::{Reached, Slice, selected_paths, slice, version_for};
use crate::version::GraphVersion;

/// What the first pass over a document found.
pub struct FirstPass(Outline);

impl FirstPass {
    /// Reads a document to its end, or to the first doubt.
    ///
    /// # Errors
    ///
    /// The document must be parsed in full, or cannot be read.
    pub fn over<R: Read>(mut reader: R, selection: &Selection) -> Result<Self, Unread> {
        // Most paths differ before the first parameter or after the last one. The version of the document is not known yet.
        let selected: Vec<_> = selection
            .paths
            .iter()
            .map(|selected| {
                let path = selected.path.as_str();
                let start = path.find('{').map_or(path, |brace| &path[..brace]);
                let end = path.rfind('}').map_or(path, |brace| &path[brace..]);
                (start, end, &selected.path)
            })
            .collect();
        let is_selected = |path: &str| {
            selected.iter().any(|(start, end, template)| {
                path.starts_with(start) && path.ends_with(end) && template.matches(path)
            })
        };
        let outline = Outline::read(&mut reader, &is_selected)?;
        Ok(Self(outline))
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
        let (document, version) = self.reduce(file, asked, selection)?;
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

    /// The header, the selected path items, and the components that they refer to.
    fn reduce<F: Read + Seek>(
        &self,
        file: &mut F,
        asked: Option<GraphVersion>,
        selection: &Selection,
    ) -> Result<(Value, GraphVersion), Unread> {
        let paths = self.0.paths(file)?;
        if paths.is_empty() {
            return Err(Doubt::new("no selected path").into());
        }
        let mut document = json!(self.0.header(file)?);
        let version = version_for(&document, asked)?;
        document["paths"] = paths.into();
        document["components"] = json!({});
        let refused = |_| Doubt::new("a part that cannot be kept");
        let paths = selected_paths(&document, version, selection).map_err(refused)?;
        let mut reached = Reached::by(&paths).map_err(refused)?;
        while let Some(link) = reached.next() {
            if link.to.target(&document).is_none() {
                let (section, name) = (link.to.section.keyword(), &link.to.name);
                document["components"][section][name] = self.0.component(file, section, name)?;
            }
            reached.follow(link, &document).map_err(refused)?;
        }
        Ok((document, version))
    }
}
