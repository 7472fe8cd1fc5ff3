//! Replaces the pages of collections by a generic type of the core crate, for which a page without `value` is an error and
//! not an empty page.

use serde_json::Value;

use super::{Context, schema::schemas_mut, split_update_bodies::TYPES};
use crate::error::Result;
use crate::openapi::Reference;

pub(super) fn replace_collections(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    for (name, schema) in schemas_mut(document) {
        let items = Reference::of(&schema["properties"]["value"]["items"]);
        if let Some(Reference { name: item, .. }) = items.filter(|_| is_collection(schema)) {
            let path = format!("::msgraph_identity_core::Collection<{TYPES}::{item}>");
            context.replacements.insert(name.clone(), path);
        }
    }
    Ok(())
}

/// Whether a schema is a page: it has `@odata.nextLink`, and an array as its `value`.
pub(super) fn is_collection(schema: &Value) -> bool {
    let properties = &schema["properties"];
    properties.get("@odata.nextLink").is_some() && properties["value"]["type"] == "array"
}
