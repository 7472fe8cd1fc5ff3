//! The definitions in the module of the generated types, with everything that belongs to each.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit::{Visit, visit_path};
use syn::{Item, Path};

/// All that is generated for a type.
#[derive(Default)]
pub(super) struct Definition {
    /// Its definition and its implementations.
    pub(super) source: String,
    /// The names in these.
    pub(super) names: BTreeSet<String>,
}

/// The definitions of types and modules by their names.
pub(super) fn definitions(items: &[Item]) -> BTreeMap<String, Definition> {
    let defined = defined_names(items);
    let mut definitions: BTreeMap<String, Definition> = BTreeMap::new();
    for item in items {
        if let Some(name) = owner(item, &defined) {
            let definition = definitions.entry(name).or_default();
            definition.source += &item.to_token_stream().to_string();
            let mut names = Names::default();
            names.visit_item(item);
            definition.names.extend(names.0);
        }
    }
    definitions
}

/// The names of the types and modules that these items define.
pub(crate) fn defined_names(items: &[Item]) -> BTreeSet<String> {
    items.iter().filter_map(defined_name).collect()
}

fn defined_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Mod(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The type that an item belongs to. An implementation belongs to the first of the `defined` types that its head names:
/// to `X` in `impl From<X> for String`.
pub(crate) fn owner(item: &Item, defined: &BTreeSet<String>) -> Option<String> {
    let Item::Impl(item) = item else {
        return defined_name(item);
    };
    let mut head = Names::default();
    head.visit_type(&item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        head.visit_path(path);
    }
    head.0.into_iter().find(|name| defined.contains(name))
}

/// The names by which a piece of code may refer to types and modules, in their order.
#[derive(Default)]
pub(super) struct Names(pub(super) Vec<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, path: &'ast Path) {
        for segment in &path.segments {
            let name = segment.ident.to_string();
            let is_type = name.starts_with(char::is_uppercase);
            self.0.push(name);
            if is_type {
                // What follows is a variant or a function of it: `Self::User` is not the type `User`.
                break;
            }
        }
        visit_path(self, path);
    }
}
