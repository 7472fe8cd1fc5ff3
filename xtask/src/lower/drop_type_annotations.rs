//! Drops `@odata.type` where a type is not polymorphic: Graph leaves it out of most answers, and nobody needs it.
//! Where it tells kinds apart, its normal spelling stays; the other one is an alias in the generated code.

use serde_json::{Value, json};

use super::{
    Context,
    schema::{change_schemas, is_string_enum, properties_mut},
};
use crate::error::Result;

const ANNOTATION: &str = "@odata.type";

pub(super) fn drop_type_annotations(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    change_schemas(document, |schema| {
        let Some(annotation) =
            properties_mut(schema).and_then(|properties| properties.get_mut(ANNOTATION))
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
            properties.remove(ANNOTATION);
        }
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|name| *name != ANNOTATION);
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
