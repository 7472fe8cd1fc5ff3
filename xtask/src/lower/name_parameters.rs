//! Renames path parameters as `[parameters]` of the selection says.

use serde_json::Value;

use super::{Context, schema::operations_mut};
use crate::error::Result;

pub(super) fn name_parameters(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    let selection = context.selection;
    for (_, operation) in operations_mut(document) {
        for parameter in operation["parameters"].as_array_mut().into_iter().flatten() {
            let name = parameter["name"]
                .as_str()
                .and_then(|name| selection.parameters.get(name));
            if let (Some(name), true) = (name, parameter["in"] == "path") {
                parameter["name"] = name.as_str().into();
            }
        }
    }
    if let Some(paths) = document["paths"].as_object_mut() {
        *paths = std::mem::take(paths)
            .into_iter()
            .map(|(path, item)| (selection.path_of_client(&path), item))
            .collect();
    }
    Ok(())
}
