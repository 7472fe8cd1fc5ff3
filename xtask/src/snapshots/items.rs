//! The types and methods of a generated client, each as it was generated but without the bodies of functions.

use std::collections::BTreeMap;

use syn::{File, Ident, ImplItem, Item, ItemImpl, ItemMod, Type, Visibility, parse_quote};

use crate::error::{Error, Result};
use crate::generate::Client;

/// The name of the snapshot of all other items: types of other crates that are re-exported.
const OTHER: &str = "re-exports";

/// What a caller of a generated client can name.
#[derive(Default)]
pub(super) struct Items {
    /// The definition of each type, and the heads of its implementations.
    pub(super) types: BTreeMap<String, Vec<Item>>,
    /// Each public method, with an empty body.
    pub(super) methods: BTreeMap<String, Item>,
}

impl Items {
    pub(super) fn of(client: Client) -> Result<Self> {
        let mut items = Self::default();
        for item in client.into_items() {
            match item {
                Item::Mod(module) if module.ident == "types" => items.add_types(module)?,
                Item::Impl(item) if item.trait_.is_none() => items.add_methods(item),
                _ => {}
            }
        }
        Ok(items)
    }

    fn add_types(&mut self, module: ItemMod) -> Result<()> {
        for item in module.content.into_iter().flat_map(|(_, items)| items) {
            match item {
                Item::Struct(definition) => {
                    self.define(&definition.ident.clone(), Item::Struct(definition))?;
                }
                Item::Enum(definition) => {
                    self.define(&definition.ident.clone(), Item::Enum(definition))?;
                }
                Item::Impl(item) => self.add_implementation(item),
                Item::Mod(module) => self.add_types(module)?,
                // Types of another crate that go by the name of this one.
                other => self.types.entry(OTHER.to_owned()).or_default().push(other),
            }
        }
        Ok(())
    }

    /// Definitions come before their implementations.
    fn define(&mut self, name: &Ident, definition: Item) -> Result<()> {
        match self.types.insert(name.to_string(), vec![definition]) {
            None => Ok(()),
            Some(_) => {
                Err(Error::new("two types of a generated client have the same name").at(name))
            }
        }
    }

    /// Leaves out implementations for types of other crates.
    fn add_implementation(&mut self, mut item: ItemImpl) {
        let Type::Path(path) = &*item.self_ty else {
            return;
        };
        let name = path.path.get_ident().map(ToString::to_string);
        if let Some(of_type) = name.and_then(|name| self.types.get_mut(&name)) {
            item.items.clear();
            of_type.push(Item::Impl(item));
        }
    }

    fn add_methods(&mut self, item: ItemImpl) {
        for item in item.items {
            if let ImplItem::Fn(mut method) = item
                && matches!(method.vis, Visibility::Public(_))
            {
                method.block.stmts.clear();
                let name = method.sig.ident.to_string();
                self.methods.insert(name, parse_quote!(#method));
            }
        }
    }
}

/// The source text of items.
pub(super) fn text(items: Vec<Item>) -> String {
    let mut file: File = parse_quote!();
    file.items = items;
    prettyplease::unparse(&file)
}
