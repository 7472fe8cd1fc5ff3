//! A type as a snapshot shows it: like Rust, with the form on the wire in a comment behind each field and variant.

use quote::ToTokens;
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, GenericArgument, ItemImpl, PathArguments, Variant,
    Visibility,
};

use super::attributes::{derives, doc_lines, serde_arguments, wire_form};
use super::path_names::type_text;

/// What nearly every field says of itself; a snapshot shows where it is missing.
const LEFT_OUT_WHERE_NONE: &str = "skip_serializing_if = ::std::option::Option::is_none";

/// The text of a type and of what is implemented for it.
pub(super) fn render_type(item: &DeriveInput, implementations: &[ItemImpl]) -> String {
    let (kind, body) = match &item.data {
        Data::Struct(data) => ("struct", fields(&data.fields)),
        Data::Enum(data) => (
            "enum",
            format!(
                " {{\n{}}}",
                data.variants.iter().map(variant).collect::<String>()
            ),
        ),
        Data::Union(_) => ("union", String::new()),
    };
    format!(
        "{}{}{kind} {}{body}\n{}",
        head(&item.attrs),
        visibility(&item.vis),
        item.ident,
        implemented(implementations)
    )
}

fn head(attributes: &[Attribute]) -> String {
    let mut lines = doc_lines(attributes, "");
    let derives = derives(attributes);
    if !derives.is_empty() {
        lines += &format!("#[derive({})]\n", derives.join(", "));
    }
    for (argument, value) in serde_arguments(attributes) {
        let value = value
            .map(|value| format!(" = {value:?}"))
            .unwrap_or_default();
        lines += &format!("#[serde({argument}{value})]\n");
    }
    lines
}

fn fields(fields: &Fields) -> String {
    let text: String = fields.iter().map(field).collect();
    match fields {
        Fields::Named(_) => format!(" {{\n{text}}}"),
        Fields::Unnamed(_) => format!("({})", text.trim_end_matches(", ")),
        Fields::Unit => String::new(),
    }
}

fn field(field: &Field) -> String {
    let (vis, rust_type) = (visibility(&field.vis), type_text(&field.ty));
    let Some(name) = &field.ident else {
        return format!("{vis}{rust_type}, ");
    };
    let mut words = wire_form(&name.to_string(), &field.attrs);
    match words.iter().position(|word| word == LEFT_OUT_WHERE_NONE) {
        Some(usual) => drop(words.remove(usual)),
        None => words.push("always sent".to_owned()),
    }
    let docs = doc_lines(&field.attrs, "    ");
    format!(
        "{docs}    {vis}{name}: {rust_type}, // {}\n",
        words.join(", ")
    )
}

/// What a variant with content is on the wire is said by the enum's own attributes and by the content.
fn variant(variant: &Variant) -> String {
    let name = variant.ident.to_string();
    let content = fields(&variant.fields);
    let mut words = wire_form(&name, &variant.attrs);
    if !content.is_empty() && words[0] == name {
        words.remove(0);
    }
    let comment = if words.is_empty() {
        String::new()
    } else {
        format!(" // {}", words.join(", "))
    };
    format!(
        "{}    {name}{content},{comment}\n",
        doc_lines(&variant.attrs, "    ")
    )
}

fn visibility(visibility: &Visibility) -> String {
    match visibility {
        Visibility::Inherited => String::new(),
        other => format!("{} ", other.to_token_stream()),
    }
}

/// The traits that are implemented for a type in code of their own, one on each line.
fn implemented(implementations: &[ItemImpl]) -> String {
    let mut lines = Vec::new();
    for implementation in implementations {
        let path = implementation.trait_.as_ref().map(|(path, _)| path);
        let Some(last) = path.and_then(|path| path.segments.last()) else {
            continue;
        };
        let arguments = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => {
                let types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(rust_type) => Some(type_text(rust_type)),
                    _ => None,
                });
                format!("<{}>", types.collect::<Vec<_>>().join(", "))
            }
            _ => String::new(),
        };
        lines.push(format!("impl {}{arguments}\n", last.ident));
    }
    lines.sort();
    lines.concat()
}
