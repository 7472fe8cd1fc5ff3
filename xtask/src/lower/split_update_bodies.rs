//! Gives each PATCH its own type of body, in which a property has three states: unchanged, null, or a value. The type that is
//! read has only two, and never sends null.

use serde_json::{Value, json};

use super::{
    Context,
    rust_name::type_name,
    schema::{is_nullable, json_schema_mut, operations_mut, properties_mut, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference, referenced};

/// The path of the generated types, valid anywhere in a generated crate.
pub(super) const TYPES: &str = "crate::generated::types";

pub(super) fn split_update_bodies(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    let mut bodies = Vec::new();
    for (place, operation) in operations_mut(document)
        .filter(|(place, _)| place.segments().last().is_some_and(|m| m == "patch"))
    {
        let Some(schema) = operation
            .pointer_mut("/requestBody")
            .and_then(json_schema_mut)
        else {
            continue;
        };
        let Some(Ok(read)) = referenced(schema).map(Reference::parse) else {
            continue;
        };
        let update = format!("{}Update", read.name);
        *schema = json!({ "$ref": Reference::schema(&update).to_string() });
        bodies.push((place, read.name, update));
    }
    let mut done = Vec::new();
    for (place, read, update) in bodies {
        if done.contains(&update) {
            continue;
        }
        let schemas = schemas_mut(document);
        if schemas.contains_key(&update) {
            return Err(Error::new(format!(
                "a schema is already called `{update}`, the name of this operation's body"
            ))
            .at(place));
        }
        let read_type = schemas[&read].clone();
        let place = Pointer::new(["components", "schemas", &read, "properties"]);
        let body = update_body(&read_type, &place, document, context)?;
        schemas_mut(document).insert(update.clone(), body);
        done.push(update);
    }
    relax_optional_references(document);
    Ok(())
}

fn update_body(
    read: &Value,
    place: &Pointer,
    document: &mut Value,
    context: &mut Context<'_>,
) -> Result<Value> {
    let mut body = read.clone();
    if let Some(object) = body.as_object_mut() {
        object.remove("required");
    }
    let Some(properties) = properties_mut(&mut body) else {
        return Ok(body);
    };
    properties.retain(|_, property| property["readOnly"] != true);
    for (property_name, property) in properties
        .iter_mut()
        .filter(|(_, property)| is_nullable(property))
    {
        let place = place.child(property_name);
        let inner = rust_type(property).map_err(|error| error.at(&place))?;
        let name = type_name(&format!(
            "Nullable-{}",
            inner
                .replace(TYPES, "")
                .replace("::msgraph_identity_core::", "")
                .replace("::std::string::", "")
                .replace("::std::vec::", "")
        ));
        let description = property.get("description").cloned();
        *property = json!({ "allOf": [{ "$ref": Reference::schema(&name).to_string() }] });
        if let Some(description) = description {
            property["description"] = description;
        }
        let path = format!("::msgraph_identity_core::Nullable<{inner}>");
        let known = context.replacements.insert(name.clone(), path.clone());
        let there = schemas_mut(document).insert(name.clone(), json!({ "type": "object" }));
        if there.is_some() && known != Some(path) {
            return Err(Error::new(format!(
                "a schema is already called `{name}`, the name of this property's type"
            ))
            .at(place));
        }
    }
    Ok(body)
}

/// The Rust type that typify generates for the schema of a property.
fn rust_type(schema: &Value) -> Result<String> {
    let reference = referenced(schema).or_else(|| referenced(&schema["allOf"][0]));
    if let Some(text) = reference {
        return Ok(format!("{TYPES}::{}", Reference::parse(text)?.name));
    }
    let text = |keyword: &str| schema[keyword].as_str().unwrap_or_default();
    Ok(match (text("type"), text("format")) {
        ("string", "password") => "::msgraph_identity_core::Secret".to_owned(),
        ("string", "target-url") => "::msgraph_identity_core::TargetUrl".to_owned(),
        ("string", _) => "::std::string::String".to_owned(),
        ("boolean", _) => "bool".to_owned(),
        ("integer", "int32") => "i32".to_owned(),
        ("integer", _) => "i64".to_owned(),
        ("number", "float") => "f32".to_owned(),
        ("number", _) => "f64".to_owned(),
        ("array", _) => format!("::std::vec::Vec<{}>", rust_type(&schema["items"])?),
        ("", _) if is_anything(schema) => "::serde_json::Value".to_owned(),
        (kind, _) => {
            let kind = if kind.is_empty() { "no" } else { kind };
            return Err(Error::new(format!(
                "a property of {kind} type cannot be set to null"
            )));
        }
    })
}

/// Whether a schema allows any value.
fn is_anything(schema: &Value) -> bool {
    let form = [
        "properties",
        "additionalProperties",
        "items",
        "enum",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
    ];
    form.iter().all(|keyword| schema.get(*keyword).is_none())
}

/// An optional reference is already an `Option`; with `nullable`, typify would generate a second type.
fn relax_optional_references(document: &mut Value) {
    super::schema::change_schemas(document, |schema| {
        for property in properties_mut(schema)
            .into_iter()
            .flat_map(serde_json::Map::values_mut)
        {
            let Some(object) = property
                .as_object_mut()
                .filter(|object| object.contains_key("allOf"))
            else {
                continue;
            };
            object.remove("nullable");
            if let (1, Some(reference)) = (object.len(), property.pointer("/allOf/0").cloned()) {
                *property = reference;
            }
        }
    });
}
