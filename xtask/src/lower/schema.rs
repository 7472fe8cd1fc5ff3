//! Access to schemas and operations that several passes share.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::openapi::{METHODS, Node, Pointer, Reference, walk_mut};

/// The operations of a document, each with its place.
pub(super) fn operations_mut(document: &mut Value) -> impl Iterator<Item = (Pointer, &mut Value)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        item.as_object_mut()
            .into_iter()
            .flatten()
            .filter(|(method, _)| METHODS.contains(&method.as_str()))
            .map(move |(method, operation)| {
                (Pointer::new(["paths", path, method.as_str()]), operation)
            })
    })
}

/// The named schemas of a document.
pub(super) fn schemas_mut(document: &mut Value) -> &mut Map<String, Value> {
    let schemas = &mut document["components"]["schemas"];
    if !schemas.is_object() {
        *schemas = json!({});
    }
    match schemas {
        Value::Object(schemas) => schemas,
        _ => unreachable!("it is an object since the line above"),
    }
}

/// Changes every schema of a document, named or inline, children first.
pub(super) fn change_schemas(document: &mut Value, mut change: impl FnMut(&mut Value)) {
    walk_mut(document, Node::Document, &mut |node, value| {
        if node == Node::Schema {
            change(value);
        }
    });
}

/// Whether this is the branch of an `anyOf` that allows null.
pub(crate) fn is_null_branch(branch: &Value) -> bool {
    *branch == json!({ "type": "object", "enum": [null], "nullable": true })
        || *branch == json!({ "enum": [null], "nullable": true })
}

/// Whether a schema allows null.
pub(super) fn is_nullable(schema: &Value) -> bool {
    schema["nullable"] == true
}

/// Whether a schema is an enumeration of strings.
pub(super) fn is_string_enum(schema: &Value) -> bool {
    schema["type"] == "string" && schema.get("enum").is_some()
}

/// The properties of an object schema.
pub(super) fn properties_mut(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    schema.get_mut("properties")?.as_object_mut()
}

/// Keeps some of the required names.
pub(crate) fn retain_required(schema: &mut Value, keep: impl Fn(&Value) -> bool) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(names) = object.get_mut("required").and_then(Value::as_array_mut) {
        names.retain(keep);
        if names.is_empty() {
            object.remove("required");
        }
    }
}

/// Adds a named schema.
pub(super) fn add_schema(
    schemas: &mut Map<String, Value>,
    name: &str,
    schema: Value,
) -> Result<()> {
    match schemas.insert(name.to_owned(), schema) {
        None => Ok(()),
        Some(_) => {
            Err(Error::new(format!("two schemas are called `{name}`")).at(Pointer::schema(name)))
        }
    }
}

/// The schema of a JSON body or response, if there is one.
pub(super) fn json_schema_mut(holder: &mut Value) -> Option<&mut Value> {
    holder.pointer_mut("/content/application~1json/schema")
}

/// The keywords of a schema that say something about a value, and nothing about its form.
pub(crate) fn annotations(schema: &Value) -> Map<String, Value> {
    let keywords = schema.as_object().into_iter().flatten();
    let annotations = keywords.filter(|(keyword, _)| is_annotation(keyword));
    annotations.map(|(k, v)| (k.clone(), v.clone())).collect()
}

/// Whether a keyword says nothing about the form of a value.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    const FORM: [&str; 13] = [
        "type",
        "format",
        "enum",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "discriminator",
        "nullable",
    ];
    !FORM.contains(&keyword)
}

/// The schema that a reference names, directly or beside other keywords.
pub(super) fn reference_of(schema: &Value) -> Option<Reference> {
    Reference::of(schema).or_else(|| match schema["allOf"].as_array()?.as_slice() {
        [part] => Reference::of(part),
        _ => None,
    })
}
