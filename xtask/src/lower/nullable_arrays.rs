//! Makes arrays nullable: Graph sometimes sends null for an empty collection, and an array that is not nullable could not be
//! sent empty.

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
