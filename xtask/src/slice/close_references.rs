//! Finds the components that the selected paths need.
//!
//! A discriminator's mapping is followed only if its type is used *as a value*: as a property, items, a body or a response.
//! A type that others only inherit from does not bring in its other derived types: `entity` maps to thousands of types, and
//! the selected operations return none of them as an `entity`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::openapi::{Node, Pointer, Reference, referenced, walk, walk_mut};

/// How a component is used; the greater use includes the lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Inherited,
    Value,
}

/// A reference to a component.
pub(crate) struct Link {
    pub(crate) to: Reference,
    used: Use,
    from: Pointer,
}

/// The components that `paths` need, by section. Each is read once.
///
/// # Errors
///
/// If a component cannot be read, or a reference in it cannot be kept.
pub(crate) fn close_references<E: From<Error>>(
    paths: &Map<String, Value>,
    mut read: impl FnMut(&Link) -> Result<Value, E>,
) -> Result<Map<String, Value>, E> {
    let mut links = Vec::new();
    for (path, item) in paths {
        let place = Pointer::new(["paths", path]);
        collect_links(item, Node::PathItem, place, Use::Value, &mut links)?;
    }
    let mut reached: BTreeMap<Reference, (Use, Value)> = BTreeMap::new();
    while let Some(link) = links.pop() {
        let component = match reached.remove(&link.to) {
            Some(known) if known.0 >= link.used => {
                reached.insert(link.to, known);
                continue;
            }
            Some((_, component)) => component,
            None => read(&link)?,
        };
        let Link { to, used, from } = link;
        check_name(&to.name).map_err(|error| error.at(from))?;
        collect_links(
            &component,
            to.section.node(),
            to.pointer(),
            used,
            &mut links,
        )?;
        reached.insert(to, (used, component));
    }
    Ok(without_other_kinds(reached))
}

fn collect_links(
    value: &Value,
    node: Node,
    mut place: Pointer,
    used: Use,
    links: &mut Vec<Link>,
) -> Result<()> {
    let depth = place.segments().len();
    walk(value, node, &mut place, &mut |node, object, pointer| {
        if let Some(text) = referenced(object) {
            let from = pointer.child("$ref");
            let to = Reference::parse(text).map_err(|error| error.at(&from))?;
            let used = if inherits(pointer, depth) {
                Use::Inherited
            } else {
                Use::Value
            };
            links.push(Link { to, used, from });
        } else if node == Node::Discriminator && used == Use::Value {
            for (tag, target) in object["mapping"].as_object().into_iter().flatten() {
                let from = pointer.child("mapping").child(tag);
                let to = mapped_schema(target).map_err(|error| error.at(&from))?;
                links.push(Link { to, used, from });
            }
        }
        Ok(())
    })
}

/// Whether the reference at `pointer` is in the `allOf` of a named schema, which is at the level `depth`.
fn inherits(pointer: &Pointer, depth: usize) -> bool {
    let segments = pointer.segments();
    segments[0] == "components" && segments.len() == depth + 2 && segments[depth] == "allOf"
}

/// The schema of an entry of a mapping, which is a reference or the bare name of a schema.
fn mapped_schema(target: &Value) -> Result<Reference> {
    match target.as_str() {
        Some(text) if text.contains('#') || text.contains('/') => Reference::parse(text),
        Some(name) => Ok(Reference::schema(name)),
        None => Err(
            Error::new("an entry of the discriminator's mapping is not a string")
                .help("download the document again"),
        ),
    }
}

/// The target of a link.
///
/// # Errors
///
/// If the document lacks it.
pub(super) fn target(document: &Value, link: &Link) -> Result<Value> {
    let component = link.to.target(document).cloned();
    component.ok_or_else(|| refuse_missing(document, link))
}

fn refuse_missing(document: &Value, Link { to, from, .. }: &Link) -> Error {
    let target = to.to_string();
    let error = Error::new(format!(
        "the target of the reference `{}` does not exist",
        target.escape_debug()
    ))
    .at(from);
    let section = document["components"][to.section.keyword()].as_object();
    let names = section.into_iter().flat_map(Map::keys).map(String::as_str);
    match nearest(&to.name, names, 0.6, str::to_owned).first() {
        Some(near) => error.help(format!(
            "the nearest component is `{near}`; check that the document is complete"
        )),
        None => error.help("check that the document is complete"),
    }
}

fn check_name(name: &str) -> Result<()> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    if name.len() <= 256 && name.chars().all(is_allowed) {
        return Ok(());
    }
    let message = format!("`{}` is not a valid component name", name.escape_debug());
    Err(Error::new(message).help(
        "OpenAPI allows letters, digits, `.`, `-` and `_`; this program, at most 256 of them",
    ))
}

/// The reached components by section, with mappings only to reached schemas.
fn without_other_kinds(reached: BTreeMap<Reference, (Use, Value)>) -> Map<String, Value> {
    let values = reached.iter().filter(|(_, (used, _))| *used == Use::Value);
    let values: BTreeSet<Reference> = values.map(|(reference, _)| reference.clone()).collect();
    let is_value = |target: &Value| mapped_schema(target).is_ok_and(|to| values.contains(&to));
    let mut components = Map::new();
    for (reference, (_, mut component)) in reached {
        walk_mut(
            &mut component,
            reference.section.node(),
            &mut |node, object| {
                let mapping = object.get_mut("mapping").and_then(Value::as_object_mut);
                if let (Node::Discriminator, Some(mapping)) = (node, mapping) {
                    mapping.retain(|_, target| is_value(target));
                }
            },
        );
        let section = components
            .entry(reference.section.keyword())
            .or_insert_with(|| json!({}));
        section[&reference.name] = component;
    }
    components
}
