//! Puts a reduced document together, from parts of a full one.

use std::io::{Read, Seek};

use serde_json::{Map, Value, json};

use super::block::Block;
use super::outline::Outline;
use super::way::{Doubt, Unread};
use crate::openapi::Reference;
use crate::selection::Selection;
use crate::slice::{missing_components, selected_paths, version_for};
use crate::version::GraphVersion;

/// How many references may follow one another. Each round fetches what the one before found, and starts at the paths.
/// Documents of Microsoft need five.
const ROUNDS: usize = 64;

/// A document whose parts are read again from its file.
pub(super) struct Reduction<'a, F> {
    pub(super) outline: &'a Outline,
    pub(super) file: &'a mut F,
}

impl<F: Read + Seek> Reduction<'_, F> {
    /// The header, the selected path items, and the components that they refer to.
    pub(super) fn reduce(
        &mut self,
        asked: Option<GraphVersion>,
        selection: &Selection,
    ) -> Result<(Value, GraphVersion), Unread> {
        let parts = &self.outline.parts;
        let mut document = json!(self.entries(&parts.header, &[])?);
        let version = version_for(&document, asked).map_err(Unread::Error)?;
        document["paths"] = self.entries(&parts.paths, &["paths"])?.into();
        document["components"] = json!({});
        let refused = |_| Doubt::new("a part that cannot be kept");
        let paths = selected_paths(&document, version, selection).map_err(refused)?;
        for _ in 0..ROUNDS {
            let missing = missing_components(&document, &paths).map_err(refused)?;
            if missing.is_empty() {
                return Ok((document, version));
            }
            for reference in missing {
                document["components"][reference.section.keyword()][&reference.name] =
                    self.component(&reference)?;
            }
        }
        Err(Doubt::new("a long chain of references").into())
    }

    /// Parses these blocks, each of another name.
    fn entries(
        &mut self,
        blocks: &[Block],
        parents: &[&str],
    ) -> Result<Map<String, Value>, Unread> {
        let mut entries = Map::new();
        for block in blocks {
            let (name, value) = self.outline.hashes.read(block, self.file, parents)?;
            if entries.contains_key(&name) {
                return Err(second(&name));
            }
            entries.insert(name, value);
        }
        Ok(entries)
    }

    fn component(&mut self, reference: &Reference) -> Result<Value, Unread> {
        let Outline { hashes, parts } = self.outline;
        let name = hashes.name(reference.name.as_bytes());
        let block = match parts.components(reference.section, name) {
            [] => return Err(Doubt::new(format!("no `{reference}`")).into()),
            [block] => block,
            _ => return Err(second(&reference.name)),
        };
        let parents = ["components", reference.section.keyword()];
        match hashes.read(block, self.file, &parents)? {
            (name, value) if name == reference.name => Ok(value),
            _ => Err(Doubt::new(format!("no `{reference}`")).into()),
        }
    }
}

fn second(name: &str) -> Unread {
    Doubt::new(format!("a second `{name}`")).into()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::Path;

    use super::*;
    use crate::openapi::Section;
    use crate::read::parse;

    /// The folder `GRAPH_OPENAPI_DIR` holds them, or `../shared/graph-openapi` beside the workspace.
    #[test]
    #[ignore = "needs the full documents"]
    fn every_block_of_the_full_documents_parses_alone_as_it_does_in_its_place() {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph-openapi");
        let folder = std::env::var_os("GRAPH_OPENAPI_DIR").map_or(beside, Into::into);
        for name in ["v1.0.yaml", "beta.yaml"] {
            let path = folder.join(name);
            let full = parse(&fs::read(&path).unwrap()).unwrap();
            let mut file = File::open(&path).unwrap();
            let outline = Outline::read(&mut file, |_| true).unwrap();
            let mut reduction = Reduction {
                outline: &outline,
                file: &mut file,
            };

            for (name, value) in reduction.entries(&outline.parts.header, &[]).unwrap() {
                assert_eq!(full[&name], value, "{name}");
            }
            let paths = reduction.entries(&outline.parts.paths, &["paths"]).unwrap();
            assert_eq!(full["paths"].as_object().unwrap(), &paths);
            for section in Section::ALL {
                let parents = ["components", section.keyword()];
                let blocks = outline.parts.section(section);
                let entries = reduction.entries(blocks, &parents).unwrap();
                let expected = full["components"].get(section.keyword());
                assert_eq!(
                    expected.map_or(&Map::new(), |value| value.as_object().unwrap()),
                    &entries
                );
            }
        }
    }
}
