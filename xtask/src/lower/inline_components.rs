//! Replaces references to parameters, request bodies and responses by their targets, and moves the parameters of path items
//! to the operations; only schemas keep their names.

use serde_json::{Value, json};

use super::Context;
use crate::error::Result;
use crate::openapi::{METHODS, Node, Reference, walk_mut};

pub(super) fn inline_components(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let source = document.clone();
    walk_mut(document, Node::Document, &mut |node, value| {
        if node != Node::Schema {
            // Slicing has refused cycles.
            while let Some(target) = Reference::of(value).and_then(|to| to.target(&source)) {
                *value = target.clone();
            }
        }
    });
    for item in document["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(|paths| paths.values_mut())
    {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let shared = item.remove("parameters").unwrap_or_else(|| json!([]));
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                inherit_parameters(operation, &shared);
            }
        }
    }
    if let Some(components) = document["components"].as_object_mut() {
        components.retain(|section, _| section == "schemas");
    }
    Ok(())
}

/// Adds the parameters of the path item that an operation does not declare itself.
fn inherit_parameters(operation: &mut Value, shared: &Value) {
    let list = |parameters: &Value| parameters.as_array().cloned().unwrap_or_default();
    let own = list(&operation["parameters"]);
    let mut parameters = list(shared);
    let same = |a: &Value, b: &Value| a["name"] == b["name"] && a["in"] == b["in"];
    parameters.retain(|inherited| !own.iter().any(|own| same(own, inherited)));
    parameters.extend(own);
    operation["parameters"] = parameters.into();
}
