//! Merges the parts of every `allOf` into one object schema. A single reference in an `allOf` stays: it only allows keywords
//! beside it.

use serde_json::Value;

use super::{Context, schema::change_schemas};
use crate::error::Result;
use crate::inheritance::flatten;
use crate::openapi::{Node, Pointer, referenced, walk_document};

pub(super) fn flatten_inheritance(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let schemas = document["components"]["schemas"].clone();
    let check = |node, schema: &Value, place: &Pointer| {
        if node == Node::Schema && inherits(schema) {
            flatten(schema, &schemas).map_err(|error| error.at(place))?;
        }
        Ok(())
    };
    walk_document(document, check)?;
    change_schemas(document, |schema| {
        if inherits(schema)
            && let Ok(merged) = flatten(schema, &schemas)
        {
            *schema = merged;
        }
    });
    Ok(())
}

fn inherits(schema: &Value) -> bool {
    let Some(parts) = schema.get("allOf").and_then(Value::as_array) else {
        return false;
    };
    parts.len() > 1 || parts.iter().any(|part| referenced(part).is_none())
}
