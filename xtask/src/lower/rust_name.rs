//! The Rust names that typify and progenitor make of names in a document, as far as the passes must know them:
//! without the underscore behind keywords, which makes no two names one.

use heck::{ToPascalCase, ToSnakeCase};

/// The namespace of Microsoft Graph's schemas, which Rust types do without.
pub(crate) const NAMESPACE: &str = "microsoft.graph.";

/// The name of the type that a schema of the contract becomes.
pub(crate) fn schema_type_name(name: &str) -> String {
    type_name(name.strip_prefix(NAMESPACE).unwrap_or(name))
}

/// The name of the type or variant that a schema or member becomes; empty where nothing of it can be a name.
pub(crate) fn type_name(name: &str) -> String {
    identifier(name, str::to_pascal_case, "X")
}

/// The name of the field, argument or method that a property, parameter or operation becomes; empty where nothing of it
/// can be a name.
pub(crate) fn field_name(name: &str) -> String {
    identifier(name, str::to_snake_case, "x")
}

fn identifier(name: &str, convert: fn(&str) -> String, prefix: &str) -> String {
    let clean = name
        .replace('\'', "")
        .replace(|c: char| !(c == '_' || c.is_alphanumeric()), "-");
    let converted = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => convert(&clean),
    };
    let prefix = if converted.starts_with(|c: char| c.is_ascii_digit()) {
        prefix
    } else {
        ""
    };
    format!("{prefix}{converted}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected is what typify makes of them, but for the underscore behind keywords.
    #[test]
    fn names_become_what_typify_makes_of_them() {
        for (name, field, type_) in [
            ("displayName", "display_name", "DisplayName"),
            ("@odata.type", "odata_type", "OdataType"),
            ("1a", "x1a", "X1a"),
            ("type", "type", "Type"),
            ("self", "self", "Self"),
            ("+1", "plus1", "plus1"),
            ("it's", "its", "Its"),
            ("*", "", ""),
            ("_", "", ""),
        ] {
            assert_eq!(
                (field_name(name).as_str(), type_name(name).as_str()),
                (field, type_),
                "{name}"
            );
        }
    }
}
