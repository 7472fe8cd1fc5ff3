//! Every Rust item that a report names is in the generated crates.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use xtask::GraphVersion;
use xtask::change::compare;
use xtask::openapi::{Node, walk_mut};
use xtask::project::Project;
use xtask::read;
use xtask::selection::read_selection;

use crate::checkout::{project, read as text_of, root};

/// The Rust items of all operations, parameters, types and properties of a contract.
fn named_items(version: GraphVersion) -> BTreeSet<String> {
    let contract = read::parse(text_of(&Project::contract(version)).as_bytes()).unwrap();
    let mut described_anew = contract.clone();
    walk_mut(&mut described_anew, Node::Document, &mut |node, object| {
        let described = match node {
            Node::Operation | Node::Parameter => vec![object],
            Node::Components => object["schemas"]
                .as_object_mut()
                .unwrap()
                .values_mut()
                .collect(),
            Node::Schema => {
                let properties = object.get_mut("properties").and_then(Value::as_object_mut);
                properties.into_iter().flat_map(Map::values_mut).collect()
            }
            _ => Vec::new(),
        };
        for object in described {
            object["description"] = "Other words.".into();
        }
    });
    let selection = read_selection(&project()).unwrap();
    let changes = compare(&contract, &described_anew, version, &selection);
    changes
        .into_iter()
        .flat_map(|change| change.items)
        .collect()
}

/// The snapshot of a type or a method. A type may be v1.0's.
fn snapshot(version: GraphVersion, folder: &str, name: &str) -> String {
    let path = |version| format!("spec/snapshots/{version}/{folder}/{name}.snap");
    if root().join(path(version)).is_file() {
        return text_of(&path(version));
    }
    let shared = text_of(&format!("spec/snapshots/{version}/types/re-exports.snap"));
    let mut names = shared.split(|c: char| !c.is_alphanumeric());
    assert!(
        names.any(|shared| shared == name),
        "{version}: no {folder}::{name}"
    );
    text_of(&path(GraphVersion::V1_0))
}

#[test]
fn every_item_that_a_report_names_is_in_the_generated_crate() {
    for version in GraphVersion::ALL {
        let crate_name = version.crate_name().replace('-', "_");
        let named = named_items(version);
        for item in &named {
            let parts: Vec<&str> = item.split("::").collect();
            let (text, member) = match parts[..] {
                [of, "types", name] if of == crate_name => {
                    (snapshot(version, "types", name), format!(" {name} {{"))
                }
                [of, "types", name, field] if of == crate_name => {
                    (snapshot(version, "types", name), format!("pub {field}:"))
                }
                [of, "Client", method] if of == crate_name => {
                    match method.trim_end_matches(')').split_once('(') {
                        Some((name, argument)) => (
                            snapshot(version, "methods", name),
                            format!("    {argument}: "),
                        ),
                        None => (
                            snapshot(version, "methods", method),
                            format!(" fn {method}<'a>("),
                        ),
                    }
                }
                // A type that is written by hand.
                _ => continue,
            };
            assert!(text.contains(&member), "{item}: no `{member}` in\n{text}");
        }
        for name in ["IdentityApiConnector", "IdentityApiConnectorUpdate"] {
            let text = snapshot(version, "types", name);
            let fields = text
                .lines()
                .filter_map(|line| line.strip_prefix("    pub ")?.split_once(':'));
            // What a contract does not know is kept in a field that no report is about.
            for (field, _) in fields.filter(|(field, _)| *field != "additional_properties") {
                let item = format!("{crate_name}::types::{name}::{field}");
                assert!(named.contains(&item), "{item} is not in {named:#?}");
            }
        }
    }
}
