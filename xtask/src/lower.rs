//! Lowers a contract to a document that progenitor understands, by a list of named passes, one file each.
//!
//! Each pass removes one construct of Microsoft Graph that progenitor would refuse or turn into code that does not work.
//! Afterwards the [`invariants`] are checked: progenitor reports bad input by a panic, by a stack overflow, or by code that
//! compiles and is wrong.

mod binary_bodies;
mod collapse_nullable_references;
mod drop_type_annotations;
mod drop_validation;
mod flatten_inheritance;
mod hoist_bodies;
mod hoist_objects;
mod inline_components;
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
use crate::selection::Selection;
use crate::slice;
use schema::change_schemas;

/// A lowered document, and the types that replace some of its schemas.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The document.
    pub document: Value,
    /// The hand-written types that replace schemas, by the Rust name of the schema.
    pub replacements: BTreeMap<String, String>,
}

/// The state that the passes share.
pub struct Context<'a> {
    selection: &'a Selection,
    replacements: BTreeMap<String, String>,
}

enum Pass {
    Document(fn(&mut Value, &mut Context<'_>) -> Result<()>),
    /// Changes every schema, named or inline, children first.
    Schemas(fn(&mut Value)),
}

/// Each pass is a function in a module of the same name.
macro_rules! passes {
    ($($kind:ident $name:ident,)*) => { [$((stringify!($name), Pass::$kind($name::$name))),*] };
}

/// The passes in order. A pass can rely on what earlier passes have removed.
const PASSES: [(&str, Pass); 19] = passes![
    Document inline_components,
    Document unify_success_responses,
    Document nullable_schemas,
    Document flatten_inheritance,
    Schemas loosen_numbers,
    Schemas collapse_nullable_references,
    Document hoist_bodies,
    Document plain_parameters,
    Schemas drop_type_annotations,
    Document open_unions,
    Document open_enums,
    Schemas drop_validation,
    Document binary_bodies,
    Schemas nullable_arrays,
    Document name_schemas,
    Document hoist_objects,
    Document name_parameters,
    Document replace_collections,
    Document split_update_bodies,
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
        match pass {
            Pass::Document(change) => change(&mut document, &mut context)
                .map_err(|error| error.help(format!("the lowering pass `{name}` does not support this: extend it, or correct the document in spec/overlays")))?,
            Pass::Schemas(change) => change_schemas(&mut document, change),
        }
    }
    let document = slice::order_keywords(slice::drop_unreachable(document)?);
    let schemas = &document["components"]["schemas"];
    let mut replacements = context.replacements;
    replacements.retain(|name, _| schemas.get(name).is_some());
    invariants::check(&document)?;
    Ok(Lowered {
        document,
        replacements,
    })
}
