//! Lets arrays be null or absent: Graph sends null for an empty collection at times, and an array that cannot be
//! null could not be sent empty either.

use serde_json::Value;

use super::{
    Context,
    replace_collections::is_collection,
    schema::{change_schemas, properties_mut},
};
use crate::error::Result;

pub(super) fn nullable_arrays(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        if is_collection(schema) {
            return;
        }
        for property in properties_mut(schema)
            .into_iter()
            .flat_map(serde_json::Map::values_mut)
        {
            if property["type"] == "array" {
                property["nullable"] = true.into();
            }
        }
    });
    Ok(())
}
