//! The public surface of a generated client, read from its source text: types and methods, without the bodies.

mod attributes;
mod path_names;
mod render_method;
mod render_type;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{DeriveInput, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, Visibility};
use xtask::GraphVersion;
use xtask::project::Project;

use crate::checkout;

/// The public surface of a generated client.
#[derive(Default)]
pub struct Surface {
    types: BTreeMap<String, DeriveInput>,
    /// What is implemented for the types.
    implementations: Vec<ItemImpl>,
    /// The methods of `Client`.
    methods: Vec<ImplItemFn>,
}

impl Surface {
    /// The surface of the committed client of a version.
    pub fn committed(version: GraphVersion) -> Self {
        let path = Project::generated(version);
        let source = checkout::project().read_text(&path);
        Self::parse(&source.unwrap_or_else(|error| panic!("{error}")))
    }

    /// The surface of a generated source text.
    pub fn parse(source: &str) -> Self {
        let file = syn::parse_file(source).expect("generated code is Rust");
        let mut surface = Self::default();
        for item in file.items {
            match item {
                Item::Mod(module) if module.ident == "types" => surface.read_types(module),
                Item::Impl(item) if item.trait_.is_none() => surface.read_methods(item),
                _ => {}
            }
        }
        surface
    }

    fn read_types(&mut self, module: ItemMod) {
        let (_, items) = module.content.expect("a module with a body");
        for item in items {
            match item {
                Item::Struct(item) => self.insert_type(item.into()),
                Item::Enum(item) => self.insert_type(item.into()),
                Item::Impl(item) => self.implementations.push(item),
                Item::Mod(module) => self.read_types(module),
                other => panic!(
                    "the snapshots would not show this: {}",
                    other.to_token_stream()
                ),
            }
        }
    }

    fn insert_type(&mut self, item: DeriveInput) {
        let name = item.ident.to_string();
        assert!(
            !self.types.contains_key(&name),
            "two types are called {name}"
        );
        self.types.insert(name, item);
    }

    fn read_methods(&mut self, item: ItemImpl) {
        self.methods
            .extend(item.items.into_iter().filter_map(|item| match item {
                ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => Some(method),
                _ => None,
            }));
    }

    /// Each type by its name: documentation, derived and implemented traits, fields or variants.
    pub fn types(&self) -> BTreeMap<String, String> {
        let types = self.types.iter();
        types
            .map(|(name, item)| {
                (
                    name.clone(),
                    render_type::render_type(item, &self.implementations),
                )
            })
            .collect()
    }

    /// Each method of the client by its name: documentation and signature.
    pub fn methods(&self) -> BTreeMap<String, String> {
        let methods = self.methods.iter();
        methods
            .map(|method| {
                (
                    method.sig.ident.to_string(),
                    render_method::render_method(method),
                )
            })
            .collect()
    }

    /// The names of the methods that send a request.
    pub fn operations(&self) -> BTreeSet<String> {
        let methods = self
            .methods
            .iter()
            .filter(|method| method.sig.asyncness.is_some());
        methods.map(|method| method.sig.ident.to_string()).collect()
    }

    /// The types that neither a method nor a type in use names.
    pub fn unused_types(&self) -> BTreeSet<String> {
        uses::unused_types(self)
    }
}
