//! Names become different Rust names: progenitor and typify do not notice where two become one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::rust_name::{field_name, type_name};
use crate::error::{Error, Result};
use crate::openapi::{METHODS, Node, Pointer, walk};

pub(super) fn check_names(document: &Value) -> Result<()> {
    let mut methods = Scope::new("method", field_name);
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
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
    }
    let mut types = Scope::new("type", type_name)
        .reserving(&["Vec", "Option", "Box", "String", "Self", "Client", "Error"]);
    for name in document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys)
    {
        types.add(name, &Pointer::new(["components", "schemas", name]))?;
    }
    walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, object, pointer| {
            if node != Node::Schema {
                return Ok(());
            }
            let mut fields = Scope::new("field", field_name);
            for name in object["properties"]
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::keys)
            {
                fields.add(name, &pointer.child("properties").child(name))?;
            }
            let mut variants = Scope::new("variant", type_name);
            for name in object["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                variants.add(name, &pointer.child("enum"))?;
            }
            Ok(())
        },
    )
}

/// The longest name that is taken; the compiler has its difficulties with very long ones.
const LENGTH: usize = 256;

/// A scope in which each Rust name may stand once.
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

    /// Keeps names that the generated code uses itself.
    fn reserving(mut self, names: &'static [&'static str]) -> Self {
        self.reserved = names;
        self
    }

    fn way_out(&self) -> &'static str {
        match self.what {
            "argument" => {
                "rename a parameter of the path in `[parameters]` of spec/selection.toml, and remove any other by a correction in spec/overlays/corrections"
            }
            _ => "give it another name by a correction in spec/overlays/corrections",
        }
    }

    fn add(&mut self, name: &str, place: &Pointer) -> Result<()> {
        let rust = (self.convert)(name);
        let is_plain =
            name.len() <= LENGTH && name.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        if rust.is_empty() || !is_plain {
            let shown: String = name.chars().take(LENGTH).collect();
            return Err(Error::new(format!(
                "no Rust {} can be called like `{}`",
                self.what,
                shown.escape_debug()
            ))
            .at(place)
            .help(format!(
                "names hold a letter or digit, nothing but ASCII without control characters, and {LENGTH} characters at most"
            )));
        }
        if self.reserved.contains(&rust.as_str()) {
            return Err(Error::new(format!(
                "`{name}` would become the Rust {} `{rust}`, which the generated code uses itself",
                self.what
            ))
            .at(place)
            .help(self.way_out()));
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
            .help(self.way_out())),
        }
    }
}
