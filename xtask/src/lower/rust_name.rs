//! The Rust names that typify and progenitor derive from names in a document.

use heck::{ToPascalCase, ToSnakeCase};

/// The namespace of Microsoft Graph's schemas, which is not part of the names of Rust types.
pub(crate) const NAMESPACE: &str = "microsoft.graph.";

/// The name of the type that a schema of the contract becomes.
pub(crate) fn schema_type_name(name: &str) -> String {
    type_name(name.strip_prefix(NAMESPACE).unwrap_or(name))
}

/// The name of the type or variant that a schema or member becomes; empty if the name has no letter or digit.
pub(crate) fn type_name(name: &str) -> String {
    rust_name(name, str::to_pascal_case, "X")
}

/// The name of the field, argument or method that a property, parameter or operation becomes, without the underscore behind
/// a keyword; empty if the name has no letter or digit.
pub(crate) fn field_name(name: &str) -> String {
    rust_name(name, str::to_snake_case, "x")
}

/// The same name with an underscore if it is a keyword, as typify and progenitor write it.
pub(crate) fn identifier(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("{name}_"),
    }
}

fn rust_name(name: &str, convert: fn(&str) -> String, prefix: &str) -> String {
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

    #[test]
    fn names_are_those_of_typify() {
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
