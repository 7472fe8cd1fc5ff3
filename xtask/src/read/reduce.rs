//! Puts a reduced document together, from parts of a full one.

use std::io::{Read, Seek};

use serde_json::{Map, Value, json};

use super::json_outline::JsonOutline;
use super::outline::Outline;
use super::way::{Doubt, Unread};
use crate::openapi::Reference;
use crate::selection::Selection;
use crate::slice::{missing_components, selected_paths, version_for};
use crate::version::GraphVersion;

/// How many references may follow one another: each round fetches what the one before has found, and starts at the
/// paths. Documents of Microsoft need five.
const ROUNDS: usize = 64;

/// The parts of a full document, each parsed when it is asked for.
pub(super) trait Parts {
    fn header(&mut self) -> Result<Vec<(String, Value)>, Unread>;
    fn paths(&mut self) -> Result<Vec<(String, Value)>, Unread>;
    fn component(&mut self, reference: &Reference) -> Result<Value, Unread>;
}

/// The header, the selected path items, and the components that these lead to.
pub(super) fn reduce(
    parts: &mut impl Parts,
    asked: Option<GraphVersion>,
    selection: &Selection,
) -> Result<(Value, GraphVersion), Unread> {
    let mut document = json!(collect(parts.header()?)?);
    let version = version_for(&document, asked).map_err(Unread::Error)?;
    document["paths"] = collect(parts.paths()?)?.into();
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
                parts.component(&reference)?;
        }
    }
    Err(Doubt::new("a long chain of references").into())
}

fn collect(entries: Vec<(String, Value)>) -> Result<Map<String, Value>, Doubt> {
    let mut map = Map::new();
    for (name, value) in entries {
        if map.contains_key(&name) {
            return Err(Doubt::new(format!("a second `{name}`")));
        }
        map.insert(name, value);
    }
    Ok(map)
}

/// The parts of a YAML document, read again from its file.
pub(super) struct YamlParts<'a, F> {
    pub(super) outline: &'a Outline,
    pub(super) file: &'a mut F,
}

impl<F: Read + Seek> Parts for YamlParts<'_, F> {
    fn header(&mut self) -> Result<Vec<(String, Value)>, Unread> {
        let blocks = self.outline.header.iter();
        blocks.map(|block| block.read(self.file, &[])).collect()
    }

    fn paths(&mut self) -> Result<Vec<(String, Value)>, Unread> {
        let blocks = self.outline.paths.iter();
        blocks
            .map(|block| block.read(self.file, &["paths"]))
            .collect()
    }

    fn component(&mut self, reference: &Reference) -> Result<Value, Unread> {
        let blocks = self.outline.section(reference.section).iter();
        for block in blocks.filter(|block| block.may_be(&reference.name)) {
            let (name, value) =
                block.read(self.file, &["components", reference.section.keyword()])?;
            if name == reference.name {
                return Ok(value);
            }
        }
        Err(Doubt::new(format!("no `{reference}`")).into())
    }
}

impl Parts for JsonOutline<'_> {
    fn header(&mut self) -> Result<Vec<(String, Value)>, Unread> {
        let entries = self.header.iter();
        entries
            .map(|entry| Ok((entry.name.to_string(), entry.parse(1)?)))
            .collect()
    }

    fn paths(&mut self) -> Result<Vec<(String, Value)>, Unread> {
        let entries = self.paths.iter();
        entries
            .map(|entry| Ok((entry.name.to_string(), entry.parse(2)?)))
            .collect()
    }

    fn component(&mut self, reference: &Reference) -> Result<Value, Unread> {
        let mut entries = self.section(reference.section).iter();
        match entries.find(|entry| entry.name == reference.name) {
            Some(entry) => Ok(entry.parse(3)?),
            None => Err(Doubt::new(format!("no `{reference}`")).into()),
        }
    }
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

            let mut parts = YamlParts {
                outline: &outline,
                file: &mut file,
            };
            for (name, value) in parts.header().unwrap() {
                assert_eq!(full[&name], value, "{name}");
            }
            let paths = collect(parts.paths().unwrap()).unwrap();
            assert_eq!(full["paths"].as_object().unwrap(), &paths);
            for section in Section::ALL {
                let parents = ["components", section.keyword()];
                let blocks = outline.section(section).iter();
                let entries = blocks.map(|block| block.read(&mut file, &parents).unwrap());
                let entries = collect(entries.collect()).unwrap();
                let expected = full["components"].get(section.keyword());
                assert_eq!(
                    expected.map_or(&Map::new(), |value| value.as_object().unwrap()),
                    &entries
                );
            }
        }
    }
}
