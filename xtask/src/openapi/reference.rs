//! References (`$ref`) to components.

use std::fmt;

use serde_json::{Value, json};

use super::{Node, Pointer};
use crate::error::{Error, Result};

/// A section of `components`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `components/schemas`
    Schemas,
    /// `components/responses`
    Responses,
    /// `components/parameters`
    Parameters,
    /// `components/requestBodies`
    RequestBodies,
    /// `components/headers`
    Headers,
}

impl Section {
    /// All sections, in the order in which they are written.
    pub const ALL: [Self; 5] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::RequestBodies,
        Self::Headers,
    ];

    /// The section's keyword.
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
        }
    }

    /// The kind of its components.
    pub const fn node(self) -> Node {
        match self {
            Self::Schemas => Node::Schema,
            Self::Responses => Node::Response,
            Self::Parameters => Node::Parameter,
            Self::RequestBodies => Node::RequestBody,
            Self::Headers => Node::Header,
        }
    }
}

/// A reference to a component of the same document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The section of `components`.
    pub section: Section,
    /// The name of the component, unescaped.
    pub name: String,
}

impl Reference {
    /// A reference to a schema.
    pub fn schema(name: impl Into<String>) -> Self {
        Self {
            section: Section::Schemas,
            name: name.into(),
        }
    }

    /// The target of a value that is a reference to a component.
    pub fn of(value: &Value) -> Option<Self> {
        Self::parse(referenced(value)?).ok()
    }

    /// The object that is this reference.
    pub fn to_value(&self) -> Value {
        json!({ "$ref": self.to_string() })
    }

    /// The place of the component.
    pub fn pointer(&self) -> Pointer {
        Pointer::new(["components", self.section.keyword(), &self.name])
    }

    /// The component, if the document has it.
    pub fn target<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document["components"][self.section.keyword()].get(&self.name)
    }

    /// Parses a `$ref`, which must name a component of the same document.
    pub fn parse(text: &str) -> Result<Self> {
        let refuse = |why: &str| {
            Error::new(format!("the reference `{}` {why}", text.escape_debug()))
                .help("only references of the form `#/components/SECTION/NAME` can be kept")
        };
        let Some(fragment) = text.strip_prefix('#') else {
            return Err(refuse("leads out of the document"));
        };
        let rest = fragment
            .strip_prefix("/components/")
            .ok_or_else(|| refuse("does not lead to a component"))?;
        let (section, name) = rest
            .split_once('/')
            .ok_or_else(|| refuse("names no component"))?;
        let section = Section::ALL
            .into_iter()
            .find(|known| known.keyword() == section)
            .ok_or_else(|| refuse("leads to a section that cannot be kept"))?;
        let name = unescape(name).ok_or_else(|| refuse("is not well formed"))?;
        if name.is_empty() || name.contains('/') {
            return Err(refuse("leads into a component, not to one"));
        }
        Ok(Self { section, name })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.pointer())
    }
}

/// The `$ref` of an object, if it is a reference.
pub fn referenced(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// Decodes percent encoding, because the pointer is a URI fragment, and then the escapes of a JSON pointer.
fn unescape(segment: &str) -> Option<String> {
    if !segment.contains('%') && !segment.contains('~') {
        return Some(segment.to_owned());
    }
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(
        String::from_utf8(bytes)
            .ok()?
            .replace("~1", "/")
            .replace("~0", "~"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_once() {
        let parsed = Reference::parse("#/components/schemas/a%2Eb~01").unwrap();
        assert_eq!(parsed.name, "a.b~1");
        assert_eq!(parsed.to_string(), "#/components/schemas/a.b~01");
    }
}
