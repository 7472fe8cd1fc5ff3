//! Opens enumerations: Graph adds members, as `unknownFutureValue` announces, and a closed Rust enum would then refuse the
//! whole response. A known member is typed; any other is kept as a string.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Context,
    rust_name::type_name,
    schema::{add_schema, change_schemas, is_string_enum, properties_mut, schemas_mut},
};
use crate::error::Result;
use crate::openapi::{ODATA_TYPE, Reference};

pub(super) fn open_enums(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    loosen_inline_enums(document);
    let schemas = schemas_mut(document);
    let enums: Vec<_> = schemas
        .iter()
        .filter(|(_, schema)| is_string_enum(schema))
        .map(|(n, _)| n.clone())
        .collect();
    for name in enums {
        if !members_are_distinct(&schemas[&name]) {
            loosen(&mut schemas[&name]);
            continue;
        }
        let known = format!("{name}Known");
        let mut open =
            json!({ "oneOf": [Reference::schema(&known).to_value(), { "type": "string" }] });
        if let Some(description) = schemas[&name].get("description") {
            open["description"] = description.clone();
        }
        if let Some(members) = schemas.insert(name, open) {
            add_schema(schemas, &known, members)?;
        }
    }
    Ok(())
}

/// Turns inline enumerations into strings, except for the tags of polymorphic types.
fn loosen_inline_enums(document: &mut Value) {
    change_schemas(document, |schema| {
        for (name, property) in properties_mut(schema).into_iter().flatten() {
            if name != ODATA_TYPE && is_string_enum(property) {
                loosen(property);
            }
        }
        if let Some(items) = schema
            .get_mut("items")
            .filter(|items| is_string_enum(items))
        {
            loosen(items);
        }
    });
}

/// Whether the members become different variants, as `remoteControl` and `remote_Control` do not.
fn members_are_distinct(schema: &Value) -> bool {
    let members: Vec<_> = schema["enum"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let variants: BTreeSet<_> = members.iter().map(|member| type_name(member)).collect();
    variants.len() == members.len() && !variants.contains("")
}

fn loosen(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        object.remove("enum");
    }
}
