//! Replaces the pages of collections by a generic type of the core crate, for which a page without `value` is an error and
//! not an empty page.

use serde_json::Value;

use super::{Context, schema::schemas_mut, split_update_bodies::TYPES};
use crate::error::Result;
use crate::openapi::{Reference, referenced};

pub(super) fn replace_collections(document: &mut Value, context: &mut Context<'_>) -> Result<()> {
    for (name, schema) in schemas_mut(document) {
        let items = schema
            .pointer("/properties/value/items")
            .and_then(referenced);
        if let (true, Some(Ok(items))) = (is_collection(schema), items.map(Reference::parse)) {
            let path = format!(
                "::msgraph_identity_core::Collection<{TYPES}::{}>",
                items.name
            );
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
