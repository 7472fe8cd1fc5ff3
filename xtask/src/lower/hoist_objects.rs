//! Gives objects and tags that are written out inside other schemas the name that typify would choose, so that reading and
//! updating share the type.

use serde_json::{Map, Value, json};

use super::{
    Context,
    rust_name::type_name,
    schema::{is_string_enum, properties_mut, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::{ODATA_TYPE, Pointer, Reference};

pub(super) fn hoist_objects(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let schemas = schemas_mut(document);
    let mut open: Vec<String> = schemas.keys().cloned().collect();
    while let Some(owner) = open.pop() {
        let mut hoisted = Vec::new();
        let properties = properties_mut(&mut schemas[&owner]);
        for (name, property) in properties.into_iter().flatten() {
            let full_name = format!("{owner}-{name}");
            if name == ODATA_TYPE && is_string_enum(property) {
                let name = type_name(&full_name);
                hoisted.push((name.clone(), property.clone()));
                replace(property, &name);
            } else {
                hoist(property, &full_name, &mut hoisted);
            }
        }
        for (name, schema) in hoisted {
            if schemas.insert(name.clone(), schema).is_some() {
                let message = format!("two generated types are called `{name}`");
                return Err(Error::new(message).at(Pointer::schema(&owner)));
            }
            open.push(name);
        }
    }
    Ok(())
}

/// Replaces an object by a reference, in a property, its items or its additional properties.
fn hoist(schema: &mut Value, name: &str, hoisted: &mut Vec<(String, Value)>) {
    if schema
        .get("properties")
        .is_some_and(|own| *own != json!({}))
    {
        let name = type_name(name);
        let object = replace(schema, &name);
        hoisted.push((name, object));
    } else if let Some(items) = schema.get_mut("items") {
        hoist(items, &format!("{name}-item"), hoisted);
    } else if let Some(values) = schema.get_mut("additionalProperties") {
        hoist(values, &format!("{name}-value"), hoisted);
    }
}

/// Replaces a schema by a reference; what is said about the place stays there.
fn replace(schema: &mut Value, name: &str) -> Value {
    let mut object = schema.take();
    let mut place = Map::new();
    for keyword in ["description", "readOnly", "nullable"] {
        let value = object.as_object_mut().and_then(|own| own.remove(keyword));
        place.extend(value.map(|value| (keyword.to_owned(), value)));
    }
    let reference = Reference::schema(name).to_value();
    *schema = if place.is_empty() {
        reference
    } else {
        place.insert("allOf".to_owned(), json!([reference]));
        place.into()
    };
    object
}
