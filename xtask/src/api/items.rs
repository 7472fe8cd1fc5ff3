//! The lines about an item and what it is made of.

use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Fields, FnArg, Generics, Item, ItemTrait, Pat, Signature, TraitItem, Type};

use super::conditions::{all, conditions, is_for_users};
use super::implementations::derived;
use super::lines::{Lines, MAY_GROW, PRIVATE_FIELDS, SEALED};
use super::one_line::{of_item, of_signature, of_type};
use super::reach::{Place, is_public};
use super::spelling::Spelling;

/// Adds the lines about an item.
pub(super) fn add_item(item: &Item, place: &Place, spelling: Spelling<'_>, lines: &mut Lines) {
    let mut about = About {
        place,
        spelling,
        lines,
    };
    let path = &place.path;
    match item {
        Item::Struct(item) => {
            about.spelling.add_parameters(&item.generics);
            let (name, generics) = (&item.ident, about.spelled(&item.generics));
            let bounds = &generics.where_clause;
            let head = about.head(
                quote!(pub struct #name #generics #bounds {}),
                "struct",
                name,
            );
            let rest = match &item.fields {
                Fields::Unit => ";",
                fields if fields.iter().all(|field| is_public(&field.vis)) => "",
                _ => PRIVATE_FIELDS,
            };
            about.add(format!("{}{head}{rest}", may_grow(&item.attrs)));
            about.fields(&item.fields);
            about.derives(&item.attrs, &generics);
        }
        Item::Union(item) => {
            about.spelling.add_parameters(&item.generics);
            let (name, generics) = (&item.ident, about.spelled(&item.generics));
            let bounds = &generics.where_clause;
            let head = about.head(quote!(pub union #name #generics #bounds {}), "union", name);
            about.add(head);
            about.fields(&Fields::Named(item.fields.clone()));
            about.derives(&item.attrs, &generics);
        }
        Item::Enum(item) => {
            about.spelling.add_parameters(&item.generics);
            let (name, generics) = (&item.ident, about.spelled(&item.generics));
            let bounds = &generics.where_clause;
            let head = about.head(quote!(pub enum #name #generics #bounds {}), "enum", name);
            about.add(format!("{}{head}", may_grow(&item.attrs)));
            for variant in &item.variants {
                about.variant(variant);
            }
            about.derives(&item.attrs, &generics);
        }
        Item::Type(item) => {
            about.spelling.add_parameters(&item.generics);
            let (name, generics) = (&item.ident, about.spelled(&item.generics));
            let (bounds, of) = (&generics.where_clause, about.spelled_type(&item.ty));
            let head = about.head(
                quote!(pub type #name #generics #bounds = #of;),
                "type",
                name,
            );
            about.add(head);
        }
        Item::Fn(item) => {
            let text = function(&item.sig, path, &mut about.spelling);
            about.add(text);
        }
        Item::Const(item) => {
            let of = of_type(&about.spelled_type(&item.ty));
            about.add(format!("pub const {path}: {of}"));
        }
        Item::Static(item) => {
            let of = of_type(&about.spelled_type(&item.ty));
            about.add(format!("pub static {path}: {of}"));
        }
        Item::Trait(item) => about.add_trait(item),
        _ => {}
    }
}

/// Whether it may gain variants or fields: then nobody else matches or builds all of it.
fn may_grow(attributes: &[Attribute]) -> &'static str {
    let non_exhaustive = |attribute: &Attribute| attribute.path().is_ident("non_exhaustive");
    if attributes.iter().any(non_exhaustive) {
        MAY_GROW
    } else {
        ""
    }
}

/// An item, and where its lines go.
struct About<'a, 'b> {
    place: &'a Place,
    spelling: Spelling<'b>,
    lines: &'a mut Lines,
}

impl About<'_, '_> {
    fn add(&mut self, text: String) {
        let Place { path, conditions } = self.place;
        self.lines.add(path, conditions, text);
    }

    fn add_member(&mut self, text: String, attributes: &[Attribute]) {
        if is_for_users(attributes) {
            let conditions = all(self.place.conditions.clone(), conditions(attributes));
            self.lines.add_member(&self.place.path, &conditions, text);
        }
    }

    fn spelled(&mut self, generics: &Generics) -> Generics {
        let mut generics = generics.clone();
        self.spelling.visit_generics_mut(&mut generics);
        generics
    }

    fn spelled_type(&mut self, of: &Type) -> Type {
        let mut of = of.clone();
        self.spelling.visit_type_mut(&mut of);
        of
    }

    /// The item without its body, called by its path.
    fn head(&self, item: impl ToTokens, keyword: &str, name: &syn::Ident) -> String {
        let name = format!("{keyword} {name}");
        let path = format!("{keyword} {}", self.place.path);
        of_item(item).replacen(&name, &path, 1)
    }

    fn derives(&mut self, attributes: &[Attribute], generics: &Generics) {
        for (conditions, text) in derived(attributes, self.place, generics, &self.spelling) {
            let conditions = all(self.place.conditions.clone(), conditions);
            self.lines
                .add_implementation(&self.place.path, &conditions, text);
        }
    }

    fn fields(&mut self, fields: &Fields) {
        for (index, field) in fields.iter().enumerate() {
            let name = match &field.ident {
                Some(name) => name.to_string(),
                None => index.to_string(),
            };
            let of = of_type(&self.spelled_type(&field.ty));
            if is_public(&field.vis) {
                let text = format!("pub {}::{name}: {of}", self.place.path);
                self.add_member(text, &field.attrs);
            }
        }
    }

    fn variant(&mut self, variant: &syn::Variant) {
        let mut plain = variant.clone();
        plain.attrs.clear();
        for field in &mut plain.fields {
            field.attrs.clear();
        }
        self.spelling.visit_variant_mut(&mut plain);
        let text = within_braces(quote!(enum E { #plain }));
        let text = text.trim_end_matches(',');
        let open = may_grow(&variant.attrs);
        let text = format!("{open}pub {}::{text}", self.place.path);
        self.add_member(text, &variant.attrs);
    }

    fn add_trait(&mut self, item: &ItemTrait) {
        let mut plain = item.clone();
        plain.attrs.clear();
        plain.items.clear();
        self.spelling.add_parameters(&item.generics);
        self.spelling.visit_item_trait_mut(&mut plain);
        // A supertrait that nobody can name is one that nobody can implement.
        let sealed = if self.spelling.hidden { SEALED } else { "" };
        let head = self.head(plain, "trait", &item.ident);
        self.add(format!("{head}{sealed}"));
        for member in &item.items {
            self.trait_member(member);
        }
    }

    /// What has a default need not be given: `{ .. }` or `= ..`.
    fn trait_member(&mut self, member: &TraitItem) {
        let path = &self.place.path;
        let (text, attributes) = match member {
            TraitItem::Fn(member) => {
                let path = format!("{path}::{}", member.sig.ident);
                let default = member.default.as_ref().map_or("", |_| " { .. }");
                let text = function(&member.sig, &path, &mut self.spelling);
                (format!("{text}{default}"), &member.attrs)
            }
            TraitItem::Const(member) => {
                let mut plain = member.clone();
                plain.attrs.clear();
                let default = plain.default.take().map_or("", |_| " = ..");
                self.spelling.visit_trait_item_const_mut(&mut plain);
                let text = within_braces(quote!(trait T { #plain }));
                let text = text.trim_end_matches(';').trim_start_matches("const ");
                (format!("pub const {path}::{text}{default}"), &member.attrs)
            }
            TraitItem::Type(member) => {
                let mut plain = member.clone();
                plain.attrs.clear();
                self.spelling.visit_trait_item_type_mut(&mut plain);
                let text = within_braces(quote!(trait T { #plain }));
                let text = text.trim_end_matches(';').trim_start_matches("type ");
                (format!("pub type {path}::{text}"), &member.attrs)
            }
            _ => return,
        };
        self.add_member(text, attributes);
    }
}

fn within_braces(item: impl ToTokens) -> String {
    let text = of_item(item);
    let inner = text
        .split_once('{')
        .and_then(|(_, rest)| rest.rsplit_once('}'));
    inner.map_or_else(String::new, |(inner, _)| inner.trim().to_owned())
}

/// A function by its path: `pub async fn PATH<T>(&self, argument: T) -> Result<(), T>`.
pub(super) fn function(signature: &Signature, path: &str, spelling: &mut Spelling<'_>) -> String {
    let mut signature = signature.clone();
    spelling.add_parameters(&signature.generics);
    spelling.visit_signature_mut(&mut signature);
    for input in &mut signature.inputs {
        // Whether an argument can be changed inside, or how it is taken apart, is nobody's business.
        match input {
            FnArg::Receiver(receiver) => {
                receiver.attrs.clear();
                if !matches!(receiver.kind, syn::ReceiverKind::Reference(..)) {
                    receiver.mutability = None;
                }
            }
            FnArg::Typed(argument) => {
                argument.attrs.clear();
                *argument.pat = match &*argument.pat {
                    Pat::Ident(pattern) => {
                        let name = &pattern.ident;
                        syn::parse_quote!(#name)
                    }
                    _ => syn::parse_quote!(_),
                };
            }
        }
    }
    let name = format!("fn {}", signature.ident);
    let text = of_signature(&signature);
    format!("pub {}", text.replacen(&name, &format!("fn {path}"), 1))
}
