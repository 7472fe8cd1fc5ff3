//! The lines about what is implemented for a type, and for which types a trait is.

use syn::visit_mut::VisitMut;
use syn::{
    Attribute, GenericArgument, GenericParam, Generics, ImplItem, ItemImpl, Meta, Path,
    PathArguments, Type, WherePredicate, parse_quote,
};

use super::conditions::{all, conditional_attributes, conditions, is_for_users, list};
use super::items::function;
use super::lines::Lines;
use super::names::Target;
use super::one_line::{of_item, of_type};
use super::reach::{Place, is_public};
use super::spelling::{Spelling, shortened};

/// Adds the lines about an implementation, where users can see its type or its trait.
pub(super) fn add_implementation(
    item: &ItemImpl,
    around: &[String],
    mut spelling: Spelling<'_>,
    lines: &mut Lines,
) {
    spelling.add_parameters(&item.generics);
    let conditions = all(around.to_vec(), conditions(&item.attrs));
    match &item.trait_ {
        Some((of_trait, _)) => {
            let subject = owner(&item.self_ty, &spelling)
                .or_else(|| Some(place_of(of_trait, &spelling)?.path.clone()))
                .or_else(|| argument_owner(of_trait, &spelling));
            if let Some(subject) = subject {
                add_of_trait(item, &subject, &conditions, spelling, lines);
            }
        }
        None => {
            if let Some(subject) = owner(&item.self_ty, &spelling) {
                add_inherent(item, &subject, &conditions, spelling, lines);
            }
        }
    }
}

/// The path of the public type of this crate that a type is, or refers to.
fn owner(of: &Type, spelling: &Spelling<'_>) -> Option<String> {
    match of {
        Type::Path(path) if path.qself.is_none() => {
            place_of(&path.path, spelling).map(|place| place.path.clone())
        }
        Type::Reference(of) => owner(&of.elem, spelling),
        Type::Paren(of) => owner(&of.elem, spelling),
        _ => None,
    }
}

/// The path of the first public type of this crate among a trait's arguments, as in `From<Id> for String`.
fn argument_owner(of_trait: &Path, spelling: &Spelling<'_>) -> Option<String> {
    let PathArguments::AngleBracketed(arguments) = &of_trait.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(of) => owner(of, spelling),
        _ => None,
    })
}

fn place_of<'a>(path: &Path, spelling: &Spelling<'a>) -> Option<&'a Place> {
    match spelling.target(path)? {
        (Target::Item(id), _) => spelling.reach.items.get(&id),
        _ => None,
    }
}

fn add_of_trait(
    item: &ItemImpl,
    subject: &str,
    conditions: &[String],
    mut spelling: Spelling<'_>,
    lines: &mut Lines,
) {
    let mut plain = item.clone();
    plain.attrs.clear();
    plain
        .items
        .retain(|member| matches!(member, ImplItem::Type(_)));
    for member in &mut plain.items {
        if let ImplItem::Type(member) = member {
            member.attrs.clear();
        }
    }
    spelling.visit_item_impl_mut(&mut plain);
    // What speaks of things that users cannot name is of no use to them.
    if spelling.hidden {
        return;
    }
    lines.add_implementation(subject, conditions, of_item(plain));
}

fn add_inherent(
    item: &ItemImpl,
    subject: &str,
    around: &[String],
    mut spelling: Spelling<'_>,
    lines: &mut Lines,
) {
    let mut of = (*item.self_ty).clone();
    spelling.visit_type_mut(&mut of);
    let path = of_type(&of);
    for member in item.items.iter() {
        let (visibility, attributes) = match member {
            ImplItem::Fn(member) => (&member.vis, &member.attrs),
            ImplItem::Const(member) => (&member.vis, &member.attrs),
            _ => continue,
        };
        if !is_public(visibility) || !is_for_users(attributes) {
            continue;
        }
        let text = match member {
            ImplItem::Fn(member) => {
                let mut signature = member.sig.clone();
                let bounds = bounds(&item.generics);
                if !bounds.is_empty() {
                    let clause = signature.generics.make_where_clause();
                    clause.predicates.extend(bounds);
                }
                let path = format!("{path}::{}", signature.ident);
                function(&signature, &path, &mut spelling)
            }
            ImplItem::Const(member) => {
                let mut of = member.ty.clone();
                spelling.visit_type_mut(&mut of);
                format!("pub const {path}::{}: {}", member.ident, of_type(&of))
            }
            _ => continue,
        };
        let conditions = all(around.to_vec(), conditions(attributes));
        lines.add_member(subject, &conditions, text);
    }
}

/// What must hold for the parameters of an implementation.
fn bounds(generics: &Generics) -> Vec<WherePredicate> {
    let of_parameters = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) if !parameter.bounds.is_empty() => {
                let (name, bounds) = (&parameter.ident, &parameter.bounds);
                Some(parse_quote!(#name: #bounds))
            }
            _ => None,
        });
    let clause = generics.where_clause.iter();
    let written = clause.flat_map(|clause| clause.predicates.iter().cloned());
    of_parameters.chain(written).collect()
}

/// The implementations that attributes derive, each with its conditions.
pub(super) fn derived(
    attributes: &[Attribute],
    place: &Place,
    generics: &Generics,
    spelling: &Spelling<'_>,
) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    for attribute in attributes {
        for of_trait in list(attribute, "derive") {
            found.push((Vec::new(), of_trait));
        }
        for (condition, added) in conditional_attributes(attribute) {
            let added: Attribute = parse_quote!(#[#added]);
            for of_trait in list(&added, "derive") {
                found.push((vec![condition.clone()], of_trait));
            }
        }
    }
    let implemented = |(conditions, derive): (Vec<String>, Meta)| {
        let of_trait = derived_trait(derive.path(), spelling)?;
        Some((conditions, implement(&of_trait, place, generics)?))
    };
    found.into_iter().filter_map(implemented).collect()
}

/// The trait that a derive macro implements: usually the one of the same name.
fn derived_trait(derive: &Path, spelling: &Spelling<'_>) -> Option<Path> {
    let path = match spelling.target(derive) {
        Some((Target::External(path), _)) => shortened(path).join("::"),
        _ => return Some(derive.clone()),
    };
    let path = match path.as_str() {
        "Debug" => "std::fmt::Debug",
        "Hash" => "std::hash::Hash",
        "serde::Deserialize" => "serde::Deserialize<'de>",
        path => path,
    };
    syn::parse_str(path).ok()
}

/// The implementation as if it were written by hand: a derived trait is asked of each parameter.
fn implement(of_trait: &Path, place: &Place, generics: &Generics) -> Option<String> {
    let of: Path = syn::parse_str(&place.path).ok()?;
    let (_, arguments, bounds) = generics.split_for_impl();
    let mut asked = generics.clone();
    for parameter in asked.type_params_mut() {
        parameter.bounds.push(parse_quote!(#of_trait));
        parameter.default = None;
    }
    if !of_trait.segments.last()?.arguments.is_none() {
        asked.params.insert(0, parse_quote!('de));
    }
    let (parameters, _, _) = asked.split_for_impl();
    let item: ItemImpl = parse_quote!(impl #parameters #of_trait for #of #arguments #bounds {});
    Some(of_item(item))
}
