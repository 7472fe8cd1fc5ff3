//! Names the bodies and responses that are written out in an operation: progenitor names them itself, and where a
//! schema has that name already it silently takes the schema, which is the wrong type.

use serde_json::{Value, json};

use super::{
    Context,
    rust_name::type_name,
    schema::{json_schema_mut, operations_mut, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::{Reference, referenced};

pub(super) fn hoist_bodies(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let mut hoisted = Vec::new();
    for (place, operation) in operations_mut(document) {
        let name = type_name(operation["operationId"].as_str().unwrap_or_default());
        let holders = [("/requestBody", "Body"), ("/responses/2XX", "Response")];
        for (pointer, ending) in holders {
            let Some(schema) = operation.pointer_mut(pointer).and_then(json_schema_mut) else {
                continue;
            };
            if needs_name(schema) {
                let name = format!("{name}{ending}");
                let reference = json!({ "$ref": Reference::schema(&name).to_string() });
                hoisted.push((place.clone(), name, std::mem::replace(schema, reference)));
            }
        }
    }
    let schemas = schemas_mut(document);
    for (place, name, schema) in hoisted {
        if schemas.insert(name.clone(), schema).is_some() {
            return Err(Error::new(format!(
                "a schema has the name `{name}`, which this operation's type needs"
            ))
            .at(place));
        }
    }
    Ok(())
}

/// Only an object needs a name of its own; a nullable reference is an `Option`.
fn needs_name(schema: &Value) -> bool {
    referenced(schema).is_none() && schema.get("properties").is_some()
}
