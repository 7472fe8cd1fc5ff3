//! A contract as callers see it: operations with what they take and answer, and the types of their bodies
//! with how these are used. Inherited, shared and inline definitions look the same here.

mod located;
mod member;
mod operation;
mod types;

use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use located::Located;
pub(crate) use member::{About, Member, short_name};
pub(crate) use operation::{Content, Operation, Parameter};
pub(crate) use types::{Shape, Type};

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
    /// The operations by name.
    pub(crate) operations: BTreeMap<String, Operation>,
    /// The types by the names of their schemas.
    pub(crate) types: BTreeMap<String, Type>,
}

impl Surface {
    pub(crate) fn read(document: &Value) -> Self {
        let operations = operation::read_operations(document);
        let types = types::reach_types(document, operations.values());
        Self { operations, types }
    }
}
