//! Removes `@odata.type` from types that are not polymorphic: most responses leave it out, and it adds nothing. If it
//! identifies a kind, its usual spelling stays; the generated code accepts the other one as an alias.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{change_schemas, is_string_enum, properties_mut},
};
use crate::error::Result;
use crate::openapi::ODATA_TYPE;

pub(super) fn drop_type_annotations(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        let Some(annotation) =
            properties_mut(schema).and_then(|properties| properties.get_mut(ODATA_TYPE))
        else {
            return;
        };
        if is_string_enum(annotation) {
            if let Some(spelling) = annotation.pointer("/enum/0").cloned() {
                annotation["enum"] = json!([spelling]);
            }
            return;
        }
        if let Some(properties) = properties_mut(schema) {
            properties.remove(ODATA_TYPE);
        }
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|name| *name != ODATA_TYPE);
        let required: Vec<_> = required.cloned().collect();
        if let Some(object) = schema.as_object_mut() {
            object.remove("required");
            if !required.is_empty() {
                object.insert("required".to_owned(), required.into());
            }
        }
    });
    Ok(())
}
