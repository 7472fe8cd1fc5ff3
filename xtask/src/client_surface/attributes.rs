//! What attributes say: documentation, derived traits, the names on the wire.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, LitStr, Meta, Path, Token};

/// The lines of documentation, as they would stand in the source text.
pub(super) fn doc_lines(attributes: &[Attribute], indent: &str) -> String {
    let mut lines = String::new();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else {
            continue;
        };
        if let (true, Expr::Lit(literal)) = (meta.path.is_ident("doc"), &meta.value)
            && let Lit::Str(text) = &literal.lit
        {
            let line = format!("{indent}///{}", text.value());
            lines += &format!("{}\n", line.trim_end());
        }
    }
    lines
}

/// The derived traits, without their paths.
pub(super) fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut names = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        names.extend(
            paths
                .iter()
                .flatten()
                .filter_map(|path| path.segments.last())
                .map(|last| last.ident.to_string()),
        );
    }
    names.sort();
    names
}

/// The arguments of all `serde` attributes, in order.
pub(super) fn serde_arguments(attributes: &[Attribute]) -> Vec<(String, Option<String>)> {
    let mut arguments = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        // What is not of this form is none of serde's, and would not compile.
        let _ = attribute.parse_nested_meta(|meta| {
            let name = meta.path.to_token_stream().to_string();
            let value = meta.value().and_then(|value| value.parse::<LitStr>()).ok();
            arguments.push((name, value.map(|value| value.value())));
            Ok(())
        });
    }
    arguments
}

/// What serde does with a field or variant, in words: its name on the wire first, then what is not as usual.
pub(super) fn wire_form(name: &str, attributes: &[Attribute]) -> Vec<String> {
    let mut words = vec![name.to_owned()];
    for (argument, value) in serde_arguments(attributes) {
        match (argument.as_str(), value) {
            ("rename", Some(value)) => words[0] = value,
            ("alias", Some(value)) => words.push(format!("also read from {value}")),
            (argument, Some(value)) => words.push(format!("{argument} = {value}")),
            (argument, None) => words.push(argument.to_owned()),
        }
    }
    words
}
