//! Removes keywords that only restrict values: patterns, ranges, and formats for which typify would use another type. The
//! service validates what is sent, and a response that breaks a rule must still be readable. Titles, which only an overlay
//! can have added, go as well: typify would use them as names of types.

use serde_json::Value;

/// The formats that determine the Rust type of a value.
const KEPT_FORMATS: [&str; 10] = [
    "password",
    "target-url",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "float",
    "double",
    "decimal",
];

const DROPPED: [&str; 13] = [
    "title",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "default",
];

pub(super) fn drop_validation(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    // `additionalProperties: {type: object}`, as in older documents, would refuse every annotation.
    let has_properties = object.contains_key("properties");
    object.retain(|keyword, value| match keyword.as_str() {
        "format" => value.as_str().is_some_and(|f| KEPT_FORMATS.contains(&f)),
        "additionalProperties" => !has_properties,
        keyword => !DROPPED.contains(&keyword),
    });
}
