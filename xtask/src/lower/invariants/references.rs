//! Every reference must name a schema, and every schema must be used.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, Reference, Section, referenced, walk};

pub(super) fn check_references(document: &Value) -> Result<()> {
    let schemas = &document["components"]["schemas"];
    let mut used = BTreeSet::new();
    walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |_, object, pointer| {
            let Some(text) = referenced(object) else {
                return Ok(());
            };
            let reference = Reference::parse(text).map_err(|error| error.at(pointer))?;
            if reference.section != Section::Schemas || schemas.get(&reference.name).is_none() {
                return Err(
                    Error::new(format!("the reference `{text}` does not name a schema"))
                        .at(pointer),
                );
            }
            used.insert(reference.name);
            Ok(())
        },
    )?;
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        let place = Pointer::new(["components", "schemas", name]);
        if !used.contains(name) {
            return Err(Error::new(format!("nothing uses the schema `{name}`")).at(place));
        }
        if referenced(schema).is_some() {
            return Err(
                Error::new(format!("the schema `{name}` is only an alias of another")).at(place),
            );
        }
    }
    Ok(())
}
