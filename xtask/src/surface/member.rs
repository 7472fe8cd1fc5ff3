//! A value that callers give or get: a parameter, a property, a body.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Located;
use crate::lower::rust_name::NAMESPACE;
use crate::lower::schema::is_null_branch;
use crate::openapi::{Pointer, Reference};

/// The keywords of a schema that are read into fields of their own.
const KNOWN: &str = "$ref type format anyOf allOf oneOf nullable enum default readOnly description title deprecated \
    items properties required additionalProperties";

/// A value that callers give or get.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) place: Pointer,
    pub(crate) about: About,
    /// The type in words: `list of identityApiConnector`, `string (date-time)`.
    pub(crate) kind: String,
    /// The schemas that it names.
    pub(crate) names: Vec<Reference>,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    /// It is sent, but never answered.
    pub(crate) write_only: bool,
    pub(crate) values: BTreeSet<String>,
    pub(crate) default: Option<Value>,
    /// Patterns, ranges and whatever else restricts the value.
    pub(crate) constraints: BTreeMap<String, String>,
}

/// What is said about a thing.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
}

impl About {
    pub(crate) fn read(thing: &Located<'_>) -> Self {
        Self {
            description: thing.text("description").map(str::to_owned),
            deprecated: thing.is("deprecated"),
        }
    }
}

impl Member {
    pub(crate) fn read(schema: &Located<'_>, required: bool) -> Self {
        let (inner, null_branch) = inner(schema);
        let items = inner.get("items").unwrap_or_else(|| inner.clone());
        let mut names = Vec::new();
        Self {
            place: schema.place.clone(),
            about: About::read(schema),
            kind: describe(&inner, &mut names),
            names,
            required,
            nullable: null_branch || schema.is("nullable") || inner.is("nullable"),
            read_only: schema.is("readOnly"),
            write_only: schema.is("writeOnly"),
            values: [&inner, &items].into_iter().flat_map(values).collect(),
            default: schema.value.get("default").cloned(),
            constraints: constraints(schema)
                .chain(constraints(&inner))
                .chain(constraints(&items))
                .collect(),
        }
    }
}

/// The schema within `anyOf: [SCHEMA, null]` or `allOf: [SCHEMA]`, and whether there was a branch for null.
fn inner<'a>(schema: &Located<'a>) -> (Located<'a>, bool) {
    let branches = |keyword| {
        schema
            .get(keyword)
            .map(|branches| branches.list().collect())
    };
    let any: Vec<_> = branches("anyOf").unwrap_or_default();
    let others: Vec<_> = any.iter().filter(|b| !is_null_branch(b.value)).collect();
    if let ([only], true) = (others.as_slice(), any.len() > others.len()) {
        return ((*only).clone(), true);
    }
    match branches("allOf").unwrap_or_default().as_slice() {
        [only] if only.reference().is_some() => (only.clone(), false),
        _ => (schema.clone(), false),
    }
}

fn describe(schema: &Located<'_>, names: &mut Vec<Reference>) -> String {
    if let Some(reference) = schema.reference() {
        let short = short_name(&reference.name).to_owned();
        names.push(reference);
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

fn values(schema: &Located<'_>) -> Vec<String> {
    let listed = schema.value.get("enum").and_then(Value::as_array);
    let texts = listed.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn constraints(schema: &Located<'_>) -> impl Iterator<Item = (String, String)> {
    let entries = schema.value.as_object().into_iter().flatten();
    entries
        .filter(|(keyword, _)| !KNOWN.split(' ').any(|known| known == *keyword))
        .map(|(keyword, value)| (keyword.clone(), value.to_string()))
}

/// A schema's name without its namespace.
pub(crate) fn short_name(name: &str) -> &str {
    name.strip_prefix(NAMESPACE).unwrap_or(name)
}
