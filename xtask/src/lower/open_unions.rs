//! Opens polymorphic types: a kind that the contract does not list is kept, and can be sent back unchanged.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{add_schema, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::{Node, ODATA_TYPE, Pointer, Reference, referenced, walk_mut};

/// The hand-written type of an unknown kind. Its `Debug` does not show values, which may be secrets.
const UNKNOWN_KIND: &str = "::msgraph_identity_core::UnknownKind";

pub(super) fn open_unions(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    let schemas = schemas_mut(document);
    let unions: Vec<_> = schemas
        .iter()
        .filter(|(_, schema)| schema.get("oneOf").is_some())
        .map(|(n, _)| n.clone())
        .collect();
    for name in unions {
        let mut union = schemas[&name].take();
        if union["discriminator"]["propertyName"] != ODATA_TYPE {
            let message = "the discriminator of a `oneOf` is not `@odata.type`";
            return Err(Error::new(message).at(Pointer::schema(&name)));
        }
        for branch in union["oneOf"].as_array_mut().into_iter().flatten() {
            if referenced(branch).is_none() {
                let own = own_name(&name, branch);
                let branch = std::mem::replace(branch, Reference::schema(&own).to_value());
                let is_there = |schema| schema == &branch || bare(schema) == bare(&branch);
                if !schemas.get(&own).is_some_and(is_there) {
                    add_schema(schemas, &own, branch)?;
                }
            }
        }
        let unknown = prefixed(&name, "unknown");
        if let Some(branches) = union["oneOf"].as_array_mut() {
            branches.push(Reference::schema(&unknown).to_value());
        }
        if let Some(object) = union.as_object_mut() {
            object.remove("discriminator");
        }
        context
            .replacements
            .insert(unknown.clone(), UNKNOWN_KIND.to_owned());
        let any = json!({ "type": "object", "additionalProperties": true });
        add_schema(schemas, &unknown, any)?;
        schemas.insert(name, union);
    }
    Ok(())
}

/// A schema without its documentation: that of a base describes the branches of its own union, but not of others.
fn bare(schema: &Value) -> Value {
    let mut bare = schema.clone();
    walk_mut(&mut bare, Node::Schema, &mut |node, value| {
        if let (Node::Schema, Some(schema)) = (node, value.as_object_mut()) {
            schema.shift_remove("description");
        }
    });
    bare
}

/// The name for an inline branch: a kind that is itself polymorphic is `tagged…`, the union's own values are `plain…`.
pub(crate) fn own_name(union: &str, branch: &Value) -> String {
    let tag = branch.pointer("/properties/@odata.type/enum/0");
    match tag
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim_start_matches('#')
    {
        tag if tag.is_empty() || tag == union => prefixed(union, "plain"),
        tag => prefixed(tag, "tagged"),
    }
}

/// Puts a word in front of the last part of a qualified name.
fn prefixed(name: &str, word: &str) -> String {
    let (namespace, last) = name
        .rfind('.')
        .map_or(("", name), |dot| name.split_at(dot + 1));
    let mut letters = last.chars();
    let capital = letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters);
    format!("{namespace}{word}{}", capital.collect::<String>())
}
