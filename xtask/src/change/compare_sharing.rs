//! Compares which types of beta are v1.0's types. Only the generated code knows.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Change, Clients, Kind, Subject};
use crate::lower::rust_name::schema_type_name;
use crate::openapi::Pointer;
use crate::surface::short_name;
use crate::version::GraphVersion;

/// What changed for callers of beta. Empty if a client of either state is missing.
pub(super) fn compare_sharing(was: &Clients, now: &Clients, contract: &Value) -> Vec<Change> {
    let (Some((was_own, was_shared)), Some((is_own, is_shared))) = (types(was), types(now)) else {
        return Vec::new();
    };
    let change = |name: &String, kind| {
        let (subject, pointer) = place(name, contract);
        subject.change(kind, pointer)
    };
    let split = was_shared.intersection(&is_own);
    let joined = was_own.intersection(&is_shared);
    split
        .map(|name| change(name, Kind::TypeNoLongerShared))
        .chain(joined.map(|name| change(name, Kind::TypeShared)))
        .collect()
}

/// The types that are beta's own, and those that are v1.0's.
fn types(clients: &Clients) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let beta = clients.get(&GraphVersion::Beta)?;
    let shared = beta.types_shared_with(clients.get(&GraphVersion::V1_0)?);
    let own = beta.own_types().difference(&shared).cloned().collect();
    Some((own, shared))
}

/// The place of a Rust type: its schema, or all schemas for a type that lowering adds.
fn place(name: &str, contract: &Value) -> (Subject, Pointer) {
    let schemas = contract["components"]["schemas"].as_object();
    let mut schemas = schemas.into_iter().flat_map(serde_json::Map::keys);
    let schema = schemas.find(|schema| schema_type_name(schema) == name);
    let mut pointer = Pointer::new(["components", "schemas"]);
    if let Some(schema) = schema {
        pointer.push(schema);
    }
    let crate_name = GraphVersion::Beta.crate_name().replace('-', "_");
    let item = format!("{crate_name}::types::{name}");
    let name = schema.map_or(name, |schema| short_name(schema));
    (Subject::new(name, vec![item]), pointer)
}
