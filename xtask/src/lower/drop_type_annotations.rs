//! Removes `@odata.type` from types that are not polymorphic: most responses leave it out, and it adds nothing. If it
//! identifies a kind, its usual spelling stays; the generated code accepts the other one as an alias.

use serde_json::{Value, json};

use super::schema::{is_string_enum, properties_mut, retain_required};
use crate::openapi::ODATA_TYPE;

pub(super) fn drop_type_annotations(schema: &mut Value) {
    let Some(properties) = properties_mut(schema) else {
        return;
    };
    match properties.get_mut(ODATA_TYPE) {
        None => {}
        Some(annotation) if is_string_enum(annotation) => {
            if let Some(spelling) = annotation.pointer("/enum/0").cloned() {
                annotation["enum"] = json!([spelling]);
            }
        }
        Some(_) => {
            properties.remove(ODATA_TYPE);
            retain_required(schema, |name| name != ODATA_TYPE);
        }
    }
}
