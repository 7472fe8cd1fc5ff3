//! Turns parameters into plain values. OData expects a list as one value with commas, but progenitor would repeat the query
//! option for each element. A nullable parameter would be an `Option` even in a path. A member of an enumeration, as
//! functions take them, is a string: OData writes it by its name.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{is_string_enum, operations_mut, reference_of, schemas_mut},
};
use crate::error::{Error, Result};
use crate::openapi::Pointer;

pub(super) fn plain_parameters(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    let schemas = schemas_mut(document).clone();
    for (place, operation) in operations_mut(document) {
        for parameter in operation["parameters"].as_array_mut().into_iter().flatten() {
            if parameter["in"] == "query" {
                join_list(parameter, &place)?;
            }
            let Some(schema) = parameter.get_mut("schema") else {
                continue;
            };
            let named = reference_of(schema).and_then(|reference| schemas.get(&reference.name));
            if is_string_enum(named.unwrap_or(schema)) {
                *schema = json!({ "type": "string" });
            } else if let Some(schema) = schema.as_object_mut() {
                schema.remove("nullable");
            }
        }
    }
    Ok(())
}

/// Turns a list into a string; the caller joins the elements with commas.
fn join_list(parameter: &mut Value, operation: &Pointer) -> Result<()> {
    let refuse = |what: &str| {
        let message = format!("the query option {} {what}", parameter["name"]);
        Err(Error::new(message).at(operation.child("parameters")))
    };
    if parameter.get("style").is_some_and(|style| style != "form") {
        return refuse("does not use the style `form`");
    }
    if parameter["schema"]["type"] == "array" {
        if parameter["explode"] != false {
            return refuse("is repeated for each value, which OData does not support");
        }
        parameter["schema"] = json!({ "type": "string" });
    }
    Ok(())
}
