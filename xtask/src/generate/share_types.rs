//! Lets beta's client use v1.0's types: a type that is generated alike for both versions is defined in v1.0's crate, and
//! beta's crate re-exports it under the same name.

use std::collections::BTreeSet;

use quote::format_ident;
use syn::{File, Item, parse_quote};

use super::definitions::{defined_names, definitions, owner};
use super::{type_items, type_items_mut};

/// Replaces the types of `beta` that equal v1.0's by re-exports of v1.0's.
pub(super) fn share_types(beta: &mut File, v1: &File) {
    let shared = equal_types(type_items(beta), type_items(v1));
    if let (false, Some(items)) = (shared.is_empty(), type_items_mut(beta)) {
        let defined = defined_names(items);
        items.retain(|item| owner(item, &defined).is_none_or(|name| !shared.contains(&name)));
        let names = shared.iter().map(|name| format_ident!("{name}"));
        let re_export = parse_quote! {
            #[doc(inline)]
            pub use ::msgraph_identity_v1::types::{#(#names),*};
        };
        items.insert(0, re_export);
    }
}

/// The names of the types that are the same in both: their definitions and implementations are equal, documentation
/// included, and so are all types that these name.
pub(super) fn equal_types(beta: &[Item], v1: &[Item]) -> BTreeSet<String> {
    let (beta, v1) = (definitions(beta), definitions(v1));
    let mut equal: BTreeSet<String> = beta
        .iter()
        .filter(|(name, of_beta)| {
            v1.get(*name)
                .is_some_and(|of_v1| of_v1.source == of_beta.source)
        })
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let differs = |name: &String| beta.contains_key(name) && !equal.contains(name);
        let (uses_own, uses_equal): (BTreeSet<_>, BTreeSet<_>) = equal
            .iter()
            .cloned()
            .partition(|name| beta[name].names.iter().any(differs));
        if uses_own.is_empty() {
            return equal;
        }
        equal = uses_equal;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(source: &str) -> Vec<Item> {
        let file: File = syn::parse_str(source).unwrap();
        file.items
    }

    #[test]
    fn a_type_is_equal_if_all_that_it_leads_to_is_equal() {
        let v1 =
            "struct Outer { inner: Option<types::Inner> } struct Inner { a: u8 } struct Other;";
        for (beta, equal) in [
            (v1, &["Inner", "Other", "Outer"][..]),
            (
                "struct Outer { inner: Option<types::Inner> } struct Inner { b: u8 } struct Other;",
                &["Other"],
            ),
            (
                "struct Outer { inner: Option<types::Inner> } struct Inner { a: u8 } enum Other {}",
                &["Inner", "Outer"],
            ),
            ("#[doc = \" Of beta.\"] struct Other;", &[]),
            ("struct Other; impl Default for Other {}", &[]),
            ("struct Other; struct Added { of: Other }", &["Other"]),
            ("", &[]),
        ] {
            assert!(
                equal_types(&types(beta), &types(v1)).iter().eq(equal),
                "{beta}"
            );
        }
    }

    #[test]
    fn a_variant_or_a_function_is_not_the_type_of_that_name() {
        let of = |user: &str| {
            let kind =
                "enum Kind { User, Group(User2) } impl Kind { fn user() -> Self { Self::User } }
                struct Default2; impl Default2 { fn Group() { Kind::Group; } }";
            types(&format!(
                "{kind} struct User2; struct Group; struct User {{ {user} }}"
            ))
        };
        let equal = equal_types(&of("a: u8"), &of("b: u8"));
        assert!(
            equal.iter().eq(["Default2", "Group", "Kind", "User2"]),
            "{equal:?}"
        );
    }

    #[test]
    fn a_shared_type_is_re_exported_and_its_implementations_go_with_it() {
        let types =
            "struct Shared; impl From<Shared> for String {} impl From<error::Failed> for Shared {}
            pub mod error { pub struct Failed; }";
        let file = |own: &str| {
            syn::parse_str::<File>(&format!("pub mod types {{ {types} {own} }} struct Client;"))
        };
        let mut beta =
            file("struct Own; impl From<Own> for String {} impl From<Shared> for Own {}").unwrap();
        share_types(&mut beta, &file("struct Own(u8);").unwrap());
        let expected: File = parse_quote! {
            pub mod types {
                #[doc(inline)]
                pub use ::msgraph_identity_v1::types::{Shared, error};
                struct Own;
                impl From<Own> for String {}
                impl From<Shared> for Own {}
            }
            struct Client;
        };
        assert_eq!(
            prettyplease::unparse(&beta),
            prettyplease::unparse(&expected)
        );
    }
}
