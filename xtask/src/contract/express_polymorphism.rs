//! Rewrites polymorphic types as `oneOf` with a discriminator, so that a value matches exactly one branch.
//!
//! Microsoft writes a base type with a mapping, and derived types with `allOf`, so that any value matches the base. Here each
//! branch requires `@odata.type` in one of the two spellings that the service accepts, with and without `#`. A type that is
//! also declared elsewhere keeps its name without that: OData JSON 4.01 (§4.5.3) has the annotation only where the type of a
//! value is not the declared one. The branch is then a tagged copy of the type.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::inheritance::flatten;
use crate::lower::schema::{annotations, retain_required};
use crate::openapi::{ODATA_TYPE as TAG, Pointer, Reference, Section, referenced, walk_document};
use crate::selection::Selection;
use crate::version::GraphVersion;

/// Refuses a document that lacks a kind which the selection expects.
pub(super) fn check_kinds(
    document: &Value,
    version: GraphVersion,
    selection: &Selection,
) -> Result<()> {
    for expected in selection
        .polymorphic
        .iter()
        .filter(|expected| expected.versions.contains(&version))
    {
        let schema = &document["components"]["schemas"][&expected.schema];
        let mapped: BTreeSet<_> = mapping(schema).into_iter().map(|(_, name)| name).collect();
        let gone: Vec<_> = expected
            .kinds
            .iter()
            .filter(|kind| !mapped.contains(*kind))
            .map(|kind| format!("`{kind}`"))
            .collect();
        if !gone.is_empty() {
            let place = Pointer::schema(&expected.schema)
                .child("discriminator")
                .child("mapping");
            return Err(Error::new(format!("the type `{}` no longer maps its kinds {}", expected.schema, gone.join(", ")))
                .at(place)
                .help("if Microsoft has really removed them, delete them from `[[polymorphic]]` in spec/selection.toml"));
        }
    }
    Ok(())
}

/// Rewrites the polymorphic types of a document.
pub(super) fn express_polymorphism(document: &Value) -> Result<Value> {
    let schemas = &document["components"]["schemas"];
    let declared = declared_types(document)?;
    let bases = polymorphic_bases(&declared, schemas)?;
    let mut rewritten = document.clone();
    let Some(target) = rewritten["components"]["schemas"].as_object_mut() else {
        return Ok(rewritten);
    };
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        if bases.contains(name) {
            continue;
        }
        if inherits_from(schema, schemas, &bases) {
            let flat = flatten(schema, schemas).map_err(|error| error.at(Pointer::schema(name)))?;
            target.insert(name.clone(), flat);
        } else if let Some(schema) = target.get_mut(name) {
            drop_discriminators(schema);
        }
    }
    for base in &bases {
        express_base(base, schemas, &declared, target)
            .map_err(|error| error.at(Pointer::schema(base)))?;
    }
    Ok(rewritten)
}

/// The types of bodies, properties and items: all that references name, except parents.
fn declared_types(document: &Value) -> Result<BTreeSet<String>> {
    let mut declared = BTreeSet::new();
    walk_document(document, |_, object, pointer| {
        if let Some(text) = referenced(object) {
            let reference = Reference::parse(text)?;
            let is_parent = pointer.segments().len() == 5 && pointer.segments()[3] == "allOf";
            if reference.section == Section::Schemas && !is_parent {
                declared.insert(reference.name);
            }
        }
        Ok(())
    })?;
    Ok(declared)
}

/// The declared types that have a mapping.
fn polymorphic_bases(declared: &BTreeSet<String>, schemas: &Value) -> Result<BTreeSet<String>> {
    let is_base = |name: &&String| !mapping(&schemas[*name]).is_empty();
    let bases: BTreeSet<String> = declared.iter().filter(is_base).cloned().collect();
    for base in &bases {
        check_tags(base, &schemas[base])?;
    }
    Ok(bases)
}

