//! Gives inline request and response bodies a name. Progenitor would choose one itself, and silently use a schema that already
//! has this name.

use serde_json::{Value, json};

use super::{
    Context,
    rust_name::{schema_type_name, type_name},
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
                let mut reference = Reference::schema(&name).to_value();
                let nullable = schema
                    .as_object_mut()
                    .and_then(|own| own.remove("nullable"));
                if nullable == Some(json!(true)) {
                    reference = json!({ "allOf": [reference], "nullable": true });
                }
                hoisted.push((place.clone(), name, std::mem::replace(schema, reference)));
            }
        }
    }
    let schemas = schemas_mut(document);
    for (place, name, schema) in hoisted {
        let is_taken = schemas.keys().any(|other| schema_type_name(other) == name);
        if is_taken || schemas.insert(name.clone(), schema).is_some() {
            return Err(Error::new(format!(
                "a schema is already called `{name}`, the name of this operation's type"
            ))
            .at(place));
        }
    }
    Ok(())
}

/// Only an object needs a name; a nullable reference becomes an `Option`.
fn needs_name(schema: &Value) -> bool {
    referenced(schema).is_none() && schema.get("properties").is_some()
}
