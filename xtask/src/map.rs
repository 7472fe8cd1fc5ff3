//! `cargo xtask map`: what is kept, as Mermaid diagrams that lead from paths to types, with what only one version has.
//! ARCHITECTURE.md shows them, and `regen` keeps them current.

mod mermaid;

use std::collections::{BTreeMap, BTreeSet};

use crate::change::Contracts;
use crate::error::Result;
use crate::project::Project;
use crate::read;
use crate::selection::{Selection, read_selection};
use crate::surface::{Facet, Part, Surface};
use crate::version::GraphVersion;

/// The page that shows the map.
pub const PAGE: &str = "ARCHITECTURE.md";

/// What stands before and after the drawings on a page.
pub(crate) const BEGIN: &str = "<!-- Drawn by `cargo xtask regen`: -->";
pub(crate) const END: &str = "<!-- End of what is drawn. -->";

/// The versions that have a thing.
type Versions = BTreeSet<GraphVersion>;

/// What is kept in any version.
#[derive(Default)]
struct Map {
    /// The operations of each path, by name.
    paths: BTreeMap<String, BTreeMap<String, Node>>,
    /// The types that operations take and answer, and those that these are made of.
    types: BTreeMap<String, Node>,
    /// From a path or a type to a type: the operations or properties that lead there.
    edges: BTreeMap<(String, String), BTreeMap<String, Versions>>,
}

/// An operation with its method, or a type with the properties that lead nowhere.
#[derive(Default)]
struct Node {
    method: String,
    versions: Versions,
    values: BTreeMap<String, Versions>,
}

/// Draws the contracts of the tree, as Markdown.
///
/// # Errors
///
/// Returns an error if a contract cannot be read.
pub fn draw(project: &Project) -> Result<String> {
    let mut contracts = Contracts::new();
    for version in GraphVersion::ALL {
        let path = Project::contract(version);
        let document = read::parse(&project.read(&path)?);
        contracts.insert(version, document.map_err(|error| error.in_document(path))?);
    }
    Ok(draw_contracts(&contracts, &read_selection(project)?))
}

/// Draws contracts, as Markdown: a diagram for each group of paths that have types in common.
pub fn draw_contracts(contracts: &Contracts, selection: &Selection) -> String {
    let mut map = Map::default();
    for (version, contract) in contracts {
        let surface = Surface::read(contract);
        for operation in surface.all.all(Facet::Operation) {
            map.add_operation(operation, &surface, selection, *version);
        }
    }
    let diagrams: Vec<String> = map.into_groups().iter().map(mermaid::write).collect();
    diagrams.join("\n")
}

/// A page with these drawings in place of those that it shows; `None` if it shows none.
pub fn redraw(page: &str, drawings: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{drawings}\n{END}{after}"))
}

impl Map {
    fn add_operation(
        &mut self,
        (name, operation): (&str, &Part),
        surface: &Surface,
        selection: &Selection,
        version: GraphVersion,
    ) {
        let text = |facet| operation.get(facet, "").map_or("", |part| &part.text);
        let method = text(Facet::Method);
        let path = selection.path_of_client(text(Facet::Path));
        let operations = self.paths.entry(path.clone()).or_default();
        let node = operations.entry(name.to_owned()).or_default();
        method.clone_into(&mut node.method);
        node.versions.insert(version);
        for (facet, verb) in [(Facet::Body, "takes"), (Facet::Answer, "answers")] {
            let content = operation.get(facet, "");
            for key in content.iter().flat_map(|content| &content.names) {
                let (verb, key) = match page_of(surface, key) {
                    Some(items) => ("answers pages of", items),
                    None => (verb, key.as_str()),
                };
                self.link(&path, key, &format!("{method} {verb}"), version);
                self.add_type(key, surface, version);
            }
        }
    }

    /// Adds a type and all that it is made of.
    fn add_type(&mut self, key: &str, surface: &Surface, version: GraphVersion) {
        let Some(shape) = surface.shape(key) else {
            return;
        };
        let node = self.types.entry(key.to_owned()).or_default();
        if !node.versions.insert(version) {
            return;
        }
        let properties = shape.all(Facet::Property);
        for (name, _) in properties.filter(|(_, property)| property.names.is_empty()) {
            let value = node.values.entry(name.to_owned()).or_default();
            value.insert(version);
        }
        let plain = [("value", shape)].into_iter();
        let kinds = shape.all(Facet::Kind).map(|(_, kind)| ("may be", kind));
        for (name, part) in plain.chain(kinds).chain(shape.all(Facet::Property)) {
            for target in &part.names {
                self.link(key, target, name, version);
                self.add_type(target, surface, version);
            }
        }
    }

    fn link(&mut self, from: &str, to: &str, by: &str, version: GraphVersion) {
        let edge = self
            .edges
            .entry((from.to_owned(), to.to_owned()))
            .or_default();
        edge.entry(by.to_owned()).or_default().insert(version);
    }

    /// The parts of the map that no edge connects, in the order of their first paths.
    fn into_groups(mut self) -> Vec<Self> {
        let mut groups = Vec::new();
        while let Some(first) = self.paths.keys().next().cloned() {
            let mut keys = BTreeSet::from([first]);
            loop {
                let edges = self.edges.keys();
                let reached = edges.filter(|(from, to)| keys.contains(from) != keys.contains(to));
                let reached: Vec<String> = reached
                    .flat_map(|(from, to)| [from.clone(), to.clone()])
                    .collect();
                if reached.is_empty() {
                    break;
                }
                keys.extend(reached);
            }
            groups.push(Self {
                paths: take(&mut self.paths, |path| keys.contains(path)),
                types: take(&mut self.types, |key| keys.contains(key)),
                edges: take(&mut self.edges, |(from, _)| keys.contains(from)),
            });
        }
        groups
    }
}

/// Takes the entries with these keys out of a map.
fn take<K: Ord, V>(from: &mut BTreeMap<K, V>, is: impl Fn(&K) -> bool) -> BTreeMap<K, V> {
    let (taken, left) = std::mem::take(from)
        .into_iter()
        .partition(|(key, _)| is(key));
    *from = left;
    taken
}

/// What the pages of a collection hold.
fn page_of<'a>(surface: &'a Surface, key: &str) -> Option<&'a str> {
    let page = surface.shape(key)?;
    page.get(Facet::Property, "@odata.nextLink")?;
    let items = page.get(Facet::Property, "value")?.names.first();
    items.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_drawings_of_a_page_are_replaced() {
        let page =
            |drawings| format!("# T\n\n{BEGIN}\n\n{drawings}\n{END}\n\n```text\nmore\n```\n");
        assert_eq!(redraw(&page("old\n"), "new\n"), Some(page("new\n")));
        assert_eq!(redraw("# T\n\n```mermaid\nanother\n```\n", "new\n"), None);
    }
}
