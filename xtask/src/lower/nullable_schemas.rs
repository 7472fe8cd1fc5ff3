//! Moves `nullable` from a named schema to the places that name it: typify would wrap the type in a second one, and null is
//! no member of an enumeration.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Context,
    schema::{change_schemas, json_schema_mut, operations_mut, properties_mut, schemas_mut},
};
use crate::error::Result;
use crate::openapi::Reference;

pub(super) fn nullable_schemas(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let schemas = schemas_mut(document).iter_mut();
    let nullable = schemas.filter_map(|(name, schema)| forbid_null(schema).then(|| name.clone()));
    let nullable: BTreeSet<String> = nullable.collect();
    let allow = |schema: &mut Value| {
        if Reference::of(schema).is_some_and(|target| nullable.contains(&target.name)) {
            *schema = json!({ "allOf": [schema.take()], "nullable": true });
        }
    };
    change_schemas(document, |schema| {
        let properties = properties_mut(schema).into_iter().flat_map(Map::values_mut);
        properties.for_each(allow);
        schema.get_mut("additionalProperties").map(allow);
    });
    for (_, operation) in operations_mut(document) {
        let answer = operation.pointer_mut("/responses/2XX");
        answer.and_then(json_schema_mut).map(allow);
    }
    Ok(())
}

/// Removes null from what a schema allows; returns whether it was there.
fn forbid_null(schema: &mut Value) -> bool {
    let Some(schema) = schema.as_object_mut() else {
        return false;
    };
    let by_keyword = schema.remove("nullable") == Some(json!(true));
    let members = schema.get_mut("enum").and_then(Value::as_array_mut);
    let by_member = members.is_some_and(|members| {
        let all = members.len();
        members.retain(|member| !member.is_null());
        members.len() < all
    });
    if schema.get("enum") == Some(&json!([])) {
        schema.remove("enum");
    }
    by_keyword || by_member
}
