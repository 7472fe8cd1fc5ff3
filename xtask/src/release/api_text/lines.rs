//! The lines of an API: one for each item, field, variant, method and implementation.

use std::collections::BTreeSet;

use quote::{ToTokens, quote};
use syn::{Attribute, Fields, ImplItem, Item, Meta, TraitItem, Visibility};

/// The public API that these items make up.
pub(super) fn public_lines(items: &[Item]) -> Vec<String> {
    let mut lines = BTreeSet::new();
    let mut private = BTreeSet::new();
    for item in items {
        add_item(item, &mut lines);
        add_private(item, &mut private);
    }
    let speaks_of_private = |line: &String| line.split(' ').any(|word| private.contains(word));
    lines.retain(|line| !speaks_of_private(line));
    lines.into_iter().collect()
}

/// The types that nobody outside can name; what is implemented for them, or from them, is no API.
fn add_private(item: &Item, names: &mut BTreeSet<String>) {
    match item {
        Item::Mod(module) => {
            let items = module.content.iter().flat_map(|(_, items)| items);
            items.for_each(|item| add_private(item, names));
        }
        Item::Struct(item) if !is_public(&item.vis) => {
            names.insert(item.ident.to_string());
        }
        Item::Enum(item) if !is_public(&item.vis) => {
            names.insert(item.ident.to_string());
        }
        _ => {}
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn add_item(item: &Item, lines: &mut BTreeSet<String>) {
    match item {
        Item::Mod(module) if !module.attrs.iter().any(is_cfg_test) => {
            let items = module.content.iter().flat_map(|(_, items)| items);
            items.for_each(|item| add_item(item, lines));
        }
        Item::Struct(item) if is_public(&item.vis) => {
            let (name, generics) = (&item.ident, &item.generics);
            lines.insert(text(quote!(pub struct #name #generics)));
            add_derives(&item.attrs, &name.to_string(), lines);
            let all_public = item.fields.iter().all(|field| is_public(&field.vis));
            if all_public && !is_open(&item.attrs) && !matches!(item.fields, Fields::Unit) {
                lines.insert(format!("exhaustive {name}"));
            }
            for (index, field) in item
                .fields
                .iter()
                .enumerate()
                .filter(|(_, field)| is_public(&field.vis))
            {
                let field_name = field
                    .ident
                    .as_ref()
                    .map_or_else(|| index.to_string(), ToString::to_string);
                lines.insert(format!("in {name}: {field_name}: {}", text(&field.ty)));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let (name, generics) = (&item.ident, &item.generics);
            lines.insert(text(quote!(pub enum #name #generics)));
            add_derives(&item.attrs, &name.to_string(), lines);
            if !is_open(&item.attrs) {
                lines.insert(format!("exhaustive {name}"));
            }
            for variant in &item.variants {
                let (variant_name, fields) = (&variant.ident, &variant.fields);
                lines.insert(format!(
                    "in {name}: {}",
                    text(quote!(#variant_name #fields))
                ));
            }
        }
        Item::Fn(item) if is_public(&item.vis) => {
            lines.insert(signature(&item.sig));
        }
        Item::Const(item) if is_public(&item.vis) => {
            let (name, of) = (&item.ident, &item.ty);
            lines.insert(text(quote!(pub const #name: #of)));
        }
        Item::Type(item) if is_public(&item.vis) => {
            let (name, generics, of) = (&item.ident, &item.generics, &item.ty);
            lines.insert(text(quote!(pub type #name #generics = #of)));
        }
        Item::Use(item) if is_public(&item.vis) => {
            lines.insert(format!("pub use {}", text(&item.tree)));
        }
        Item::Trait(item) if is_public(&item.vis) => add_trait(item, lines),
        Item::Impl(item) => add_impl(item, lines),
        _ => {}
    }
}

fn add_trait(item: &syn::ItemTrait, lines: &mut BTreeSet<String>) {
    let (name, generics, bounds) = (&item.ident, &item.generics, &item.supertraits);
    lines.insert(text(quote!(pub trait #name #generics: #bounds)));
    for member in &item.items {
        let member = match member {
            TraitItem::Fn(member) => signature(&member.sig),
            member => text(member),
        };
        lines.insert(format!("in trait {name}: {member}"));
    }
}

fn add_impl(item: &syn::ItemImpl, lines: &mut BTreeSet<String>) {
    let of = text(&item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        // A derived trait has no path, so one that is written out has none here either.
        if let Some(name) = path.segments.last() {
            lines.insert(format!("impl {} for {of}", text(name)));
        }
        return;
    }
    for member in &item.items {
        match member {
            ImplItem::Fn(member) if is_public(&member.vis) => {
                lines.insert(format!("{of}: {}", signature(&member.sig)));
            }
            ImplItem::Const(member) if is_public(&member.vis) => {
                lines.insert(format!(
                    "{of}: const {}: {}",
                    member.ident,
                    text(&member.ty)
                ));
            }
            _ => {}
        }
    }
}

fn add_derives(attributes: &[Attribute], name: &str, lines: &mut BTreeSet<String>) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        if let Meta::List(list) = &attribute.meta {
            let derived = list.tokens.to_string();
            let derived = derived
                .split(',')
                .map(str::trim)
                .filter(|derive| !derive.is_empty());
            lines.extend(
                derived.map(|derive| format!("impl {} for {name}", derive.replace(' ', ""))),
            );
        }
    }
}

fn is_open(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

fn is_cfg_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && text(&attribute.meta).contains("test")
}

/// A signature; whether an argument can be changed inside is nobody's business.
fn signature(signature: &syn::Signature) -> String {
    text(signature).replace("mut self", "self")
}

/// Tokens on one line.
fn text(tokens: impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
