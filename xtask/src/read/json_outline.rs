//! The outline of a JSON document: its header, its wanted path items and all its components as borrowed text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::outline::HEADER;
use super::parse_json;
use super::way::Doubt;
use crate::openapi::Section;

/// The parts of a document, not yet parsed.
pub(super) struct JsonOutline<'a> {
    pub(super) header: Vec<Entry<'a>>,
    pub(super) paths: Vec<Entry<'a>>,
    components: [Vec<Entry<'a>>; Section::ALL.len()],
}

/// A name and the text of its value.
pub(super) struct Entry<'a> {
    pub(super) name: String,
    text: &'a str,
}

impl<'a> JsonOutline<'a> {
    pub(super) fn read(text: &'a str, is_wanted: impl Fn(&str) -> bool) -> Result<Self, Doubt> {
        let mut outline = Self {
            header: Vec::new(),
            paths: Vec::new(),
            components: Default::default(),
        };
        let document = entries(text)?;
        outline.paths = entries(only(&document, "paths")?)?;
        outline.paths.retain(|path| is_wanted(&path.name));
        let components = entries(only(&document, "components")?)?;
        for section in Section::ALL {
            if components
                .iter()
                .any(|entry| entry.name == section.keyword())
            {
                outline.components[section as usize] =
                    entries(only(&components, section.keyword())?)?;
            }
        }
        outline.header = document;
        outline
            .header
            .retain(|entry| HEADER.contains(&entry.name.as_str()));
        Ok(outline)
    }

    /// The components of a section.
    pub(super) fn section(&self, section: Section) -> &[Entry<'a>] {
        &self.components[section as usize]
    }
}

impl Entry<'_> {
    /// Parses the value, nested as deep as it stands in the document.
    pub(super) fn parse(&self, depth: usize) -> Result<Value, Doubt> {
        let text = format!("{}{}{}", "[".repeat(depth), self.text, "]".repeat(depth));
        let nested = parse_json(&text).ok();
        nested
            .and_then(|mut value| Some(value.pointer_mut(&"/0".repeat(depth))?.take()))
            .ok_or_else(|| Doubt::new("a part that is not well-formed by itself"))
    }
}

/// The text of an entry that is there once.
fn only<'a>(entries: &[Entry<'a>], name: &str) -> Result<&'a str, Doubt> {
    let mut found = entries.iter().filter(|entry| entry.name == name);
    match (found.next(), found.next()) {
        (Some(entry), None) => Ok(entry.text),
        (None, _) => Err(Doubt::new(format!("no `{name}`"))),
        (Some(_), Some(_)) => Err(Doubt::new(format!("a second `{name}`"))),
    }
}

fn entries(text: &str) -> Result<Vec<Entry<'_>>, Doubt> {
    serde_json::from_str(text)
        .map(|Entries(entries)| entries)
        .map_err(|error| Doubt::new("something else than a JSON object").at_line(error.line()))
}

/// The entries of an object in their order, with the text of each value passed over.
struct Entries<'a>(Vec<Entry<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor).map(Self)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Vec<Entry<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, value)) = access.next_entry::<String, &'de RawValue>()? {
            entries.push(Entry {
                name,
                text: value.get(),
            });
        }
        Ok(entries)
    }
}
