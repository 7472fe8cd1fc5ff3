//! `cargo xtask map`: what is kept, as Mermaid diagrams that lead from paths to types, with what only one version has.
//! ARCHITECTURE.md shows them, and `regen` keeps them current.

mod mermaid;

use std::collections::{BTreeMap, BTreeSet};

use crate::change::Contracts;
use crate::error::Result;
use crate::openapi::{ODATA_TYPE, Reference};
use crate::project::Project;
use crate::read;
use crate::selection::{Selection, read_selection};
use crate::surface::{Content, Member, Operation, Shape, Surface};
use crate::version::GraphVersion;

/// The page that shows the map.
pub const PAGE: &str = "ARCHITECTURE.md";

/// What stands before and after the drawings on a page.
const BEGIN: &str = "<!-- Drawn by `cargo xtask regen`: -->\n";
const END: &str = "<!-- End of what is drawn. -->";

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
        for operation in &surface.operations {
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
    Some(format!("{before}{BEGIN}\n{drawings}\n{END}{after}"))
}

impl Map {
    fn add_operation(
        &mut self,
        (name, operation): (&String, &Operation),
        surface: &Surface,
        selection: &Selection,
        version: GraphVersion,
    ) {
        // Path parameters have the names that the clients give them.
        let path = selection
            .parameters
            .iter()
            .fold(operation.path.clone(), |path, (theirs, ours)| {
                path.replace(&format!("{{{theirs}}}"), &format!("{{{ours}}}"))
            });
        let node = self
            .paths
            .entry(path.clone())
            .or_default()
            .entry(name.clone())
            .or_default();
        let method = &operation.method;
        node.method.clone_from(method);
        node.versions.insert(version);
        let takes = operation.body.iter().map(|body| ("takes", body));
        let answers = operation.answer.iter().map(|answer| ("answers", answer));
        for (verb, content) in takes.chain(answers) {
            for key in named(content) {
                let (verb, key) = match page_of(surface, &key) {
                    Some(items) => ("answers pages of", items),
                    None => (verb, key),
                };
                self.link(&path, &key, &format!("{method} {verb}"), version);
                self.add_type(&key, surface, version);
            }
        }
    }

    /// Adds a type and all that it is made of.
    fn add_type(&mut self, key: &str, surface: &Surface, version: GraphVersion) {
        let Some(of) = surface.types.get(key) else {
            return;
        };
        let node = self.types.entry(key.to_owned()).or_default();
        if !node.versions.insert(version) {
            return;
        }
        match &of.shape {
            Shape::Value(value) => self.add_members([("value", &**value)], key, surface, version),
            Shape::Union(kinds) => {
                for kind in kinds.keys() {
                    self.link(key, kind, "may be", version);
                    self.add_type(kind, surface, version);
                }
            }
            Shape::Object(properties) => {
                let members = properties
                    .iter()
                    .map(|(name, member)| (name.as_str(), member));
                self.add_members(members, key, surface, version);
            }
        }
    }

    fn add_members<'a>(
        &mut self,
        members: impl IntoIterator<Item = (&'a str, &'a Member)>,
        key: &str,
        surface: &Surface,
        version: GraphVersion,
    ) {
        for (name, member) in members.into_iter().filter(|(name, _)| *name != ODATA_TYPE) {
            for Reference { name: target, .. } in &member.names {
                self.link(key, target, name, version);
                self.add_type(target, surface, version);
            }
            if let (true, Some(node)) = (member.names.is_empty(), self.types.get_mut(key)) {
                node.values
                    .entry(name.to_owned())
                    .or_default()
                    .insert(version);
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
            let mut group = Self::default();
            (group.paths, self.paths) = self
                .paths
                .into_iter()
                .partition(|(path, _)| keys.contains(path));
            (group.types, self.types) = self
                .types
                .into_iter()
                .partition(|(key, _)| keys.contains(key));
            (group.edges, self.edges) = self
                .edges
                .into_iter()
                .partition(|((from, _), _)| keys.contains(from));
            groups.push(group);
        }
        groups
    }
}

/// The types of a body, by the names of their schemas.
fn named(content: &Content) -> Vec<String> {
    let names = content.names.iter().map(|reference| reference.name.clone());
    names.chain(content.inline.clone()).collect()
}

/// What the pages of a collection hold.
fn page_of(surface: &Surface, key: &str) -> Option<String> {
    let Shape::Object(properties) = &surface.types.get(key)?.shape else {
        return None;
    };
    let value = properties.get("value")?;
    let is_page = properties.contains_key("@odata.nextLink");
    let items = is_page.then(|| value.names.first()).flatten()?;
    Some(items.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_drawings_of_a_page_are_replaced() {
        let page = |drawings| format!("# T\n\n{BEGIN}\n{drawings}\n{END}\n\n```text\nmore\n```\n");
        assert_eq!(redraw(&page("old\n"), "new\n"), Some(page("new\n")));
        assert_eq!(redraw("# T\n\n```mermaid\nanother\n```\n", "new\n"), None);
    }
}
