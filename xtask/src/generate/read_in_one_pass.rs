//! Replaces the derived `Deserialize` of response types by readers that need one pass. serde's `flatten` and `untagged` first
//! copy the whole object.

use std::collections::BTreeMap;

use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, Fields, Ident, Item, ItemEnum, ItemStruct, Path, Token, Type, parse_quote,
};

use super::serde_attributes::SerdeAttributes;
use super::type_items_mut;

/// Replaces the readers of every struct with additional properties and of every polymorphic type.
pub(super) fn read_in_one_pass(file: &mut syn::File) {
    let Some(items) = type_items_mut(file) else {
        return;
    };
    let odata_types = odata_types(items);
    let mut added = Vec::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(item) => {
                if let Some(reader) = struct_reader(item) {
                    drop_derived(&mut item.attrs);
                    added.push(reader);
                }
            }
            Item::Enum(item) => {
                if let Some(readers) = polymorphic_readers(item, &odata_types) {
                    drop_derived(&mut item.attrs);
                    added.extend(readers);
                }
            }
            _ => {}
        }
    }
    items.extend(added);
}

/// The reader of a struct whose fields it can read, and that has a field for additional properties.
fn struct_reader(item: &ItemStruct) -> Option<Item> {
    let Fields::Named(fields) = &item.fields else {
        return None;
    };
    let mut additional = None;
    let mut properties = Vec::new();
    for field in &fields.named {
        let name = field.ident.as_ref()?;
        let attributes = SerdeAttributes::of(&field.attrs)?;
        if attributes.is_flat {
            additional = Some(name);
            continue;
        }
        let property = attributes
            .rename
            .unwrap_or_else(|| name.to_string().trim_start_matches("r#").to_owned());
        let default = attributes.default.map(|default| quote!(= #default));
        properties.push(quote!(#property => #name #default));
    }
    let (name, additional) = (&item.ident, additional?);
    Some(deserialize(
        name,
        &parse_quote!(::msgraph_identity_core::read_struct! {
            deserializer, #name { #(#properties,)* }, #additional
        }),
    ))
}

fn deserialize(name: &Ident, body: &Expr) -> Item {
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                #body
            }
        }
    }
}

/// The readers of a polymorphic type: an untagged enum whose last variant is an unknown kind, and whose other variants are
/// structs with an `@odata.type` of their own.
fn polymorphic_readers(
    item: &ItemEnum,
    odata_types: &BTreeMap<String, Vec<String>>,
) -> Option<[Item; 2]> {
    let mut kinds = item.variants.iter();
    let unknown = kinds.next_back()?;
    if !ends_with(type_of(&unknown.fields)?, "UnknownKind") {
        return None;
    }
    let mut arms = Vec::new();
    for kind in kinds {
        let name = type_of(&kind.fields)?.segments.last()?.ident.to_string();
        let (tags, variant) = (odata_types.get(&name)?, &kind.ident);
        arms.push(quote! {
            #(#tags)|* => ::serde::Deserialize::deserialize(object).map(Self::#variant)
        });
    }
    let (name, unknown) = (&item.ident, &unknown.ident);
    let polymorphic = parse_quote! {
        impl ::msgraph_identity_core::Polymorphic for #name {
            fn read_kind<'de, D>(odata_type: &str, object: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                match odata_type {
                    #(#arms,)*
                    _ => ::serde::Deserialize::deserialize(object).map(Self::#unknown),
                }
            }
        }
    };
    let body = parse_quote!(::msgraph_identity_core::read_polymorphic(deserializer));
    Some([deserialize(name, &body), polymorphic])
}

fn ends_with(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// The type of the only field of a variant.
fn type_of(fields: &Fields) -> Option<&Path> {
    match fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => path(&fields.unnamed[0].ty),
        _ => None,
    }
}

fn path(of: &Type) -> Option<&Path> {
    match of {
        Type::Path(of) => Some(&of.path),
        _ => None,
    }
}

/// The spellings of the `@odata.type` of each struct that requires one.
fn odata_types(items: &[Item]) -> BTreeMap<String, Vec<String>> {
    let enums: BTreeMap<&Ident, &ItemEnum> = items
        .iter()
        .filter_map(|item| match item {
            Item::Enum(item) => Some((&item.ident, item)),
            _ => None,
        })
        .collect();
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    structs
        .filter_map(|item| {
            let field = item.fields.iter().find(|field| {
                SerdeAttributes::of(&field.attrs)
                    .is_some_and(|attributes| attributes.rename.as_deref() == Some("@odata.type"))
            })?;
            let tag = enums.get(&path(&field.ty)?.segments.last()?.ident)?;
            let spellings = tag.variants.iter().map(|variant| {
                let attributes = SerdeAttributes::of(&variant.attrs)?;
                Some(attributes.rename.into_iter().chain(attributes.aliases))
            });
            let spellings: Option<Vec<_>> = spellings.collect();
            Some((
                item.ident.to_string(),
                spellings?.into_iter().flatten().collect(),
            ))
        })
        .collect()
}

/// Removes `Deserialize` from the derived traits.
fn drop_derived(attributes: &mut [Attribute]) {
    let parser = Punctuated::<Path, Token![,]>::parse_terminated;
    for attribute in attributes
        .iter_mut()
        .filter(|a| a.path().is_ident("derive"))
    {
        if let Ok(paths) = attribute.parse_args_with(parser) {
            let kept = paths.iter().filter(|path| !ends_with(path, "Deserialize"));
            *attribute = parse_quote!(#[derive(#(#kept),*)]);
        }
    }
}
