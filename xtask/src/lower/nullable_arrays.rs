//! Makes arrays nullable: Graph sometimes sends null for an empty collection, and an array that is not nullable could not be
//! sent empty.

use serde_json::{Map, Value};

use super::{replace_collections::is_collection, schema::properties_mut};

pub(super) fn nullable_arrays(schema: &mut Value) {
    if is_collection(schema) {
        return;
    }
    for property in properties_mut(schema).into_iter().flat_map(Map::values_mut) {
        if property["type"] == "array" {
            property["nullable"] = true.into();
        }
    }
}
