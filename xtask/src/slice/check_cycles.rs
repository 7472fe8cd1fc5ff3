//! Refuses components that are defined in terms of themselves. A type may hold itself in a property, but a type that *is*
//! itself, or inherits from itself, has no meaning.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference, Section, referenced};

/// The longest chain of references. Graph's types have at most five ancestors, and later passes are recursive.
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

/// The length of the chain above a component; `heights` holds the known ones.
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
        return Err(Error::new(format!(
            "a component is defined in terms of itself: {cycle}"
        ))
        .help("download the document again: no value can have such a type"));
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
    .help("download the document again: no type of Graph has so many")
}

/// The components that `schema` refers to, inherits from, or is a choice of.
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
    fn the_length_of_a_chain_is_limited_whatever_the_order_of_its_names() {
        let forwards = |i: usize| format!("{i:06}");
        let backwards = |i: usize| format!("{:06}", 100_000 - i);
        for length in [DEPTH, DEPTH + 1, 50_000] {
            let expected = length <= DEPTH;
            assert_eq!(check_cycles(&chain(forwards, length)).is_ok(), expected);
            assert_eq!(check_cycles(&chain(backwards, length)).is_ok(), expected);
        }
    }
}
