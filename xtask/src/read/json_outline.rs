//! The outline of a JSON document: its header, its wanted path items and all its components as borrowed text. All
//! else is checked.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::json_check::Check;
use super::keys::all_differ;
use super::name::hash;
use super::outline::HEADER;
use super::parse_json;
use super::way::Doubt;
use crate::openapi::Section;

/// The parts of a document, not yet parsed.
#[derive(Default)]
pub(super) struct JsonOutline<'a> {
    pub(super) header: Vec<Entry<'a>>,
    pub(super) paths: Vec<Entry<'a>>,
    components: [Vec<Entry<'a>>; Section::ALL.len()],
}

/// A name and the text of its value.
pub(super) struct Entry<'a> {
    pub(super) name: Cow<'a, str>,
    text: &'a str,
}

impl<'a> JsonOutline<'a> {
    pub(super) fn read(text: &'a str, is_wanted: impl Fn(&str) -> bool) -> Result<Self, Doubt> {
        let mut outline = Self::default();
        let mut json = serde_json::Deserializer::from_str(text);
        let part = Part {
            place: Place::Document,
            is_wanted: &is_wanted,
            outline: &mut outline,
        };
        let seen = part.deserialize(&mut json);
        let seen = seen.and_then(|seen| json.end().map(|()| seen));
        let seen = seen.map_err(Doubt::new)?;
        for keyword in ["paths", "components"] {
            if !seen.contains(&hash(keyword.as_bytes())) {
                return Err(Doubt::new(format!("no `{keyword}`")));
            }
        }
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

/// Which object is read.
#[derive(Clone, Copy)]
enum Place {
    Document,
    Paths,
    Components,
    Section(Section),
}

/// What becomes of a value.
enum Use {
    Header,
    Path,
    Component(Section),
    Enter(Place),
    Check,
}

impl Place {
    fn use_of(self, name: &str, is_wanted: impl Fn(&str) -> bool) -> Use {
        let mut sections = Section::ALL.into_iter();
        match self {
            Self::Document if name == "paths" => Use::Enter(Self::Paths),
            Self::Document if name == "components" => Use::Enter(Self::Components),
            Self::Document if HEADER.contains(&name) => Use::Header,
            Self::Paths if is_wanted(name) => Use::Path,
            Self::Components => sections
                .find(|section| section.keyword() == name)
                .map_or(Use::Check, |section| Use::Enter(Self::Section(section))),
            Self::Section(section) => Use::Component(section),
            Self::Document | Self::Paths => Use::Check,
        }
    }

    /// In how many objects the values stand.
    const fn depth(self) -> usize {
        match self {
            Self::Document => 1,
            Self::Paths | Self::Components => 2,
            Self::Section(_) => 3,
        }
    }
}

/// An object that is read; its value are the hashes of its keys.
struct Part<'o, 'a, W> {
    place: Place,
    is_wanted: &'o W,
    outline: &'o mut JsonOutline<'a>,
}

impl<'de, W: Fn(&str) -> bool> DeserializeSeed<'de> for Part<'_, 'de, W> {
    type Value = Vec<u64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u64>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, W: Fn(&str) -> bool> Visitor<'de> for Part<'_, 'de, W> {
    type Value = Vec<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Vec<u64>, A::Error> {
        let mut seen = Vec::new();
        let mut keys = Vec::new();
        while let Some(name) = access.next_key_seed(Name)? {
            seen.push(hash(name.as_bytes()));
            let entries = match self.place.use_of(&name, self.is_wanted) {
                Use::Enter(place) => {
                    access.next_value_seed(Part {
                        place,
                        is_wanted: self.is_wanted,
                        outline: self.outline,
                    })?;
                    continue;
                }
                Use::Check => {
                    access.next_value_seed(Check::within(self.place.depth(), &mut keys))?;
                    continue;
                }
                Use::Header => &mut self.outline.header,
                Use::Path => &mut self.outline.paths,
                Use::Component(section) => &mut self.outline.components[section as usize],
            };
            let text = access.next_value::<&'de RawValue>()?.get();
            check(text, self.place.depth(), &mut keys).map_err(A::Error::custom)?;
            entries.push(Entry { name, text });
        }
        if all_differ(&mut seen) {
            Ok(seen)
        } else {
            Err(A::Error::custom("a key that stands twice"))
        }
    }
}

fn check(text: &str, depth: usize, keys: &mut Vec<u64>) -> serde_json::Result<()> {
    Check::within(depth, keys).deserialize(&mut serde_json::Deserializer::from_str(text))
}

/// A key, borrowed where it is written without escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
