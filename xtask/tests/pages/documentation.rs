//! Our documentation text: an operation that is documented is documented in full, and no text is lost on the way.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use xtask::GraphVersion;
use xtask::openapi::{METHODS, Node, Pointer, Reference, referenced, walk};
use xtask::project::Project;

use crate::checkout::{assert_says, read, root};

const FOLDER: &str = "spec/overlays/documentation";

#[test]
fn what_a_documented_operation_leads_to_is_documented() {
    for version in GraphVersion::ALL {
        let contract = contract(version);
        let mut missing = BTreeSet::new();
        for (path, item) in contract["paths"].as_object().unwrap() {
            for method in METHODS {
                if item[method]["description"].is_string() {
                    let start = Pointer::new(["paths", path, method]);
                    check(&contract, start, &mut missing);
                }
            }
        }
        assert!(
            missing.is_empty(),
            "{version}: add text in {FOLDER} for {missing:#?}"
        );
    }
}

#[test]
fn a_documented_operation_names_its_permission_and_microsofts_page() {
    for version in GraphVersion::ALL {
        for item in contract(version)["paths"].as_object().unwrap().values() {
            for operation in METHODS.map(|method| &item[method]) {
                if let Some(description) = operation["description"].as_str() {
                    let page = "<https://learn.microsoft.com/en-us/graph/api/";
                    assert_says(description, &format!("**Permission** … {page}"));
                    assert!(operation["summary"].is_string(), "{description}");
                }
            }
        }
    }
}

#[test]
fn no_text_is_overwritten_by_another() {
    for entry in fs::read_dir(root().join(FOLDER)).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let overlay: Value = yaml_serde::from_str(&read(&format!("{FOLDER}/{file}"))).unwrap();
        let is_of = |version: &GraphVersion| {
            let named = overlay["x-versions"].as_array();
            named.is_none_or(|named| named.contains(&version.name().into()))
        };
        for version in GraphVersion::ALL.into_iter().filter(is_of) {
            let contract = contract(version).to_string();
            for action in overlay["actions"].as_array().unwrap() {
                for text in action["update"].as_object().unwrap().values() {
                    let is_there = contract.contains(&text.to_string());
                    let target = &action["target"];
                    assert!(
                        is_there,
                        "{version}: {file}: another text took the place of {target}"
                    );
                }
            }
        }
    }
}

fn contract(version: GraphVersion) -> Value {
    yaml_serde::from_str(&read(&Project::contract(version))).unwrap()
}

/// Follows an operation through the document and notes what has no text.
fn check(contract: &Value, start: Pointer, missing: &mut BTreeSet<String>) {
    let item = Pointer::new(start.segments().iter().take(2).cloned());
    let parameters = item.child("parameters");
    let shared = contract.pointer(&parameters.to_string());
    let count = shared.and_then(Value::as_array).map_or(0, Vec::len);
    let shared = (0..count).map(|index| (parameters.child(index.to_string()), Node::Parameter));
    let mut queue: Vec<(Pointer, Node)> = shared.collect();
    queue.push((start, Node::Operation));
    let mut seen = BTreeSet::new();
    while let Some((mut pointer, node)) = queue.pop() {
        if !seen.insert(pointer.to_string()) {
            continue;
        }
        let value = contract.pointer(&pointer.to_string()).unwrap();
        walk(value, node, &mut pointer, &mut |node, value, pointer| {
            if let Some(text) = referenced(value) {
                let reference = Reference::parse(text)?;
                queue.push((reference.pointer(), reference.section.node()));
            } else if needs_text(node, pointer) && !value["description"].is_string() {
                missing.insert(pointer.to_string());
            }
            Ok(())
        })
        .unwrap();
    }
}

/// Of the schemas, those that become a type or a field.
fn needs_text(node: Node, pointer: &Pointer) -> bool {
    let segments = pointer.segments();
    match node {
        Node::Operation | Node::Parameter | Node::RequestBody | Node::Response => true,
        Node::Schema => {
            let parent = segments.iter().rev().nth(1);
            parent.is_some_and(|parent| parent == "properties" || parent == "schemas")
        }
        _ => false,
    }
}
