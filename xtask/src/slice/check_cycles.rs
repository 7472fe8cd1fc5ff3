//! Refuses references that lead back to themselves without anything in between. A type that holds itself in a
//! property is legal; a type that *is* itself, or inherits from itself, has no meaning.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference, Section, referenced};

/// How many references may follow one another. Graph has types with five ancestors; whoever walks them recurses.
const DEPTH: usize = 64;

/// Checks all kept components.
pub(super) fn check_cycles(components: &Map<String, Value>) -> Result<()> {
    for section in Section::ALL {
        let Some(entries) = components.get(section.keyword()).and_then(Value::as_object) else {
            continue;
        };
        let mut heights = BTreeMap::new();
        for name in entries.keys() {
            follow(entries, name, &mut Vec::new(), &mut heights)
                .map_err(|error| error.at(Pointer::new(["components", section.keyword(), name])))?;
        }
    }
    Ok(())
}

/// How many components stand above this one; `heights` are those known already.
fn follow<'a>(
    entries: &'a Map<String, Value>,
    name: &'a str,
    chain: &mut Vec<&'a str>,
    heights: &mut BTreeMap<&'a str, usize>,
) -> Result<usize> {
    if let Some(height) = heights.get(name) {
        return Ok(*height);
    }
    if let Some(start) = chain.iter().position(|other| *other == name) {
        let cycle = [&chain[start..], &[name]].concat().join(" -> ");
        return Err(
            Error::new(format!("a component is defined by itself: {cycle}"))
                .help("take another copy of the document: no value has such a type"),
        );
    }
    let Some(component) = entries.get(name) else {
        return Ok(0);
    };
    chain.push(name);
    let mut parents = Vec::new();
    collect_parents(component, entries, &mut parents);
    let mut height = 0;
    for parent in parents {
        if chain.len() > DEPTH {
            return Err(too_high());
        }
        height = height.max(1 + follow(entries, parent, chain, heights)?);
    }
    if height > DEPTH {
        return Err(too_high());
    }
    chain.pop();
    heights.insert(name, height);
    Ok(height)
}

fn too_high() -> Error {
    Error::new(format!(
        "a component is defined by a chain of more than {DEPTH} others"
    ))
    .help("take another copy of the document: Graph has nothing of the kind")
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chain(name: impl Fn(usize) -> String, length: usize) -> Map<String, Value> {
        let schema = |i: usize| match i {
            0 => json!({ "type": "object" }),
            _ => json!({ "allOf": [{ "$ref": format!("#/components/schemas/{}", name(i - 1)) }] }),
        };
        let schemas: Map<_, _> = (0..=length).map(|i| (name(i), schema(i))).collect();
        Map::from_iter([("schemas".to_owned(), schemas.into())])
    }

    #[test]
    fn a_chain_has_an_end_whatever_its_links_are_called() {
        let forwards = |i: usize| format!("{i:06}");
        let backwards = |i: usize| format!("{:06}", 100_000 - i);
        for length in [DEPTH, DEPTH + 1, 50_000] {
            let expected = length <= DEPTH;
            assert_eq!(check_cycles(&chain(forwards, length)).is_ok(), expected);
            assert_eq!(check_cycles(&chain(backwards, length)).is_ok(), expected);
        }
    }
}
