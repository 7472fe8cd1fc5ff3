//! Compares which types of beta are v1.0's types. Only the generated code knows, so both states are generated.

use super::compare_members::Place;
use super::{Change, Contracts, Kind};
use crate::generate::{Client, generate};
use crate::lower::lower;
use crate::lower::rust_name::schema_type_name;
use crate::openapi::Pointer;
use crate::selection::Selection;
use crate::surface::short_name;
use crate::version::GraphVersion;

/// What changed for callers of beta. Empty if either state cannot be generated.
pub(super) fn compare_sharing(
    before: &Contracts,
    after: &Contracts,
    selection: &Selection,
) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let (Some(was), Some(now)) = (beta(before, selection), beta(after, selection)) else {
        return Vec::new();
    };
    let change = |name: &String, kind| place(name, after).change(kind);
    let (was_own, is_own) = (was.own_types(), now.own_types());
    let split = was.shared_types.intersection(&is_own);
    let joined = was_own.intersection(&now.shared_types);
    split
        .map(|name| change(name, Kind::TypeNoLongerShared))
        .chain(joined.map(|name| change(name, Kind::TypeShared)))
        .collect()
}

/// The client of beta.
fn beta(contracts: &Contracts, selection: &Selection) -> Option<Client> {
    let lower = |version| lower(contracts.get(&version)?, selection).ok();
    let v1 = generate(&lower(GraphVersion::V1_0)?, GraphVersion::V1_0, None).ok()?;
    generate(&lower(GraphVersion::Beta)?, GraphVersion::Beta, Some(&v1)).ok()
}

/// The place of a Rust type: its schema, or all schemas for a type that lowering adds.
fn place(name: &str, contracts: &Contracts) -> Place {
    let schemas = contracts[&GraphVersion::Beta]["components"]["schemas"].as_object();
    let mut schemas = schemas.into_iter().flat_map(serde_json::Map::keys);
    let schema = schemas.find(|schema| schema_type_name(schema) == name);
    let mut pointer = Pointer::new(["components", "schemas"]);
    if let Some(schema) = schema {
        pointer.push(schema);
    }
    let crate_name = GraphVersion::Beta.crate_name().replace('-', "_");
    let item = format!("{crate_name}::types::{name}");
    Place::new(
        schema.map_or(name, |schema| short_name(schema)),
        &pointer,
        vec![item],
    )
}
