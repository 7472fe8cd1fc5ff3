//! Flattens inheritance: merges the parts of an `allOf` into one object schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::openapi::{Reference, referenced};

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
    let parts = object.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        merge(part, schemas, into, seen)?;
    }
    let refuse = |what: &dyn std::fmt::Display| {
        let message = format!("an `allOf` merges {what} with an object");
        Err(Error::new(message))
    };
    for (keyword, value) in object {
        match (keyword.as_str(), value) {
            ("allOf" | "discriminator", _) => {}
            ("type", kind) if kind != "object" => return refuse(kind),
            ("anyOf" | "oneOf" | "not", _) => return refuse(&format!("`{keyword}`")),
            ("properties", Value::Object(properties)) => {
                let known = into.entry(keyword).or_insert_with(|| json!({}));
                if let Some(known) = known.as_object_mut() {
                    known.extend(properties.clone());
                }
            }
            ("required", Value::Array(names)) => {
                let known = into.entry(keyword).or_insert_with(|| json!([]));
                if let Some(known) = known.as_array_mut() {
                    let is_new = |name: &&Value| !known.contains(name);
                    let new: Vec<_> = names.iter().filter(is_new).cloned().collect();
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
}
