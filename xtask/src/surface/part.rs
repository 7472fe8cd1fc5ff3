//! The parts of a contract: a tree that can be compared with another one.

use std::collections::BTreeMap;

use super::Located;
use crate::openapi::Pointer;

/// What a part is of the one that has it. Reports list them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Operation,
    Method,
    Path,
    Parameter,
    Body,
    /// What a success answers.
    Answer,
    Status,
    Type,
    ReadOnly,
    RequiredParameter,
    RequiredProperty,
    Nullable,
    /// The form in which a parameter is written.
    Form,
    /// What a plain value is.
    Plain,
    /// A value that an enumeration lists.
    Value,
    /// A pattern, a range, or whatever else restricts a value.
    Constraint,
    Default,
    Description,
    Deprecation,
    /// An object, a polymorphic type or a plain value.
    Shape,
    Property,
    /// `@odata.type`.
    Annotation,
    /// A type that a polymorphic type may be.
    Kind,
}

/// A part of a contract.
#[derive(Clone, Default)]
pub(crate) struct Part {
    /// Its place in the contract; `None` if it is that of the part that has it.
    pub(crate) place: Option<Pointer>,
    /// What it is, in words: `list of identityApiConnector`, `string (date-time)`. Empty if it is there or not.
    pub(crate) text: String,
    /// The types that it names.
    pub(crate) names: Vec<String>,
    /// The place of the type that it names, if this is written out there.
    pub(crate) inline: Option<Pointer>,
    /// Its parts by their names. A facet that there is once has the name "".
    pub(crate) parts: BTreeMap<(Facet, String), Part>,
}

impl Part {
    pub(crate) fn new(place: &Pointer, text: impl Into<String>) -> Self {
        Self {
            place: Some(place.clone()),
            text: text.into(),
            ..Self::default()
        }
    }

    pub(crate) fn get(&self, facet: Facet, name: &str) -> Option<&Self> {
        self.parts.get(&(facet, name.to_owned()))
    }

    pub(crate) fn has(&self, facet: Facet) -> bool {
        self.get(facet, "").is_some()
    }

    /// The parts of a facet, by name.
    pub(crate) fn all(&self, of: Facet) -> impl Iterator<Item = (&str, &Self)> {
        let parts = self.parts.iter();
        let parts = parts.filter(move |((facet, _), _)| *facet == of);
        parts.map(|((_, name), part)| (name.as_str(), part))
    }

    pub(super) fn insert(&mut self, facet: Facet, name: &str, part: Self) {
        self.parts.insert((facet, name.to_owned()), part);
    }

    /// Adds a part without a place of its own.
    pub(super) fn add(&mut self, facet: Facet, name: &str, text: impl Into<String>) {
        let part = Self {
            text: text.into(),
            ..Self::default()
        };
        self.insert(facet, name, part);
    }

    /// Adds a part that is there or not.
    pub(super) fn set(&mut self, facet: Facet, is_there: bool) {
        if is_there {
            self.add(facet, "", "");
        }
    }

    /// Adds what is said about a thing.
    pub(super) fn describe(&mut self, thing: &Located<'_>) {
        if let Some(text) = thing.text("description") {
            self.add(Facet::Description, "", text);
        }
        self.set(Facet::Deprecation, thing.is("deprecated"));
    }

    /// Whether two parts say the same, wherever they are.
    pub(crate) fn says(&self, other: &Self) -> bool {
        let mut pairs = self.parts.iter().zip(&other.parts);
        self.text == other.text
            && self.parts.len() == other.parts.len()
            && pairs.all(|((facet, part), (other_facet, other))| {
                facet == other_facet && part.says(other)
            })
    }
}
