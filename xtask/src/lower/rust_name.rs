//! The Rust names that typify and progenitor make of names in a document, as far as the passes must know them.

use heck::{ToPascalCase, ToSnakeCase};

/// The name of the type that a schema becomes.
pub(super) fn type_name(name: &str) -> String {
    clean(name).to_pascal_case()
}

/// The name of the field, argument or method that a property, parameter or operation becomes.
pub(super) fn field_name(name: &str) -> String {
    clean(name).to_snake_case()
}

fn clean(name: &str) -> String {
    name.replace('\'', "")
        .replace(|c: char| !(c == '_' || c.is_alphanumeric()), "-")
}
