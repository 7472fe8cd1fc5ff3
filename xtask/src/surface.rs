//! A contract as callers see it: operations with what they take and answer, and the types of their bodies
//! with how these are used. Inherited, shared and inline definitions look the same here.

mod located;
mod operation;
mod part;
mod types;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lower::rust_name::NAMESPACE;

pub(crate) use located::Located;
pub(crate) use part::{Facet, Part};

/// How callers use a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// They send it, all that is required included.
    Create,
    /// They send the part of it to change (PATCH).
    Update,
    /// They receive it.
    Answer,
}

/// What callers can see of a contract.
pub(crate) struct Surface {
    /// The operations and the types, by name.
    pub(crate) all: Part,
    /// How each type is used.
    pub(crate) uses: BTreeMap<String, BTreeSet<Use>>,
}

impl Surface {
    pub(crate) fn read(document: &Value) -> Self {
        let mut all = operation::read_operations(document);
        let uses = types::reach_types(document, &mut all);
        Self { all, uses }
    }

    /// What a type is made of.
    pub(crate) fn shape(&self, name: &str) -> Option<&Part> {
        self.all.get(Facet::Type, name)?.get(Facet::Shape, "")
    }
}

/// A schema's name without its namespace.
pub(crate) fn short_name(name: &str) -> &str {
    name.strip_prefix(NAMESPACE).unwrap_or(name)
}
