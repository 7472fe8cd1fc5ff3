//! `cargo xtask map`: what is kept, as a Mermaid diagram from operations to types, with what only one version has. The README
//! shows it; `regen` keeps it current.

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
pub const PAGE: &str = "README.md";

/// What stands before the drawing on a page.
const MARK: &str = "<!-- Drawn by `cargo xtask regen`. -->\n\n```mermaid\n";

/// The versions that have a thing.
type Versions = BTreeSet<GraphVersion>;

/// What is kept in any version.
#[derive(Default)]
struct Map {
    /// The operations by their paths.
    paths: BTreeMap<String, BTreeMap<String, Node>>,
    /// The types that operations take and answer, and what these are made of.
    types: BTreeMap<String, Node>,
    /// Who leads where, by what.
    edges: BTreeMap<(String, String), BTreeMap<String, Versions>>,
}

/// An operation with its method, or a type with the properties that lead nowhere.
#[derive(Default)]
struct Node {
    method: String,
    versions: Versions,
    values: BTreeMap<String, Versions>,
}

/// Draws the contracts of the tree.
///
/// # Errors
///
/// Where one cannot be read.
pub fn draw(project: &Project) -> Result<String> {
    let mut contracts = Contracts::new();
    for version in GraphVersion::ALL {
        let path = Project::contract(version);
        let document = read::parse(&project.read(&path)?);
        contracts.insert(version, document.map_err(|error| error.in_document(path))?);
    }
    Ok(draw_contracts(&contracts, &read_selection(project)?))
}

/// Draws contracts.
pub fn draw_contracts(contracts: &Contracts, selection: &Selection) -> String {
    let mut map = Map::default();
    for (version, contract) in contracts {
        map.add(&Surface::read(contract), *version);
    }
    map.shorten_paths(selection);
    mermaid::write(&map)
}

/// A page with this drawing in place of the one that it shows; `None` where it shows none.
pub fn redraw(page: &str, drawing: &str) -> Option<String> {
    let (before, rest) = page.split_once(MARK)?;
    let (_, after) = rest.split_once("```\n")?;
    Some(format!("{before}{MARK}{drawing}```\n{after}"))
}

impl Map {
    /// Calls path parameters by the names that the clients give them.
    fn shorten_paths(&mut self, selection: &Selection) {
        let shorten = |path: String| {
            let parameters = selection.parameters.iter();
            parameters.fold(path, |path, (theirs, ours)| {
                path.replace(&format!("{{{theirs}}}"), &format!("{{{ours}}}"))
            })
        };
        let paths = std::mem::take(&mut self.paths).into_iter();
        self.paths = paths.map(|(path, of)| (shorten(path), of)).collect();
    }

    fn add(&mut self, surface: &Surface, version: GraphVersion) {
        for (name, operation) in &surface.operations {
            self.add_operation(name, operation, surface, version);
        }
    }

    fn add_operation(
        &mut self,
        name: &str,
        operation: &Operation,
        surface: &Surface,
        version: GraphVersion,
    ) {
        let path = self.paths.entry(operation.path.clone()).or_default();
        let node = path.entry(name.to_owned()).or_default();
        node.method.clone_from(&operation.method);
        node.versions.insert(version);
        let takes = operation.body.iter().map(|body| ("takes", body));
        let answers = operation.answer.iter().map(|answer| ("answers", answer));
        for (verb, content) in takes.chain(answers) {
            for key in named(content) {
                let (verb, key) = match page_of(surface, &key) {
                    Some(items) => ("answers pages of", items),
                    None => (verb, key),
                };
                self.link(name, &key, verb, version);
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
}

/// The types that a body leads to, by the names of their schemas.
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
    fn only_the_drawing_of_a_page_is_replaced() {
        let page = format!("# T\n\n{MARK}old\n```\n\n```text\nmore\n```\n");
        let redrawn = format!("# T\n\n{MARK}new\n```\n\n```text\nmore\n```\n");
        assert_eq!(redraw(&page, "new\n"), Some(redrawn));
        assert_eq!(redraw("# T\n\n```mermaid\nanother\n```\n", "new\n"), None);
    }
}
