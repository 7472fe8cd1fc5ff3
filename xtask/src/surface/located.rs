//! A value of a document with its place.

use serde_json::Value;

use crate::openapi::{Pointer, Reference, referenced};

/// How many references to references are followed. A contract has no such chain.
const LONGEST_CHAIN: usize = 16;

/// A value and its place.
#[derive(Clone)]
pub(crate) struct Located<'a> {
    pub(crate) document: &'a Value,
    pub(crate) value: &'a Value,
    pub(crate) place: Pointer,
}

impl<'a> Located<'a> {
    pub(crate) fn root(document: &'a Value) -> Self {
        Self {
            document,
            value: document,
            place: Pointer::default(),
        }
    }

    /// The value of a keyword or name.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(self.below(key, value))
    }

    /// The named values of an object.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let entries = self.value.as_object().into_iter().flatten();
        entries.map(|(key, value)| (key.as_str(), self.below(key, value)))
    }

    /// The values of a list.
    pub(crate) fn list(&self) -> impl Iterator<Item = Self> {
        let entries = self.value.as_array().into_iter().flatten().enumerate();
        entries.map(|(index, value)| self.below(&index.to_string(), value))
    }

    /// The component that this value refers to.
    pub(crate) fn reference(&self) -> Option<Reference> {
        Reference::parse(referenced(self.value)?).ok()
    }

    /// The value at another place of the document.
    pub(crate) fn at(&self, place: Pointer) -> Option<Self> {
        let value = self.document.pointer(&place.to_string())?;
        Some(Self {
            document: self.document,
            value,
            place,
        })
    }

    /// What this value refers to, or itself.
    pub(crate) fn resolve(&self) -> Self {
        let mut value = self.clone();
        for _ in 0..LONGEST_CHAIN {
            match value.reference().and_then(|target| self.component(&target)) {
                Some(target) => value = target,
                None => return value,
            }
        }
        value
    }

    /// A component of the document.
    fn component(&self, reference: &Reference) -> Option<Self> {
        let section = reference.section.keyword();
        self.at(Pointer::new(["components", section, &reference.name]))
    }

    /// The text of a keyword.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    /// The texts that a keyword lists.
    pub(crate) fn texts(&self, key: &str) -> impl Iterator<Item = &'a str> {
        let listed = self.value.get(key).and_then(Value::as_array);
        listed.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether a keyword is set.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    fn below(&self, key: &str, value: &'a Value) -> Self {
        Self {
            document: self.document,
            value,
            place: self.place.child(key),
        }
    }
}
