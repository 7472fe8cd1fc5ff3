//! The public surface of a generated client, read from its source text: types and methods with their documentation, without
//! the bodies. Snapshots show it in a pull request.

mod attributes;
mod path_names;
mod render_method;
mod render_type;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{DeriveInput, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, Type, UseTree, Visibility};

use crate::error::{Error, Result};

/// The public surface of a generated client.
#[derive(Default)]
pub struct Surface {
    types: BTreeMap<String, DeriveInput>,
    /// The types of another client that this one shares, by name: each as a `use` of its own.
    shared: BTreeMap<String, String>,
    /// What is implemented for each type, by its name.
    implementations: BTreeMap<String, Vec<ItemImpl>>,
    /// The methods of `Client`.
    methods: Vec<ImplItemFn>,
}

impl Surface {
    /// The surface of a generated source text.
    ///
    /// # Errors
    ///
    /// Where it is no Rust, or holds what a snapshot would not show.
    pub fn parse(source: &str) -> Result<Self> {
        let file = syn::parse_file(source)
            .map_err(|error| Error::new("a generated client is no Rust").because(error))?;
        let mut surface = Self::default();
        for item in file.items {
            match item {
                Item::Mod(module) if module.ident == "types" => surface.read_types(module)?,
                Item::Impl(item) if item.trait_.is_none() => surface.read_methods(item),
                _ => {}
            }
        }
        Ok(surface)
    }

    fn read_types(&mut self, module: ItemMod) -> Result<()> {
        for item in module.content.into_iter().flat_map(|(_, items)| items) {
            match item {
                Item::Struct(item) => self.insert_type(item.into())?,
                Item::Enum(item) => self.insert_type(item.into())?,
                Item::Impl(item) => self.insert_implementation(item),
                Item::Mod(module) => self.read_types(module)?,
                Item::Use(item) => self.read_shared(&item.tree, &mut Vec::new()),
                other => {
                    let item = other.to_token_stream();
                    return Err(Error::new("a snapshot would not show this").at(item));
                }
            }
        }
        Ok(())
    }

    fn read_shared(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.read_shared(&tree.tree, path);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.read_shared(tree, path);
                }
            }
            UseTree::Name(name) => {
                let (name, path) = (name.ident.to_string(), path.join("::"));
                let line = format!("pub use {path}::{name};\n");
                self.shared.insert(name, line);
            }
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }

    fn insert_type(&mut self, item: DeriveInput) -> Result<()> {
        let name = item.ident.to_string();
        match self.types.insert(name.clone(), item) {
            None => Ok(()),
            Some(_) => Err(Error::new("two types have the same name").at(name)),
        }
    }

    fn insert_implementation(&mut self, item: ItemImpl) {
        if let Type::Path(path) = &*item.self_ty
            && let Some(name) = path.path.get_ident()
        {
            let all = self.implementations.entry(name.to_string());
            all.or_default().push(item);
        }
    }

    /// What is implemented for the type of this name.
    fn implementations_of(&self, name: &str) -> &[ItemImpl] {
        self.implementations.get(name).map_or(&[], Vec::as_slice)
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
        let mut types = self.shared.clone();
        types.extend(self.types.iter().map(|(name, item)| {
            let text = render_type::render_type(item, self.implementations_of(name));
            (name.clone(), text)
        }));
        types
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
