//! Finds the components that the selected paths need.
//!
//! A discriminator's mapping is followed only if its type is used *as a value*: as a property, items, a body or a response.
//! A type that others only inherit from does not bring in its other derived types: `entity` maps to thousands of types, and
//! the selected operations return none of them as an `entity`.

use std::collections::BTreeMap;

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

/// The components that `paths` need, by section.
pub(super) fn close_references(
    document: &Value,
    paths: &Map<String, Value>,
) -> Result<Map<String, Value>> {
    let mut reached = Reached::by(paths)?;
    while let Some(link) = reached.next() {
        reached.follow(link, document)?;
    }
    Ok(collect_components(document, &reached.components))
}

/// The components that path items refer to, and those that these refer to.
pub(crate) struct Reached {
    components: BTreeMap<Reference, Use>,
    links: Vec<Link>,
}

impl Reached {
    /// Starts at path items.
    ///
    /// # Errors
    ///
    /// If a reference in them cannot be kept.
    pub(crate) fn by(paths: &Map<String, Value>) -> Result<Self> {
        let mut links = Vec::new();
        for (path, item) in paths {
            let place = Pointer::new(["paths", path]);
            collect_links(item, Node::PathItem, place, Use::Value, &mut links)?;
        }
        let components = BTreeMap::new();
        Ok(Self { components, links })
    }

    /// The next link that was not followed yet. `None` if all were.
    pub(crate) fn next(&mut self) -> Option<Link> {
        while let Some(link) = self.links.pop() {
            let known = self.components.get(&link.to);
            if known.is_none_or(|known| *known < link.used) {
                return Some(link);
            }
        }
        None
    }

    /// Follows the links of the target.
    ///
    /// # Errors
    ///
    /// If the document lacks the target, or it cannot be kept.
    pub(crate) fn follow(&mut self, link: Link, document: &Value) -> Result<()> {
        let Some(component) = link.to.target(document) else {
            return Err(refuse_missing(document, &link));
        };
        let Link { to, used, from } = link;
        check_name(&to.name).map_err(|error| error.at(from))?;
        let (node, place) = (to.section.node(), to.pointer());
        collect_links(component, node, place, used, &mut self.links)?;
        self.components.insert(to, used);
        Ok(())
    }
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

/// The reached components, with mappings only to reached schemas.
fn collect_components(document: &Value, reached: &BTreeMap<Reference, Use>) -> Map<String, Value> {
    let is_reached = |target: &Value| {
        mapped_schema(target).is_ok_and(|target| reached.get(&target) == Some(&Use::Value))
    };
    let mut components = Map::new();
    for reference in reached.keys() {
        let mut component = reference.target(document).cloned().unwrap_or_default();
        let node = reference.section.node();
        walk_mut(&mut component, node, &mut |node, object| {
            let mapping = object.get_mut("mapping").and_then(Value::as_object_mut);
            if let (Node::Discriminator, Some(mapping)) = (node, mapping) {
                mapping.retain(|_, target| is_reached(target));
            }
        });
        let section = components
            .entry(reference.section.keyword())
            .or_insert_with(|| json!({}));
        section[&reference.name] = component;
    }
    components
}
