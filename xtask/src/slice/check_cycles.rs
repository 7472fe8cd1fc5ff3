//! Refuses references that lead back to themselves without anything in between. A type that holds itself in a
//! property is legal; a type that *is* itself, or inherits from itself, has no meaning.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference, Section, referenced};

/// Checks all kept components.
pub(super) fn check_cycles(components: &Map<String, Value>) -> Result<()> {
    for section in Section::ALL {
        let Some(entries) = components.get(section.keyword()).and_then(Value::as_object) else {
            continue;
        };
        let mut done = BTreeSet::new();
        for name in entries.keys() {
            follow(entries, section, name, &mut Vec::new(), &mut done)?;
        }
    }
    Ok(())
}

fn follow<'a>(
    entries: &'a Map<String, Value>,
    section: Section,
    name: &'a str,
    chain: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Result<()> {
    if let Some(start) = chain.iter().position(|other| *other == name) {
        let cycle = [&chain[start..], &[name]].concat().join(" -> ");
        return Err(
            Error::new(format!("a component is defined by itself: {cycle}")).at(Pointer::new([
                "components",
                section.keyword(),
                name,
            ])),
        );
    }
    let Some((name, component)) = entries.get_key_value(name) else {
        return Ok(());
    };
    if done.contains(name.as_str()) {
        return Ok(());
    }
    chain.push(name);
    let mut parents = Vec::new();
    collect_parents(component, entries, &mut parents);
    for parent in parents {
        follow(entries, section, parent, chain, done)?;
    }
    chain.pop();
    done.insert(name);
    Ok(())
}

/// The components that `schema` is, inherits from, or is one of.
fn collect_parents<'a>(
    schema: &Value,
    entries: &'a Map<String, Value>,
    parents: &mut Vec<&'a str>,
) {
    if let Some(Ok(reference)) = referenced(schema).map(Reference::parse) {
        parents.extend(
            entries
                .get_key_value(&reference.name)
                .map(|(name, _)| name.as_str()),
        );
        return;
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for part in schema
            .get(keyword)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            collect_parents(part, entries, parents);
        }
    }
}
