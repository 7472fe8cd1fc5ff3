//! Different names must become different Rust names: progenitor and typify do not notice conflicts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::rust_name::{field_name, type_name};
use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, operations, walk};

pub(super) fn check_names(document: &Value) -> Result<()> {
    check_methods(document)?;
    check_types(document)?;
    walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, object, pointer| match node {
            Node::Schema => check_members(object, pointer),
            _ => Ok(()),
        },
    )
}

fn check_methods(document: &Value) -> Result<()> {
    let mut methods = Scope::new("method", field_name);
    for (path, method, operation) in operations(document) {
        let place = Pointer::new(["paths", path, method]);
        methods.add(
            operation["operationId"].as_str().unwrap_or_default(),
            &place,
        )?;
        let mut arguments =
            Scope::new("argument", field_name).reserving(&["self", "body", "header_map"]);
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            arguments.add(parameter["name"].as_str().unwrap_or_default(), &place)?;
        }
    }
    Ok(())
}

fn check_types(document: &Value) -> Result<()> {
    let mut types = Scope::new("type", type_name)
        .reserving(&["Vec", "Option", "Box", "String", "Self", "Client", "Error"]);
    let schemas = &document["components"]["schemas"];
    for (name, _) in schemas.as_object().into_iter().flatten() {
        types.add(name, &Pointer::new(["components", "schemas", name]))?;
    }
    Ok(())
}

/// Checks the properties and enumeration members of a schema.
fn check_members(schema: &Value, place: &Pointer) -> Result<()> {
    let mut fields = Scope::new("field", field_name);
    for (name, _) in schema["properties"].as_object().into_iter().flatten() {
        fields.add(name, &place.child("properties").child(name))?;
    }
    let mut variants = Scope::new("variant", type_name);
    let members = schema["enum"].as_array().into_iter().flatten();
    for name in members.filter_map(Value::as_str) {
        variants.add(name, &place.child("enum"))?;
    }
    Ok(())
}

/// The longest name allowed: the compiler has problems with very long ones.
const LENGTH: usize = 256;

/// A scope in which each Rust name must be unique.
struct Scope {
    what: &'static str,
    convert: fn(&str) -> String,
    reserved: &'static [&'static str],
    taken: BTreeMap<String, String>,
}

impl Scope {
    fn new(what: &'static str, convert: fn(&str) -> String) -> Self {
        Self {
            what,
            convert,
            reserved: &[],
            taken: BTreeMap::new(),
        }
    }

    /// Reserves names that the generated code already uses.
    fn reserving(mut self, names: &'static [&'static str]) -> Self {
        self.reserved = names;
        self
    }

    fn help(&self) -> &'static str {
        match self.what {
            "argument" => {
                "rename a path parameter in `[parameters]` of spec/selection.toml; remove any other parameter with a correction in spec/overlays/corrections"
            }
            _ => "rename it with a correction in spec/overlays/corrections",
        }
    }

    fn add(&mut self, name: &str, place: &Pointer) -> Result<()> {
        let rust = (self.convert)(name);
        let is_plain =
            name.len() <= LENGTH && name.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        if rust.is_empty() || !is_plain {
            let shown: String = name.chars().take(LENGTH).collect();
            return Err(Error::new(format!(
                "`{}` cannot become the name of a Rust {}",
                shown.escape_debug(),
                self.what
            ))
            .at(place)
            .help(format!(
                "a name must contain a letter or digit, only printable ASCII, and at most {LENGTH} characters"
            )));
        }
        if self.reserved.contains(&rust.as_str()) {
            return Err(Error::new(format!(
                "`{name}` would become the Rust {} `{rust}`, which the generated code already uses",
                self.what
            ))
            .at(place)
            .help(self.help()));
        }
        match self.taken.insert(rust.clone(), name.to_owned()) {
            None => Ok(()),
            Some(other) => Err(Error::new(format!(
                "`{}` and `{}` would both become the Rust {} `{rust}`",
                other.escape_debug(),
                name.escape_debug(),
                self.what
            ))
            .at(place)
            .help(self.help())),
        }
    }
}
