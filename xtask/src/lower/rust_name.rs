//! The Rust names that typify and progenitor make of names in a document, as far as the passes must know them.

use heck::{ToPascalCase, ToSnakeCase};

/// The namespace of Microsoft Graph's schemas, which Rust types do without.
pub(crate) const NAMESPACE: &str = "microsoft.graph.";

/// The name of the type that a schema of the contract becomes.
pub(crate) fn schema_type_name(name: &str) -> String {
    type_name(name.strip_prefix(NAMESPACE).unwrap_or(name))
}

/// The name of the type that a name without a namespace becomes.
pub(crate) fn type_name(name: &str) -> String {
    clean(name).to_pascal_case()
}

/// The name of the field, argument or method that a property, parameter or operation becomes.
pub(crate) fn field_name(name: &str) -> String {
    clean(name).to_snake_case()
}

fn clean(name: &str) -> String {
    name.replace('\'', "")
        .replace(|c: char| !(c == '_' || c.is_alphanumeric()), "-")
}
