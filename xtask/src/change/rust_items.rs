//! What the parts of a contract are called in the generated crate, read from the lowered document.

use crate::generate::catch_panic;
use crate::lower::rust_name::{field_name, identifier, schema_type_name};
use crate::lower::{Lowered, lower};
use crate::selection::Selection;
use crate::version::GraphVersion;

use serde_json::Value;

/// The Rust items of a contract.
pub(super) struct RustItems<'a> {
    crate_name: String,
    /// Absent if the contract cannot be lowered, as a damaged one: then no client can be generated from it either.
    lowered: Option<Lowered>,
    selection: &'a Selection,
}

impl<'a> RustItems<'a> {
    pub(super) fn of(document: &Value, version: GraphVersion, selection: &'a Selection) -> Self {
        Self {
            crate_name: version.crate_name().replace('-', "_"),
            lowered: catch_panic(|| lower(document, selection))
                .ok()
                .and_then(Result::ok),
            selection,
        }
    }

    /// The method of an operation.
    pub(super) fn operation(&self, name: &str) -> Vec<String> {
        vec![self.method(name)]
    }

    /// The method of an operation, with the argument that a parameter becomes.
    pub(super) fn parameter(&self, operation: &str, parameter: &str) -> Vec<String> {
        let name = self.selection.parameters.get(parameter);
        let argument = identifier(&field_name(name.map_or(parameter, String::as_str)));
        vec![format!("{}({argument})", self.method(operation))]
    }

    fn method(&self, operation: &str) -> String {
        format!("{}::Client::{}", self.crate_name, field_name(operation))
    }

    /// The type of a schema, and the type of its updates.
    pub(super) fn schema(&self, schema: &str) -> Vec<String> {
        let types = self.types(schema).into_iter();
        types.map(|(path, _)| path).collect()
    }

    /// The field of a property, in the type of its schema and in the type of its updates.
    pub(super) fn property(&self, schema: &str, property: &str) -> Vec<String> {
        let field = identifier(&field_name(property));
        self.types(schema)
            .into_iter()
            .filter(|(_, definition)| definition["properties"].get(property).is_some())
            .map(|(path, _)| format!("{path}::{field}"))
            .collect()
    }

    fn types(&self, schema: &str) -> Vec<(String, &Value)> {
        let Some(lowered) = &self.lowered else {
            return Vec::new();
        };
        let read = schema_type_name(schema);
        let update = format!("{read}Update");
        [read, update]
            .into_iter()
            .filter_map(|name| {
                let definition = lowered.document["components"]["schemas"].get(&name)?;
                let path = match lowered.replacements.get(&name) {
                    Some(path) => plain_path(path),
                    None => format!("{}::types::{name}", self.crate_name),
                };
                Some((path, definition))
            })
            .collect()
    }
}

/// A hand-written type without its arguments: `::core::Page<T>` is `core::Page`.
fn plain_path(path: &str) -> String {
    let path = path.trim_start_matches("::");
    path.split('<').next().unwrap_or(path).to_owned()
}
