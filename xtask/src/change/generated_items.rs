//! The items of a generated client, each with what callers rely on, its code and its documentation.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Fields, Ident, ImplItem, Item, Meta};

use crate::generate::Client;
use crate::generate::definitions::{defined_names, owner};

/// The items by their paths: types, fields and variants, methods, and the crate itself for the rest.
pub(super) type GeneratedItems = BTreeMap<String, GeneratedItem>;

/// An item that has a path.
#[derive(Default)]
pub(super) struct GeneratedItem {
    /// Its type or signature, the traits that it implements, and how serde reads and writes it. Callers rely on each.
    pub(super) promises: BTreeSet<String>,
    /// All its code.
    pub(super) code: String,
    /// Its doc comments.
    pub(super) documentation: String,
}

/// Reads the items of a client.
pub(super) fn generated_items(client: &Client, crate_name: &str) -> GeneratedItems {
    let mut reader = Reader {
        items: BTreeMap::new(),
        crate_name,
    };
    for item in client.items() {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                let types = module.content.as_ref();
                reader.read_types(types.map_or(&[], |(_, items)| items));
            }
            Item::Struct(client) => reader.add(
                &format!("{crate_name}::{}", client.ident),
                &Code::of(item, Code::visit_item_mut),
                Vec::new(),
            ),
            Item::Impl(of) if of.trait_.is_none() => {
                of.items.iter().for_each(|part| reader.read_method(part));
            }
            item => reader.add(
                crate_name,
                &Code::of(item, Code::visit_item_mut),
                Vec::new(),
            ),
        }
    }
    reader.items
}

struct Reader<'a> {
    items: GeneratedItems,
    crate_name: &'a str,
}

impl Reader<'_> {
    fn add(&mut self, path: &str, code: &Code, promises: Vec<String>) {
        let item = self.items.entry(path.to_owned()).or_default();
        item.code += &code.code;
        item.documentation += &code.documentation;
        item.promises.extend(promises);
    }

    fn read_method(&mut self, part: &ImplItem) {
        let code = Code::of(part, Code::visit_impl_item_mut);
        if let ImplItem::Fn(method) = part {
            let path = format!("{}::Client::{}", self.crate_name, method.sig.ident);
            self.add(&path, &code, vec![text(&method.sig)]);
        }
    }

    fn read_types(&mut self, types: &[Item]) {
        let defined = defined_names(types);
        for item in types {
            let path = match owner(item, &defined) {
                Some(name) => format!("{}::types::{name}", self.crate_name),
                None => self.crate_name.to_owned(),
            };
            let mut head = item.clone();
            let promises = match &mut head {
                Item::Struct(of) => {
                    self.read_fields(&path, &std::mem::replace(&mut of.fields, Fields::Unit));
                    of.semi_token = Some(Default::default());
                    derives(&of.attrs)
                }
                Item::Enum(of) => {
                    for variant in std::mem::take(&mut of.variants) {
                        let code = Code::of(&variant, Code::visit_variant_mut);
                        self.add_part(&path, &variant.ident, &code);
                    }
                    derives(&of.attrs)
                }
                Item::Type(of) => vec![text(&of.ty)],
                Item::Impl(of) => {
                    let implemented = of.trait_.iter();
                    let implemented = implemented.map(|(path, _)| path.to_token_stream());
                    implemented
                        .map(|path| format!("{path} for {}", text(&of.self_ty)))
                        .collect()
                }
                _ => Vec::new(),
            };
            self.add(&path, &Code::of(&head, Code::visit_item_mut), promises);
        }
    }

    fn read_fields(&mut self, path: &str, fields: &Fields) {
        for field in fields {
            let code = Code::of(field, Code::visit_field_mut);
            match &field.ident {
                Some(name) => self.add_part(path, name, &code),
                None => self.add(path, &code, vec![code.code.clone()]),
            }
        }
    }

    /// Adds a field or variant: callers rely on all of it.
    fn add_part(&mut self, path: &str, name: &Ident, code: &Code) {
        self.add(&format!("{path}::{name}"), code, vec![code.code.clone()]);
    }
}

/// The derived traits, and what serde is told.
fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut promises = Vec::new();
    for attribute in attributes {
        match &attribute.meta {
            Meta::List(list) if list.path.is_ident("derive") => {
                let traits = list.tokens.to_string();
                promises.extend(traits.split(',').map(|name| name.trim().to_owned()));
            }
            meta if meta.path().is_ident("doc") => {}
            meta => promises.push(text(meta)),
        }
    }
    promises
}

fn text(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string()
}

/// Code without its doc comments, and these.
#[derive(Default)]
struct Code {
    code: String,
    documentation: String,
}

impl Code {
    fn of<T: ToTokens + Clone>(item: &T, visit: fn(&mut Self, &mut T)) -> Self {
        let mut code = Self::default();
        let mut item = item.clone();
        visit(&mut code, &mut item);
        code.code = text(&item);
        code
    }
}

impl VisitMut for Code {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| {
            let is_documentation = attribute.path().is_ident("doc");
            if is_documentation {
                self.documentation += &text(attribute);
            }
            !is_documentation
        });
    }
}
