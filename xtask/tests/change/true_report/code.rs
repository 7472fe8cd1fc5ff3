//! Generated code as callers rely on it.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;
use syn::{Attribute, File, Ident, ImplItem, Item, ReturnType, UseTree};

/// The code of a client.
#[derive(Clone, Default)]
pub(super) struct Code {
    pub(super) source: String,
    /// Without documentation.
    pub(super) code: String,
    /// What callers can name: `Type`, `Type.field`, `Type: Trait`, `fn method`, each with its form.
    names: BTreeMap<String, String>,
    /// The types that callers send and read.
    sent: BTreeSet<String>,
    pub(super) answered: BTreeSet<String>,
    /// The names in the definition of each type.
    parts: BTreeMap<String, BTreeSet<String>>,
}

impl Code {
    /// Reads a source. Types that are v1.0's are re-exported from `v1`.
    pub(super) fn read(source: &str, v1: Option<&Self>) -> Self {
        let mut file: File = syn::parse_str(source).unwrap();
        WithoutDocumentation.visit_file_mut(&mut file);
        let mut code = Self {
            source: source.to_owned(),
            code: text(&file),
            parts: v1.map_or_else(BTreeMap::new, |v1| v1.parts.clone()),
            ..Self::default()
        };
        for item in &file.items {
            match item {
                Item::Mod(types) => code.read_types(&types.content.as_ref().unwrap().1),
                Item::Impl(client) if client.trait_.is_none() => {
                    client.items.iter().for_each(|part| code.read_method(part));
                }
                _ => {}
            }
        }
        code.sent = code.reached(code.sent.clone());
        code.answered = code.reached(code.answered.clone());
        code
    }

    fn read_method(&mut self, part: &ImplItem) {
        let ImplItem::Fn(method) = part else { return };
        let sig = &method.sig;
        self.names.insert(format!("fn {}", sig.ident), text(sig));
        sig.inputs.iter().for_each(|input| {
            self.sent
                .extend(Names::of(|names| names.visit_fn_arg(input)))
        });
        if let ReturnType::Type(_, answer) = &sig.output {
            self.answered
                .extend(Names::of(|names| names.visit_type(answer)));
        }
    }

    fn read_types(&mut self, items: &[Item]) {
        for item in items {
            let (name, attributes) = match item {
                Item::Struct(of) => {
                    for field in &of.fields {
                        let field_name = field
                            .ident
                            .as_ref()
                            .map_or_else(String::new, Ident::to_string);
                        self.names
                            .insert(format!("{}.{field_name}", of.ident), text(field));
                    }
                    (&of.ident, &of.attrs)
                }
                Item::Enum(of) => {
                    for variant in &of.variants {
                        let name = format!("{}::{}", of.ident, variant.ident);
                        self.names.insert(name, text(variant));
                    }
                    (&of.ident, &of.attrs)
                }
                Item::Type(of) => (&of.ident, &of.attrs),
                Item::Impl(of) => {
                    let (path, _) = of.trait_.as_ref().unwrap();
                    let name = format!("{}: {}", text(&of.self_ty), text(path));
                    self.names.insert(name, String::new());
                    continue;
                }
                Item::Use(of) => {
                    self.read_shared(&of.tree);
                    continue;
                }
                _ => continue,
            };
            self.names.insert(name.to_string(), String::new());
            self.parts
                .insert(name.to_string(), Names::of(|names| names.visit_item(item)));
            for derive in attributes.iter().filter(|of| of.path().is_ident("derive")) {
                let traits = derive.meta.require_list().unwrap().tokens.to_string();
                for derived in traits.split(',') {
                    self.names
                        .insert(format!("{name}: {}", derived.trim()), String::new());
                }
            }
        }
    }

    fn read_shared(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.read_shared(&path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.read_shared(tree)),
            UseTree::Name(name) => {
                self.names
                    .insert(name.ident.to_string(), "v1.0's".to_owned());
            }
            _ => {}
        }
    }

    /// The types that these lead to.
    fn reached(&self, mut open: BTreeSet<String>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        while let Some(name) = open.pop_first() {
            if let Some(parts) = self.parts.get(&name)
                && reached.insert(name)
            {
                open.extend(parts.iter().cloned());
            }
        }
        reached
    }

    /// What callers of this code cannot do as before with that code: what they name is gone or has another form, or a
    /// literal of what they send lacks a field. Enumerations are open, so a new variant breaks nothing.
    pub(super) fn broken_by(&self, now: &Self) -> Vec<String> {
        let lost = self
            .names
            .iter()
            .filter(|(name, form)| now.names.get(*name) != Some(form));
        let new = now
            .names
            .keys()
            .filter(|name| !self.names.contains_key(*name));
        let needed = new.filter(|name| {
            let Some((of, _)) = name.split_once('.') else {
                return false;
            };
            self.names.get(of).is_some_and(String::is_empty)
                && self.sent.contains(of)
                && !self.names.contains_key(&format!("{of}: Default"))
        });
        lost.map(|(name, _)| name.clone())
            .chain(needed.cloned())
            .collect()
    }
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn of(visit: impl FnOnce(&mut Self)) -> BTreeSet<String> {
        let mut names = Self::default();
        visit(&mut names);
        names.0
    }
}

impl Visit<'_> for Names {
    fn visit_ident(&mut self, name: &Ident) {
        self.0.insert(name.to_string());
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
