//! Keeps the properties that the contract does not list, of responses and of complex values in updates: what was read and is sent
//! back loses nothing. Graph adds properties and annotations at any time, and typify's types drop whatever has no field.

use std::collections::{BTreeMap, BTreeSet};

use quote::format_ident;
use syn::visit::Visit;
use syn::visit_mut::{VisitMut, visit_expr_struct_mut};
use syn::{ExprStruct, Field, Fields, Ident, ImplItem, Item, ItemStruct, Type, parse_quote};

use super::definitions::{Names, definitions};
use super::serde_attributes::SerdeAttributes;
use super::{type_items, type_items_mut};

/// The name of the field: the first one that is not a property of the type.
const NAMES: [&str; 2] = ["additional_properties", "unlisted_properties"];

/// Adds a field for additional properties to every struct of a response, and to every struct in one that is sent.
pub(super) fn keep_additional_properties(file: &mut syn::File) {
    let open_types = open_types(file);
    let Some(types) = type_items_mut(file) else {
        return;
    };
    let mut fields = BTreeMap::new();
    for item in &mut *types {
        if let Item::Struct(item) = item
            && open_types.contains(&item.ident.to_string())
            && let Some(name) = add_field(item)
        {
            fields.insert(item.ident.clone(), name);
        }
    }
    for item in types {
        if let Item::Impl(item) = item
            && let Type::Path(of) = &*item.self_ty
            && let Some(field) = of.path.get_ident().and_then(|name| fields.get(name))
        {
            SelfLiterals { field }.visit_item_impl_mut(item);
        }
    }
}

/// Adds the field and returns its name, unless the struct has unnamed fields or a flattened one.
fn add_field(item: &mut ItemStruct) -> Option<Ident> {
    let Fields::Named(fields) = &mut item.fields else {
        return None;
    };
    let is_flat = |field: &Field| {
        SerdeAttributes::of(&field.attrs).is_some_and(|attributes| attributes.is_flat)
    };
    if fields.named.iter().any(is_flat) {
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

/// The names of the types that responses consist of, directly or through other types, and of those that are in bodies of requests.
fn open_types(file: &syn::File) -> BTreeSet<String> {
    let definitions = definitions(type_items(file));
    let (mut open, mut bodies) = (Names::default(), Names::default());
    for item in &file.items {
        let Item::Impl(item) = item else { continue };
        for item in &item.items {
            if let ImplItem::Fn(method) = item
                && method.sig.asyncness.is_some()
            {
                open.visit_return_type(&method.sig.output);
                for argument in &method.sig.inputs {
                    bodies.visit_fn_arg(argument);
                }
            }
        }
    }
    // A body itself has the properties that the caller sets.
    for body in bodies.0.iter().filter_map(|name| definitions.get(name)) {
        open.0.extend(
            body.names
                .iter()
                .filter(|name| !bodies.0.contains(name))
                .cloned(),
        );
    }
    let mut found = BTreeSet::new();
    while let Some(name) = open.0.pop() {
        if let Some(definition) = definitions.get(&name)
            && found.insert(name)
        {
            open.0.extend(definition.names.iter().cloned());
        }
    }
    found
}
