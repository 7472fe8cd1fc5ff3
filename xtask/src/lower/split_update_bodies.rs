//! Gives each PATCH its own type of body, in which a property has three states: unchanged, null, or a value. The type that is
//! read has only two, and never sends null. The same holds for the complex values and the kinds in such a body. What is
//! read-only is not part of it. A navigation property leads to another resource, which is sent as it is created.

mod nullable_types;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    Context,
    schema::{
        change_schemas, is_nullable, json_schema_mut, operations_mut, properties_mut, reference_of,
        schemas_mut,
    },
};
use crate::error::{Error, Result};
use crate::openapi::{Node, ODATA_TYPE, Pointer, Reference, walk_mut};
use nullable_types::NullableTypes;

/// The path of the generated types, valid anywhere in a generated crate.
pub(super) const TYPES: &str = "crate::generated::types";

pub(super) fn split_update_bodies(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    let mut roots: BTreeMap<String, Pointer> = BTreeMap::new();
    for (place, operation) in operations_mut(document) {
        let is_patch = place.segments().last().is_some_and(|m| m == "patch");
        let body = operation.pointer_mut("/requestBody");
        let Some(schema) = body.filter(|_| is_patch).and_then(json_schema_mut) else {
            continue;
        };
        let Some(read) = reference_of(schema) else {
            continue;
        };
        *schema = Reference::schema(update_name(&read.name)).to_value();
        roots.entry(read.name).or_insert(place);
    }
    let schemas = schemas_mut(document);
    let split = split_types(schemas, &roots);
    let mut updates = BTreeMap::new();
    for name in &split {
        updates.insert(update_name(name), update_body(&schemas[name], &split));
    }
    let mut types = NullableTypes::new(&updates, &mut context.replacements);
    let mut bodies = updates.clone();
    for (name, body) in &mut bodies {
        types.replace(name, body)?;
    }
    let placeholders = types.into_placeholders();
    for (name, schema) in bodies.into_iter().chain(placeholders) {
        if schemas.insert(name.clone(), schema).is_some() {
            return Err(Error::new(format!(
                "a schema is already called `{name}`, the name of the type for an update"
            ))
            .at(Pointer::schema(&name)));
        }
    }
    change_schemas(document, relax_optional_references);
    Ok(())
}

fn update_name(read: &str) -> String {
    format!("{read}Update")
}

/// The types that are not sent in an update as they are read: the bodies, and what differs within them.
fn split_types(
    schemas: &Map<String, Value>,
    roots: &BTreeMap<String, Pointer>,
) -> BTreeSet<String> {
    let mut links: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open: Vec<String> = roots.keys().cloned().collect();
    while let Some(name) = open.pop() {
        if let Entry::Vacant(entry) = links.entry(name) {
            let sent = sent_types(&schemas[entry.key()]);
            open.extend(sent.iter().cloned());
            entry.insert(sent);
        }
    }
    let differs = |name: &&String| roots.contains_key(*name) || differs(&schemas[*name]);
    let mut split: BTreeSet<String> = links.keys().filter(differs).cloned().collect();
    loop {
        let leads_there = |sent: &BTreeSet<String>| !sent.is_disjoint(&split);
        let more = links.iter().filter(|(_, sent)| leads_there(sent));
        let more: BTreeSet<String> = more.map(|(name, _)| name.clone()).collect();
        if more.is_subset(&split) {
            return split;
        }
        split.extend(more);
    }
}

/// Whether an update of this object has other properties, or other states of them.
fn differs(schema: &Value) -> bool {
    let mut properties = schema["properties"].as_object().into_iter().flatten();
    let mut required = schema["required"].as_array().into_iter().flatten();
    properties.any(|(_, property)| is_nullable(property) || property["readOnly"] == true)
        || required.any(|name| name != ODATA_TYPE)
}

/// The types of the values that are sent with a value of this type.
fn sent_types(schema: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut schema = schema.clone();
    rename_sent(&mut schema, &mut |name| {
        names.insert(name.to_owned());
        None
    });
    names
}

/// Renames the types of the values that are sent with a value of this type.
fn rename_sent(schema: &mut Value, rename: &mut impl FnMut(&str) -> Option<String>) {
    let values: Vec<&mut Value> = match schema.as_object_mut() {
        Some(keywords) if keywords.contains_key("oneOf") => {
            let kinds = keywords["oneOf"].as_array_mut();
            kinds.into_iter().flatten().collect()
        }
        _ => {
            let properties = properties_mut(schema).into_iter().flat_map(Map::values_mut);
            properties.filter(|property| is_sent(property)).collect()
        }
    };
    for value in values {
        walk_mut(value, Node::Schema, &mut |_, value| {
            let target = Reference::of(value);
            if let Some(name) = target.and_then(|target| rename(&target.name)) {
                *value = Reference::schema(name).to_value();
            }
        });
    }
}

/// Whether an update sends a property with its object.
fn is_sent(property: &Value) -> bool {
    property["readOnly"] != true && property["x-ms-navigationProperty"] != true
}

fn update_body(read: &Value, split: &BTreeSet<String>) -> Value {
    let mut body = read.clone();
    rename_sent(&mut body, &mut |name| {
        split.contains(name).then(|| update_name(name))
    });
    if let Some(properties) = properties_mut(&mut body) {
        properties.retain(|_, property| property["readOnly"] != true);
    }
    if let Some(required) = body.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| name == ODATA_TYPE);
    }
    body
}

/// An optional reference is already an `Option`; with `nullable`, typify would generate a second type.
fn relax_optional_references(schema: &mut Value) {
    for property in properties_mut(schema).into_iter().flat_map(Map::values_mut) {
        let Some(object) = property
            .as_object_mut()
            .filter(|own| own.contains_key("allOf"))
        else {
            continue;
        };
        object.retain(|keyword, _| keyword == "allOf" || keyword == "description");
        if let (1, Some(reference)) = (object.len(), property.pointer("/allOf/0").cloned()) {
            *property = reference;
        }
    }
}
