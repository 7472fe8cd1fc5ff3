//! Flattens inheritance: merges the parts of an `allOf` into one object schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, Reference, Section, referenced, walk, walk_mut};

/// Flattens every schema of a document, named or inline.
///
/// # Errors
///
/// If a part of an `allOf` is not an object.
pub fn flatten_document(document: &Value) -> Result<Value> {
    let mut flat = document.clone();
    let schemas = &document["components"]["schemas"];
    let mut failed = None;
    walk_mut(&mut flat, Node::Document, &mut |node, value| {
        if node == Node::Schema && inherits(value) {
            match flatten(value, schemas) {
                Ok(merged) => *value = merged,
                Err(error) => failed = Some(error),
            }
        }
    });
    match failed {
        Some(error) => Err(locate(document, error)),
        None => Ok(flat),
    }
}

/// Merges a schema with all schemas from which it inherits; `schemas` are those of the document.
///
/// # Errors
///
/// If a part is not an object.
pub fn flatten(schema: &Value, schemas: &Value) -> Result<Value> {
    let mut merged = Map::new();
    merge(schema, schemas, &mut merged, &mut BTreeSet::new())?;
    Ok(Value::Object(merged))
}

/// Whether a schema merges several parts. A single reference in an `allOf` does not: it only allows keywords beside it.
fn inherits(schema: &Value) -> bool {
    let Some(parts) = schema.get("allOf").and_then(Value::as_array) else {
        return false;
    };
    parts.len() > 1 || parts.iter().any(|part| referenced(part).is_none())
}

/// `seen` are the schemas that are already merged: an ancestor can be reached in several ways.
fn merge(
    schema: &Value,
    schemas: &Value,
    into: &mut Map<String, Value>,
    seen: &mut BTreeSet<String>,
) -> Result<()> {
    if let Some(text) = referenced(schema) {
        let name = Reference::parse(text)?.name;
        if seen.insert(name.clone()) {
            merge(&schemas[&name], schemas, into, seen)?;
        }
        return Ok(());
    }
    let Some(object) = schema.as_object() else {
        return Err(Error::new("a part of an `allOf` is not a schema"));
    };
    for part in object
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        merge(part, schemas, into, seen)?;
    }
    for (keyword, value) in object {
        match (keyword.as_str(), value) {
            ("allOf" | "discriminator", _) => {}
            ("type", kind) if kind != "object" => {
                return Err(Error::new(format!(
                    "an `allOf` merges {kind} with an object"
                )));
            }
            ("anyOf" | "oneOf" | "not", _) => {
                return Err(Error::new(format!(
                    "an `allOf` merges `{keyword}` with an object"
                )));
            }
            ("properties", Value::Object(properties)) => {
                if let Some(known) = into
                    .entry(keyword)
                    .or_insert_with(|| json!({}))
                    .as_object_mut()
                {
                    known.extend(properties.clone());
                }
            }
            ("required", Value::Array(names)) => {
                if let Some(known) = into
                    .entry(keyword)
                    .or_insert_with(|| json!([]))
                    .as_array_mut()
                {
                    let new: Vec<_> = names
                        .iter()
                        .filter(|name| !known.contains(name))
                        .cloned()
                        .collect();
                    known.extend(new);
                }
            }
            _ => {
                into.insert(keyword.clone(), value.clone());
            }
        }
    }
    into.insert("type".to_owned(), "object".into());
    Ok(())
}

/// Adds the place of the schema that cannot be merged, which `walk_mut` does not know.
fn locate(document: &Value, error: Error) -> Error {
    let schemas = &document["components"]["schemas"];
    let mut place = None;
    let found = walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, value, pointer| {
            if place.is_none()
                && node == Node::Schema
                && inherits(value)
                && flatten(value, schemas).is_err()
            {
                place = Some(pointer.clone());
            }
            Ok(())
        },
    );
    match (found, place) {
        (Ok(()), Some(place)) => error.at(place),
        _ => error.at(Pointer::new(["components", Section::Schemas.keyword()])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_type_adds_to_its_base_and_overrides_it() {
        let schemas = json!({
            "base": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "x": {} } },
            "middle": { "allOf": [{ "$ref": "#/components/schemas/base" }, { "properties": { "x": { "type": "boolean" } } }] },
        });
        let heir = json!({ "allOf": [
            { "$ref": "#/components/schemas/middle" },
            { "type": "object", "required": ["y", "id"], "properties": { "y": {} } },
        ] });
        assert_eq!(
            flatten(&heir, &schemas).unwrap(),
            json!({ "type": "object", "required": ["id", "y"],
                "properties": { "id": { "type": "string" }, "x": { "type": "boolean" }, "y": {} } })
        );
    }

    #[test]
    fn an_ancestor_that_is_reached_in_two_ways_is_merged_once() {
        let parent = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schemas = json!({ "0": { "properties": { "x": { "type": "string" } } } });
        for level in 1..60 {
            let below = parent(&(level - 1).to_string());
            schemas[level.to_string()] = json!({ "allOf": [below, below] });
        }
        let heir =
            json!({ "allOf": [{ "properties": { "x": { "type": "boolean" } } }, parent("59")] });
        let properties = json!({ "x": { "type": "string" } });
        assert_eq!(flatten(&heir, &schemas).unwrap()["properties"], properties);
    }

    #[test]
    fn a_part_that_is_not_an_object_is_refused_with_its_place() {
        let document = json!({ "components": { "schemas": { "x": { "allOf": [{ "type": "string" }, {}] } } } });
        let error = flatten_document(&document).unwrap_err().to_string();
        assert!(error.contains("/components/schemas/x"), "{error}");
    }
}
