//! Refuses generated code in which two items have the same name. The invariants compare the names in the document, but
//! typify also invents names, for objects and enumerations that are defined inside others.

use std::collections::BTreeSet;

use syn::{Fields, Ident, ImplItem, Item};

use crate::error::{Error, Result};

/// Checks the items of a file or module, and everything in them.
pub(super) fn check_names(items: &[Item]) -> Result<()> {
    check("type", items.iter().filter_map(type_name))?;
    let methods = items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => Some(&item.items),
        _ => None,
    });
    for methods in methods {
        check("method", methods.iter().filter_map(method_name))?;
    }
    for item in items {
        match item {
            Item::Mod(module) => {
                check_names(module.content.as_ref().map_or(&[], |(_, items)| items))?;
            }
            Item::Struct(item) => check_fields(&item.fields, &item.ident)?,
            Item::Enum(item) => {
                check(
                    "variant",
                    item.variants.iter().map(|variant| &variant.ident),
                )
                .map_err(|error| error.at(format!("the type `{}`", item.ident)))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_fields(fields: &Fields, owner: &Ident) -> Result<()> {
    check(
        "field",
        fields.iter().filter_map(|field| field.ident.as_ref()),
    )
    .map_err(|error| error.at(format!("the type `{owner}`")))
}

fn type_name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Struct(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Mod(item) => Some(&item.ident),
        _ => None,
    }
}

fn method_name(item: &ImplItem) -> Option<&Ident> {
    match item {
        ImplItem::Fn(method) => Some(&method.sig.ident),
        _ => None,
    }
}

fn check<'a>(what: &str, names: impl Iterator<Item = &'a Ident>) -> Result<()> {
    let mut taken = BTreeSet::new();
    for name in names {
        if !taken.insert(name) {
            return Err(Error::new(format!("two generated {what}s are called `{name}`"))
                .help("rename one of the schemas or properties they come from with a correction in spec/overlays"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_are_found_at_every_level() {
        for (source, expected) in [
            (
                "struct A; mod m { struct A; enum B { A, B } } impl A { fn a() {} } impl T for A { fn a() {} }",
                None,
            ),
            (
                "struct A; enum A {}",
                Some("two generated types are called `A`"),
            ),
            ("mod m { struct A; struct A {} }", Some("`A`")),
            ("struct S { a: u8, a: u8 }", Some("the type `S`")),
            ("enum E { V, V }", Some("two generated variants")),
            (
                "impl C { fn f() {} fn f(&self) {} }",
                Some("two generated methods"),
            ),
        ] {
            let file: syn::File = syn::parse_str(source).unwrap();
            let found = check_names(&file.items)
                .err()
                .map(|error| error.to_string());
            assert_eq!(found.is_some(), expected.is_some(), "{source}");
            if let (Some(found), Some(expected)) = (found, expected) {
                assert!(found.contains(expected), "{source}: {found}");
            }
        }
    }
}
