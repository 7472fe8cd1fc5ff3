//! Compares which types of beta are v1.0's types. Only the generated code knows, so both states are generated.

use super::compare_members::Place;
use super::{Change, Contracts, Kind};
use crate::generate::{Client, generate};
use crate::lower::lower;
use crate::lower::rust_name::schema_type_name;
use crate::openapi::Pointer;
use crate::selection::Selection;
use crate::surface::{Use, short_name};
use crate::version::GraphVersion;

/// What changed for callers of beta. Nothing is said about a state that cannot be generated.
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
    let change = |name: &String, kind| place(name, after).changed(kind, [Use::Create, Use::Answer]);
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") })
    }

    /// `outer` holds `inner`, and `other` stands alone.
    fn contract(inner_property: &str) -> Value {
        let answer = |name: &str| json!({ "200": { "description": "Success", "content": { "application/json": { "schema": reference(name) } } } });
        let text = json!({ "type": "string" });
        json!({
            "openapi": "3.0.4",
            "info": { "title": "t", "version": "t" },
            "paths": {
                "/outer": { "get": { "operationId": "get_outer", "responses": answer("outer") } },
                "/other": { "get": { "operationId": "get_other", "responses": answer("other") } },
            },
            "components": { "schemas": {
                "microsoft.graph.outer": { "type": "object", "properties": { "inner": reference("inner") } },
                "microsoft.graph.inner": { "type": "object", "properties": { inner_property: text } },
                "microsoft.graph.other": { "type": "object", "properties": { "name": text } },
            } },
        })
    }

    #[test]
    fn types_that_begin_or_cease_to_differ_from_v1_are_breaking_changes_of_beta() {
        let selection =
            Selection::parse("[[path]]\npath = \"/outer\"\noperations = { get = \"get_outer\" }")
                .unwrap();
        let state = |beta: Value| {
            Contracts::from([
                (GraphVersion::V1_0, contract("name")),
                (GraphVersion::Beta, beta),
            ])
        };
        let (equal, different) = (state(contract("name")), state(contract("size")));
        let sentences = |before, after| {
            let changes = compare_sharing(before, after, &selection).into_iter();
            changes
                .map(|change| (change.effect, change.sentence()))
                .collect::<Vec<_>>()
        };
        let breaking = |sentence: &str| (super::super::Effect::Breaking, sentence.to_owned());
        assert_eq!(
            sentences(&equal, &different),
            ["inner", "outer"].map(|name| breaking(&format!(
                "{name} is no longer v1.0's type, but a type of beta's own"
            )))
        );
        assert_eq!(
            sentences(&different, &equal),
            ["inner", "outer"].map(|name| breaking(&format!("{name} is now v1.0's type")))
        );
        assert_eq!(sentences(&different, &different), []);
    }
}
