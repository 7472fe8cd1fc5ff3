//! Values that callers give or get: parameters, properties, bodies.

use serde_json::Value;

use super::{Facet, Located, Part, short_name};
use crate::lower::schema::is_null_branch;

/// The keywords of a schema that are no constraints of a value.
const KNOWN: &str = "$ref type format anyOf allOf oneOf nullable enum default readOnly description title deprecated \
    items properties required additionalProperties";

/// Reads what a value is: its type in words, what it may be, and its default.
pub(super) fn read_value(schema: &Located<'_>) -> Part {
    let (inner, _) = inner(schema);
    let items = inner.get("items").unwrap_or_else(|| inner.clone());
    let mut names = Vec::new();
    let mut value = Part::new(&schema.place, describe(&inner, &mut names));
    value.names = names;
    for text in [&inner, &items].into_iter().flat_map(|of| of.texts("enum")) {
        value.add(Facet::Value, text, "");
    }
    for of in [schema, &inner, &items] {
        for (keyword, restriction) in of.value.as_object().into_iter().flatten() {
            if !KNOWN.split(' ').any(|known| known == keyword) {
                let text = format!("{keyword}: {restriction}");
                value.add(Facet::Constraint, keyword, text);
            }
        }
    }
    let default = schema.value.get("default");
    let default = default.map_or_else(|| "none".to_owned(), Value::to_string);
    value.add(Facet::Default, "", default);
    value
}

/// Reads a property.
pub(super) fn read_property(schema: &Located<'_>, required: bool) -> Part {
    let mut property = read_value(schema);
    property.set(Facet::ReadOnly, schema.is("readOnly"));
    property.set(Facet::RequiredProperty, required);
    property.set(Facet::Nullable, is_nullable(schema));
    property.describe(schema);
    property
}

/// Whether a value may be null.
pub(super) fn is_nullable(schema: &Located<'_>) -> bool {
    let (inner, null_branch) = inner(schema);
    null_branch || schema.is("nullable") || inner.is("nullable")
}

/// The schema within `anyOf: [SCHEMA, null]` or `allOf: [SCHEMA]`, and whether there was a branch for null.
fn inner<'a>(schema: &Located<'a>) -> (Located<'a>, bool) {
    let branches = |keyword| -> Vec<_> {
        let branches = schema.get(keyword);
        branches.iter().flat_map(Located::list).collect()
    };
    let any = branches("anyOf");
    let others: Vec<_> = any.iter().filter(|b| !is_null_branch(b.value)).collect();
    if let ([only], true) = (others.as_slice(), any.len() > others.len()) {
        return ((*only).clone(), true);
    }
    match branches("allOf").as_slice() {
        [only] if only.reference().is_some() => (only.clone(), false),
        _ => (schema.clone(), false),
    }
}

fn describe(schema: &Located<'_>, names: &mut Vec<String>) -> String {
    if let Some(reference) = schema.reference() {
        let short = short_name(&reference.name).to_owned();
        names.push(reference.name);
        return short;
    }
    match (schema.text("type"), schema.text("format")) {
        (Some("array"), _) => {
            let items = schema.get("items").map(|items| inner(&items).0);
            let items = items.map_or_else(|| "any".to_owned(), |items| describe(&items, names));
            format!("list of {items}")
        }
        // Microsoft writes integers as numbers.
        (Some("number"), Some(format)) if format.starts_with("int") => {
            format!("integer ({format})")
        }
        (Some(kind @ ("string" | "boolean" | "integer" | "number")), None) => kind.to_owned(),
        (Some(kind @ ("string" | "boolean" | "integer" | "number")), Some(format)) => {
            format!("{kind} ({format})")
        }
        _ => without_text(schema.value),
    }
}

/// A schema that is written out, as it is.
fn without_text(schema: &Value) -> String {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object.retain(|key, _| !["description", "nullable", "readOnly"].contains(&key.as_str()));
    }
    schema.to_string()
}
