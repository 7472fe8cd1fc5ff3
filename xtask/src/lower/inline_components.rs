//! Replaces references to parameters, request bodies and responses by their targets; only schemas keep their names.

use serde_json::Value;

use super::Context;
use crate::error::Result;
use crate::openapi::{METHODS, Pointer, referenced};

pub(super) fn inline_components(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let source = document.clone();
    for item in document["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(serde_json::Map::values_mut)
    {
        let shared: Vec<Value> = item["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|p| resolve(p, &source))
            .collect();
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else {
                continue;
            };
            let mut parameters: Vec<Value> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|p| resolve(p, &source))
                .collect();
            let own: Vec<_> = parameters
                .iter()
                .map(|p| (p["name"].clone(), p["in"].clone()))
                .collect();
            let inherited = shared
                .iter()
                .filter(|p| !own.contains(&(p["name"].clone(), p["in"].clone())));
            parameters.splice(0..0, inherited.cloned());
            operation["parameters"] = parameters.into();
            if let Some(body) = operation.get_mut("requestBody") {
                *body = resolve(body, &source);
            }
            for response in operation["responses"]
                .as_object_mut()
                .into_iter()
                .flat_map(serde_json::Map::values_mut)
            {
                *response = resolve(response, &source);
            }
        }
        if let Some(item) = item.as_object_mut() {
            item.remove("parameters");
        }
    }
    if let Some(components) = document["components"].as_object_mut() {
        components.retain(|section, _| section == "schemas");
    }
    Ok(())
}

/// The target of a reference, or the value itself. Slicing has refused cycles.
fn resolve(value: &Value, document: &Value) -> Value {
    let mut value = value;
    while let Some(target) = referenced(value).and_then(|text| target(text, document)) {
        value = target;
    }
    value.clone()
}

fn target<'a>(text: &str, document: &'a Value) -> Option<&'a Value> {
    let reference = crate::openapi::Reference::parse(text).ok()?;
    document.pointer(
        &Pointer::new(["components", reference.section.keyword(), &reference.name]).to_string(),
    )
}
