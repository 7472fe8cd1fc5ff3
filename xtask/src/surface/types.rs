//! The types of the values that operations take and answer, with how callers use them. A type that is only inherited from
//! is not one of them: each type that inherits has its properties, as in Rust.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::value::{read_property, read_value};
use super::{Facet, Located, Part, Use};
use crate::lower::open_unions::own_name;
use crate::openapi::{ODATA_TYPE, Pointer};

/// Adds the types that operations lead to, and returns how each is used.
pub(super) fn reach_types(document: &Value, all: &mut Part) -> BTreeMap<String, BTreeSet<Use>> {
    let root = Located::root(document);
    let mut uses: BTreeMap<String, BTreeSet<Use>> = BTreeMap::new();
    let mut open = Vec::new();
    for (_, operation) in all.all(Facet::Operation) {
        let is_update = operation
            .get(Facet::Method, "")
            .is_some_and(|of| of.text == "PATCH");
        for ((facet, _), content) in &operation.parts {
            let used = match facet {
                Facet::Body if is_update => Use::Update,
                Facet::Body => Use::Create,
                Facet::Answer | Facet::Status => Use::Answer,
                _ => continue,
            };
            open.extend(named(content, &root).map(|(name, schema)| (name, schema, used)));
        }
    }
    while let Some((name, schema, used)) = open.pop() {
        if !uses.entry(name.clone()).or_default().insert(used) {
            continue;
        }
        let of_type = all.parts.entry((Facet::Type, name.clone()));
        let of_type = of_type.or_insert_with(|| read_type(&name, &schema));
        let shapes = of_type.all(Facet::Shape).map(|(_, shape)| shape);
        for part in shapes.flat_map(|shape| shape.parts.values().chain([shape])) {
            // A read-only property is never sent, and neither are its parts.
            if used == Use::Answer || !part.has(Facet::ReadOnly) {
                open.extend(named(part, &root).map(|(name, schema)| (name, schema, used)));
            }
        }
    }
    uses
}

/// The types that a part names, with their schemas.
fn named<'a>(part: &Part, root: &Located<'a>) -> impl Iterator<Item = (String, Located<'a>)> {
    part.names.iter().filter_map(|name| {
        let named = ["components", "schemas", name].map(str::to_owned);
        let place = part.inline.clone().unwrap_or_else(|| Pointer::new(named));
        Some((name.clone(), root.at(place)?))
    })
}

fn read_type(name: &str, schema: &Located<'_>) -> Part {
    let mut of_type = Part::new(&schema.place, "");
    of_type.describe(schema);
    of_type.insert(Facet::Shape, "", read_shape(name, schema));
    of_type
}

/// Reads what a type is made of.
fn read_shape(name: &str, schema: &Located<'_>) -> Part {
    if schema.get("oneOf").is_some() && schema.get("discriminator").is_some() {
        return read_union(name, schema);
    }
    let mut properties = BTreeMap::new();
    collect_properties(schema, &mut properties, &mut Vec::new());
    if properties.is_empty() {
        let mut value = read_value(schema);
        let kind = std::mem::replace(&mut value.text, "a plain value".to_owned());
        value.add(Facet::Plain, "", kind);
        return value;
    }
    let mut object = Part::new(&schema.place, "an object");
    for (name, (property, is_required)) in properties {
        if name == ODATA_TYPE {
            object.insert(
                Facet::Annotation,
                name,
                read_annotation(&property, is_required),
            );
        } else {
            object.insert(Facet::Property, name, read_property(&property, is_required));
        }
    }
    object
}

/// The clients neither need nor show annotations, so little is said about them.
fn read_annotation(schema: &Located<'_>, is_required: bool) -> Part {
    let mut annotation = read_value(schema);
    annotation.set(Facet::RequiredProperty, is_required);
    annotation
        .parts
        .retain(|(facet, _), _| *facet != Facet::Constraint);
    annotation
}

/// A polymorphic type with its kinds.
fn read_union(union: &str, schema: &Located<'_>) -> Part {
    let mut part = Part::new(&schema.place, "a polymorphic type");
    for branch in schema.get("oneOf").iter().flat_map(Located::list) {
        let reference = branch.reference();
        let inline = reference.is_none().then(|| branch.place.clone());
        let name = reference.map_or_else(|| own_name(union, branch.value), |of| of.name);
        let kind = Part {
            names: vec![name.clone()],
            inline,
            ..Part::new(&branch.place, "")
        };
        part.insert(Facet::Kind, &name, kind);
    }
    part
}

/// The properties of a schema with those that it inherits, and whether each is required; the heir wins.
fn collect_properties<'a>(
    schema: &Located<'a>,
    properties: &mut BTreeMap<&'a str, (Located<'a>, bool)>,
    parents: &mut Vec<Pointer>,
) {
    if parents.contains(&schema.place) {
        return;
    }
    parents.push(schema.place.clone());
    for part in schema.get("allOf").iter().flat_map(Located::list) {
        collect_properties(&part.resolve(), properties, parents);
    }
    for (name, property) in schema.get("properties").iter().flat_map(Located::entries) {
        properties.insert(name, (property, false));
    }
    for name in schema.texts("required") {
        if let Some((_, is_required)) = properties.get_mut(name) {
            *is_required = true;
        }
    }
}