/// Refuses kinds that are not identified by their own name in `@odata.type`: the generated types rely on it.
fn check_tags(base: &str, schema: &Value) -> Result<()> {
    let place = Pointer::schema(base);
    for part in with_parts(schema) {
        let Some(discriminator) = part.get("discriminator") else {
            continue;
        };
        if discriminator["propertyName"] != TAG {
            let message = format!(
                "the discriminator of `{base}` is {}, not `{TAG}`",
                discriminator["propertyName"]
            );
            return Err(Error::new(message).at(place).help(
                "read what the document says now; a correction in spec/overlays/corrections may fix it",
            ));
        }
    }
    let mut kinds = BTreeSet::new();
    for (tag, kind) in mapping(schema) {
        let problem = if tag != kind {
            "is not the name of the kind"
        } else if kind == base {
            "is the base itself"
        } else if !kinds.insert(kind) {
            "occurs twice"
        } else {
            continue;
        };
        return Err(Error::new(format!(
            "the tag `{}` of a kind of `{base}` {problem}",
            tag.escape_debug()
        ))
        .at(place.child("discriminator").child("mapping"))
        .help("correct the mapping in spec/overlays/corrections"));
    }
    Ok(())
}

/// The tags of a mapping without `#`, each with its schema. The mapping is in the schema or in a part of its `allOf`.
fn mapping(schema: &Value) -> Vec<(String, String)> {
    with_parts(schema)
        .filter_map(|part| part.pointer("/discriminator/mapping")?.as_object())
        .flatten()
        .filter_map(|(tag, target)| {
            let target = target.as_str()?;
            let name = Reference::parse(target)
                .map_or_else(|_| target.to_owned(), |reference| reference.name);
            Some((tag.trim_start_matches('#').to_owned(), name))
        })
        .collect()
}

/// A schema and the parts of its `allOf`.
fn with_parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    std::iter::once(schema).chain(parts.into_iter().flatten())
}

/// Whether a schema inherits from one of the bases, directly or not.
fn inherits_from(schema: &Value, schemas: &Value, bases: &BTreeSet<String>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        for parent in parents(schema) {
            if !seen.insert(parent.clone()) {
                continue;
            }
            if bases.contains(&parent) {
                return true;
            }
            open.push(&schemas[&parent]);
        }
    }
    false
}

fn parents(schema: &Value) -> impl Iterator<Item = String> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let references = parts.into_iter().flatten().filter_map(Reference::of);
    references.map(|reference| reference.name)
}

fn drop_discriminators(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        object.remove("discriminator");
    }
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
    parts.into_iter().flatten().for_each(drop_discriminators);
}

fn express_base(
    name: &str,
    schemas: &Value,
    declared: &BTreeSet<String>,
    target: &mut Map<String, Value>,
) -> Result<()> {
    let mut branches = Vec::new();
    let mut mapped = Map::new();
    for (tag, kind) in mapping(&schemas[name]) {
        let mut branch = flatten(&schemas[&kind], schemas)?;
        tag_branch(&mut branch, &tag, true);
        if declared.contains(&kind) {
            // The name means a value without a tag, or any kind derived from this one, so the branch is inline.
            branches.push(branch);
            continue;
        }
        target.insert(kind.clone(), branch);
        let reference = Reference::schema(kind).to_string();
        branches.push(json!({ "$ref": reference }));
        for spelling in [format!("#{tag}"), tag] {
            mapped.insert(spelling, reference.as_str().into());
        }
    }
    let mut own = flatten(&schemas[name], schemas)?;
    if has_properties(&own) {
        // A base type with properties has its own values, which need no annotation.
        tag_branch(&mut own, name, false);
        branches.push(own);
    }
    let mut union = annotations(&schemas[name]);
    union.insert("oneOf".to_owned(), branches.into());
    union.insert(
        "discriminator".to_owned(),
        json!({ "propertyName": TAG, "mapping": mapped }),
    );
    target.insert(name.to_owned(), union.into());
    Ok(())
}

fn tag_branch(branch: &mut Value, tag: &str, required: bool) {
    branch["properties"][TAG] = json!({ "type": "string", "enum": [format!("#{tag}"), tag] });
    retain_required(branch, |name| name != TAG);
    if required {
        match branch["required"].as_array_mut() {
            Some(names) => names.push(TAG.into()),
            None => branch["required"] = json!([TAG]),
        }
    }
}

fn has_properties(schema: &Value) -> bool {
    schema["properties"]
        .as_object()
        .is_some_and(|properties| properties.keys().any(|name| name != TAG))
}
