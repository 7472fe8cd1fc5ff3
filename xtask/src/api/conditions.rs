//! What the attributes of an item say about whether it is there, and whether it is meant to be seen.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Meta, Token};

/// The attributes of an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether users get this: it is not there for tests only, and not hidden from the documentation.
pub(super) fn is_for_users(attributes: &[Attribute]) -> bool {
    !attributes.iter().any(|attribute| {
        is_hiding(attribute)
            || condition(attribute).is_some_and(|predicate| is_for_tests(&predicate))
    })
}

/// The conditions of the `cfg` attributes, as they are written.
pub(super) fn conditions(attributes: &[Attribute]) -> Vec<String> {
    let conditions = attributes.iter().filter_map(condition);
    conditions.map(|predicate| text(&predicate)).collect()
}

/// The conditions in attributes under two lists of conditions, each once.
pub(super) fn all(mut first: Vec<String>, second: impl IntoIterator<Item = String>) -> Vec<String> {
    first.extend(second);
    first.sort();
    first.dedup();
    first
}

/// What `cfg_attr` adds: its condition with each of its attributes.
pub(super) fn conditional_attributes(attribute: &Attribute) -> Vec<(String, Meta)> {
    let arguments = list(attribute, "cfg_attr");
    let mut arguments = arguments.into_iter();
    let Some(condition) = arguments.next() else {
        return Vec::new();
    };
    arguments.map(|added| (text(&condition), added)).collect()
}

/// Text of tokens as a condition is written: `feature = "https"`, `not(unix)`.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" ,", ",")
}

fn condition(attribute: &Attribute) -> Option<Meta> {
    list(attribute, "cfg").into_iter().next()
}

fn is_for_tests(predicate: &Meta) -> bool {
    match predicate {
        Meta::Path(path) => path.is_ident("test") || path.is_ident("doctest"),
        Meta::List(all) if all.path.is_ident("all") => {
            let parts = all.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            parts.is_ok_and(|parts| parts.iter().any(is_for_tests))
        }
        _ => false,
    }
}

fn is_hiding(attribute: &Attribute) -> bool {
    let arguments = list(attribute, "doc");
    arguments
        .iter()
        .any(|argument| argument.path().is_ident("hidden"))
}

/// The arguments of an attribute with this name.
pub(super) fn list(attribute: &Attribute, name: &str) -> Vec<Meta> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident(name) => {
            let arguments = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            arguments
                .map(|arguments| arguments.into_iter().collect())
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
