//! Generated code as callers rely on it.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit::{Visit, visit_item_impl};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Ident, ImplItemFn, ItemEnum, ItemImpl, ItemStruct, ItemType, UseName};

/// The code of a client.
#[derive(Default)]
pub(super) struct Code {
    pub(super) source: String,
    pub(super) without_documentation: String,
    /// `Type`, `Type.field`, `Type::Variant`, `Type: Trait` and `fn method`, each with its form.
    names: BTreeMap<String, String>,
    /// The types that callers send and read.
    sent: BTreeSet<String>,
    pub(super) read: BTreeSet<String>,
    /// The names in the definition of each type.
    parts: BTreeMap<String, BTreeSet<String>>,
}

impl Code {
    /// Parses a source. Types that are v1.0's are re-exported from `v1`.
    pub(super) fn parse(source: String, v1: Option<&Self>) -> Self {
        let mut file = syn::parse_file(&source).unwrap();
        WithoutDocumentation.visit_file_mut(&mut file);
        let mut code = Self {
            source,
            without_documentation: text(&file),
            parts: v1.map_or_else(BTreeMap::new, |v1| v1.parts.clone()),
            ..Self::default()
        };
        code.visit_file(&file);
        [code.sent, code.read] = [&code.sent, &code.read].map(|types| code.closure(types.clone()));
        code
    }

    /// The types that these lead to.
    fn closure(&self, mut open: BTreeSet<String>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        while let Some(name) = open.pop_first() {
            let Some(parts) = self.parts.get(&name) else {
                continue;
            };
            if reached.insert(name) {
                open.extend(parts.iter().cloned());
            }
        }
        reached
    }

    /// What callers of this code cannot do with that code: what they name is gone or has another form, or a literal of
    /// what they send lacks a field. Enumerations are open, so a new variant breaks nothing.
    pub(super) fn broken_by(&self, now: &Self) -> Vec<String> {
        let form = |name: &str| self.names.get(name).map(String::as_str);
        let lost = self.names.iter();
        let lost = lost.filter(|(name, form)| now.names.get(*name) != Some(form));
        let needed = now.names.keys().filter(|name| match name.split_once('.') {
            Some((of, _)) if form(name).is_none() && self.sent.contains(of) => {
                form(of) == Some("") && form(&format!("{of}: Default")).is_none()
            }
            _ => false,
        });
        lost.map(|(name, _)| name).chain(needed).cloned().collect()
    }

    fn add(&mut self, name: impl ToString, form: &impl ToTokens) {
        self.names.insert(name.to_string(), text(form));
    }

    fn add_type(&mut self, name: &Ident, attributes: &[Attribute], item: &impl ToTokens) {
        self.add(name, &quote::quote!());
        self.parts.insert(name.to_string(), words(item));
        for derive in attributes.iter().filter(|of| of.path().is_ident("derive")) {
            let traits = derive.meta.require_list().unwrap().tokens.to_string();
            let traits = traits
                .split(',')
                .map(|derived| format!("{name}: {}", derived.trim()));
            self.names.extend(traits.map(|name| (name, String::new())));
        }
    }
}

impl Visit<'_> for Code {
    fn visit_item_struct(&mut self, item: &ItemStruct) {
        self.add_type(&item.ident, &item.attrs, item);
        for field in &item.fields {
            self.add(format!("{}.{}", item.ident, text(&field.ident)), field);
        }
    }

    fn visit_item_enum(&mut self, item: &ItemEnum) {
        self.add_type(&item.ident, &item.attrs, item);
        for variant in &item.variants {
            self.add(format!("{}::{}", item.ident, variant.ident), variant);
        }
    }

    fn visit_item_type(&mut self, item: &ItemType) {
        self.add_type(&item.ident, &item.attrs, item);
        self.add(format!("{} =", item.ident), &item.ty);
    }

    fn visit_item_impl(&mut self, item: &ItemImpl) {
        match &item.trait_ {
            Some((path, _)) => {
                let name = format!("{}: {}", text(&item.self_ty), text(path));
                self.names.insert(name, String::new());
            }
            None => visit_item_impl(self, item),
        }
    }

    fn visit_impl_item_fn(&mut self, method: &ImplItemFn) {
        self.add(format!("fn {}", method.sig.ident), &method.sig);
        self.sent.extend(words(&method.sig.inputs));
        self.read.extend(words(&method.sig.output));
    }

    fn visit_use_name(&mut self, re_exported: &UseName) {
        self.names
            .insert(re_exported.ident.to_string(), "v1.0's".to_owned());
    }
}

struct WithoutDocumentation;

impl VisitMut for WithoutDocumentation {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }
}

fn text(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string()
}

fn words(code: &impl ToTokens) -> BTreeSet<String> {
    let text = text(code);
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.map(str::to_owned).collect()
}
