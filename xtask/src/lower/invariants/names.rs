//! Different names must become different Rust names: progenitor and typify do not notice conflicts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::rust_name::{field_name, type_name};
use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, operations, walk_document};

/// The longest name allowed: the compiler has problems with very long ones.
const LENGTH: usize = 256;

pub(super) fn check_names(document: &Value) -> Result<()> {
    let text = |name: &Value| name.as_str().unwrap_or_default().to_owned();
    let mut methods = Scope::new("method", field_name, &[]);
    for (path, method, operation) in operations(document) {
        let place = Pointer::new(["paths", path, method]);
        methods.add(&text(&operation["operationId"]), &place)?;
        let mut arguments = Scope::new("argument", field_name, &["self", "body", "header_map"]);
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            arguments.add(&text(&parameter["name"]), &place)?;
        }
    }
    let reserved = &["Vec", "Option", "Box", "String", "Self", "Client", "Error"];
    let mut types = Scope::new("type", type_name, reserved);
    let schemas = &document["components"]["schemas"];
    for (name, _) in schemas.as_object().into_iter().flatten() {
        types.add(name, &Pointer::schema(name))?;
    }
    let check = |node, schema: &Value, place: &Pointer| match node {
        Node::Schema => check_members(schema, place),
        _ => Ok(()),
    };
    walk_document(document, check)
}

/// Checks the properties and enumeration members of a schema.
fn check_members(schema: &Value, place: &Pointer) -> Result<()> {
    let mut fields = Scope::new("field", field_name, &[]);
    for (name, _) in schema["properties"].as_object().into_iter().flatten() {
        fields.add(name, &place.child("properties").child(name))?;
    }
    let mut variants = Scope::new("variant", type_name, &[]);
    let members = schema["enum"].as_array().into_iter().flatten();
    for name in members.filter_map(Value::as_str) {
        variants.add(name, &place.child("enum"))?;
    }
    Ok(())
}

/// A scope in which each Rust name must be unique.
struct Scope {
    what: &'static str,
    convert: fn(&str) -> String,
    /// Names that the generated code already uses.
    reserved: &'static [&'static str],
    taken: BTreeMap<String, String>,
}

impl Scope {
    fn new(
        what: &'static str,
        convert: fn(&str) -> String,
        reserved: &'static [&'static str],
    ) -> Self {
        Self {
            what,
            convert,
            reserved,
            taken: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: &str, place: &Pointer) -> Result<()> {
        let (what, rust) = (self.what, (self.convert)(name));
        let is_plain =
            name.len() <= LENGTH && name.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        if rust.is_empty() || !is_plain {
            let shown: String = name.chars().take(LENGTH).collect();
            let shown = shown.escape_debug();
            let message = format!("`{shown}` cannot become the name of a Rust {what}");
            return Err(Error::new(message).at(place).help(format!(
                "a name must contain a letter or digit, only printable ASCII, and at most {LENGTH} characters"
            )));
        }
        let message = if self.reserved.contains(&rust.as_str()) {
            format!(
                "`{name}` would become the Rust {what} `{rust}`, which the generated code already uses"
            )
        } else if let Some(other) = self.taken.insert(rust.clone(), name.to_owned()) {
            format!("`{other}` and `{name}` would both become the Rust {what} `{rust}`")
        } else {
            return Ok(());
        };
        Err(Error::new(message).at(place).help(match what {
            "argument" => {
                "rename a path parameter in `[parameters]` of spec/selection.toml; remove any other parameter with a correction in spec/overlays/corrections"
            }
            _ => "rename it with a correction in spec/overlays/corrections",
        }))
    }
}
