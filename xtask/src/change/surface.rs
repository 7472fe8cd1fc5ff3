//! A contract as callers see it: operations with what they take and answer, and the types behind them with how these
//! are used. Where something is written (inherited, shared, inline) makes no difference here.

mod located;
mod member;
mod operation;
mod types;

use std::collections::BTreeMap;

use serde_json::Value;

pub(super) use located::Located;
pub(super) use member::{About, Member, short_name};
pub(super) use operation::{Content, Operation, Parameter};
pub(super) use types::{Shape, Type};

/// What callers can see of a contract.
pub(super) struct Surface {
    /// The operations by name.
    pub(super) operations: BTreeMap<String, Operation>,
    /// The types by the names of their schemas.
    pub(super) types: BTreeMap<String, Type>,
}

impl Surface {
    pub(super) fn read(document: &Value) -> Self {
        let operations = operation::read_operations(document);
        let types = types::reach_types(document, operations.values());
        Self { operations, types }
    }
}
