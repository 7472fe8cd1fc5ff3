//! Lowers a contract to a document that progenitor understands, by a list of named passes, one file each.
//!
//! Each pass removes one construct of Microsoft Graph that progenitor would refuse or turn into code that does not work.
//! Afterwards the [`invariants`] are checked: progenitor reports bad input by a panic, by a stack overflow, or by code that
//! compiles and is wrong.

mod allow_empty_updates;
mod binary_bodies;
mod collapse_nullable_references;
mod drop_error_responses;
mod drop_titles;
mod drop_type_annotations;
mod drop_validation;
mod hoist_bodies;
mod hoist_objects;
mod inline_components;
mod integer_numbers;
pub mod invariants;
mod loosen_numbers;
mod name_parameters;
mod name_schemas;
mod nullable_arrays;
mod nullable_schemas;
mod open_enums;
pub(crate) mod open_unions;
mod plain_parameters;
mod replace_collections;
pub(crate) mod rust_name;
pub(crate) mod schema;
mod split_update_bodies;
mod unify_success_responses;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::Result;
use crate::inheritance::flatten_document;
use crate::selection::Selection;
use crate::slice;

/// A lowered document, and the types that replace some of its schemas.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The document.
    pub document: Value,
    /// The hand-written types that replace schemas, by the Rust name of the schema.
    pub replacements: BTreeMap<String, String>,
    /// The number of kinds of polymorphic types, each with a tag of two spellings.
    pub kinds: usize,
}

/// The state that the passes share.
pub struct Context<'a> {
    selection: &'a Selection,
    replacements: BTreeMap<String, String>,
}

type Pass = fn(&mut Value, &mut Context<'_>) -> Result<()>;

/// The passes in order. A pass can rely on what earlier passes have removed.
const PASSES: [(&str, Pass); 23] = [
    ("inline_components", inline_components::inline_components),
    ("drop_titles", drop_titles::drop_titles),
    (
        "drop_error_responses",
        drop_error_responses::drop_error_responses,
    ),
    (
        "unify_success_responses",
        unify_success_responses::unify_success_responses,
    ),
    ("nullable_schemas", nullable_schemas::nullable_schemas),
    ("flatten_inheritance", flatten_inheritance),
    ("loosen_numbers", loosen_numbers::loosen_numbers),
    (
        "collapse_nullable_references",
        collapse_nullable_references::collapse_nullable_references,
    ),
    ("hoist_bodies", hoist_bodies::hoist_bodies),
    (
        "allow_empty_updates",
        allow_empty_updates::allow_empty_updates,
    ),
    ("plain_parameters", plain_parameters::plain_parameters),
    ("integer_numbers", integer_numbers::integer_numbers),
    (
        "drop_type_annotations",
        drop_type_annotations::drop_type_annotations,
    ),
    ("open_unions", open_unions::open_unions),
    ("open_enums", open_enums::open_enums),
    ("drop_validation", drop_validation::drop_validation),
    ("binary_bodies", binary_bodies::binary_bodies),
    ("nullable_arrays", nullable_arrays::nullable_arrays),
    ("name_schemas", name_schemas::name_schemas),
    ("hoist_objects", hoist_objects::hoist_objects),
    ("name_parameters", name_parameters::name_parameters),
    (
        "replace_collections",
        replace_collections::replace_collections,
    ),
    (
        "split_update_bodies",
        split_update_bodies::split_update_bodies,
    ),
];

/// Lowers a contract.
///
/// # Errors
///
/// If a construct has no lowering, or the result would not become working code.
pub fn lower(contract: &Value, selection: &Selection) -> Result<Lowered> {
    let mut document = contract.clone();
    let mut context = Context {
        selection,
        replacements: BTreeMap::new(),
    };
    for (name, pass) in PASSES {
        pass(&mut document, &mut context).map_err(|error| error.help(format!("the lowering pass `{name}` does not support this: extend it, or correct the document in spec/overlays")))?;
    }
    let mut document = slice::drop_unreachable(&document)?;
    drop_unused_replacements(&document, &mut context.replacements);
    document = slice::order_keywords(document);
    invariants::check(&document)?;
    Ok(Lowered {
        kinds: open_unions::count_kinds(&document),
        document,
        replacements: context.replacements,
    })
}

fn flatten_inheritance(document: &mut Value, _: &mut Context<'_>) -> Result<()> {
    *document = flatten_document(document)?;
    Ok(())
}

fn drop_unused_replacements(document: &Value, replacements: &mut BTreeMap<String, String>) {
    let schemas = &document["components"]["schemas"];
    replacements.retain(|name, _| schemas.get(name).is_some());
}
