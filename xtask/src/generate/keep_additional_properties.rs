//! Keeps the properties of a response that the contract does not list. Graph adds properties and annotations at any time,
//! and typify's types drop whatever has no field.

use std::collections::{BTreeMap, BTreeSet};

use quote::{format_ident, quote};
use syn::visit::{Visit, visit_type_path};
use syn::visit_mut::{VisitMut, visit_expr_struct_mut};
use syn::{
    ExprStruct, Fields, Ident, ImplItem, Item, ItemImpl, ItemStruct, Type, TypePath, parse_quote,
};

use super::{type_items, type_items_mut};

/// The name of the field: the first one that is not a property of the type.
const NAMES: [&str; 2] = ["additional_properties", "unlisted_properties"];

/// Adds a field for additional properties to every struct of a response, and returns the number of structs.
pub(super) fn keep_additional_properties(file: &mut syn::File) -> usize {
    let answered = answered_types(file);
    let Some(types) = type_items_mut(file) else {
        return 0;
    };
    let mut fields = BTreeMap::new();
    for item in &mut *types {
        if let Item::Struct(item) = item
            && answered.contains(&item.ident.to_string())
            && let Some(name) = add_field(item)
        {
            fields.insert(item.ident.to_string(), name);
        }
    }
    for item in types {
        if let Item::Impl(item) = item {
            Literals { fields: &fields }.visit_in(item);
        }
    }
    fields.len()
}

/// Adds the field and returns its name, unless the struct has unnamed fields or a flattened one.
fn add_field(item: &mut ItemStruct) -> Option<Ident> {
    let Fields::Named(fields) = &mut item.fields else {
        return None;
    };
    let is_flat = |attribute: &syn::Attribute| quote!(#attribute).to_string().contains("flatten");
    if fields
        .named
        .iter()
        .any(|field| field.attrs.iter().any(is_flat))
    {
        return None;
    }
    let is_taken = |name: &str| {
        fields
            .named
            .iter()
            .any(|field| field.ident.as_ref().is_some_and(|ident| ident == name))
    };
    let name = format_ident!("{}", NAMES.into_iter().find(|name| !is_taken(name))?);
    fields.named.push(parse_quote! {
        /// Properties and annotations that the contract does not list.
        #[serde(flatten)]
        pub #name: ::msgraph_identity_core::AdditionalProperties
    });
    Some(name)
}

/// Sets the field where generated code constructs such a struct, as in an `impl Default`.
struct Literals<'a> {
    fields: &'a BTreeMap<String, Ident>,
}

impl Literals<'_> {
    fn visit_in(&mut self, item: &mut ItemImpl) {
        let Type::Path(of) = &*item.self_ty else {
            return;
        };
        let Some(field) = last_segment(of).and_then(|name| self.fields.get(&name)) else {
            return;
        };
        for item in &mut item.items {
            if let ImplItem::Fn(method) = item {
                SelfLiterals { field }.visit_block_mut(&mut method.block);
            }
        }
    }
}

struct SelfLiterals<'a> {
    field: &'a Ident,
}

impl VisitMut for SelfLiterals<'_> {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        if literal.path.is_ident("Self") && literal.rest.is_none() {
            let field = self.field;
            literal
                .fields
                .push(parse_quote!(#field: Default::default()));
        }
        visit_expr_struct_mut(self, literal);
    }
}

/// The names of the types that responses consist of, directly or through other types.
fn answered_types(file: &syn::File) -> BTreeSet<String> {
    let mut found = Names::default();
    for item in &file.items {
        let Item::Impl(item) = item else { continue };
        for item in &item.items {
            if let ImplItem::Fn(method) = item
                && method.sig.asyncness.is_some()
            {
                found.visit_return_type(&method.sig.output);
            }
        }
    }
    let types = type_items(file);
    loop {
        let known = found.0.len();
        for item in types {
            match item {
                Item::Struct(item) if found.has(&item.ident) => found.visit_fields(&item.fields),
                Item::Enum(item) if found.has(&item.ident) => item
                    .variants
                    .iter()
                    .for_each(|variant| found.visit_fields(&variant.fields)),
                Item::Type(item) if found.has(&item.ident) => found.visit_type(&item.ty),
                _ => {}
            }
        }
        if found.0.len() == known {
            return found.0;
        }
    }
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn has(&self, name: &Ident) -> bool {
        self.0.contains(&name.to_string())
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_type_path(&mut self, path: &'ast TypePath) {
        self.0.extend(last_segment(path));
        visit_type_path(self, path);
    }
}

fn last_segment(path: &TypePath) -> Option<String> {
    Some(path.path.segments.last()?.ident.to_string())
}
