//! Refuses components that are defined in terms of themselves. A type may hold itself in a property, but a type that *is*
//! itself, or inherits from itself, has no meaning.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{Pointer, Reference};

/// The longest chain of references. Graph's types have at most five ancestors, and later passes are recursive.
const DEPTH: usize = 64;

/// Checks all kept components.
pub(super) fn check_cycles(components: &Value) -> Result<()> {
    for (section, entries) in components.as_object().into_iter().flatten() {
        let entries = entries.as_object().into_iter().flatten();
        let mut open: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, component) in entries {
            collect_parents(component, open.entry(name).or_default());
        }
        for _ in 0..=DEPTH {
            let is_open = |name: &String| open.contains_key(name.as_str());
            let defined: Vec<&str> = open
                .iter()
                .filter(|(_, parents)| !parents.iter().any(is_open))
                .map(|(name, _)| *name)
                .collect();
            for name in defined {
                open.remove(name);
            }
        }
        if let Some(name) = open.keys().next() {
            return Err(refuse(section, name, &open).at(Pointer::new([
                "components",
                section,
                name,
            ])));
        }
    }
    Ok(())
}

/// Finds the cycle above one of the components that are still open.
fn refuse<'a>(section: &str, name: &'a str, open: &'a BTreeMap<&str, Vec<String>>) -> Error {
    let mut chain = vec![name];
    while chain.len() <= DEPTH
        && let Some(parents) = open.get(chain[chain.len() - 1])
        && let Some(parent) = parents
            .iter()
            .find(|parent| open.contains_key(parent.as_str()))
    {
        let start = chain.iter().position(|other| other == parent);
        chain.push(parent);
        if let Some(start) = start {
            let cycle = chain[start..].join(" -> ");
            return Error::new(format!(
                "a component is defined in terms of itself: {cycle}"
            ))
            // What leads to the cycle is not wrong.
            .at(Pointer::new(["components", section, parent]))
            .help("download the document again: no value can have such a type");
        }
    }
    Error::new(format!(
        "a component is defined by a chain of more than {DEPTH} others"
    ))
    .help("download the document again: no type of Graph has so many")
}

/// The components that `schema` refers to, inherits from, or is a choice of.
fn collect_parents(schema: &Value, parents: &mut Vec<String>) {
    if let Some(reference) = Reference::of(schema) {
        parents.push(reference.name);
        return;
    }
    let keywords = ["allOf", "anyOf", "oneOf"].into_iter();
    let parts = keywords.filter_map(|keyword| schema.get(keyword)?.as_array());
    for part in parts.flatten() {
        collect_parents(part, parents);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chain(name: impl Fn(usize) -> String, length: usize) -> Value {
        let schema = |i: usize| match i {
            0 => json!({ "type": "object" }),
            _ => json!({ "allOf": [{ "$ref": format!("#/components/schemas/{}", name(i - 1)) }] }),
        };
        let schemas: Value = (0..=length).map(|i| (name(i), schema(i))).collect();
        json!({ "schemas": schemas })
    }

    #[test]
    fn the_place_of_an_error_is_in_the_cycle() {
        let is =
            |name: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{name}") }] });
        let schemas = json!({ "a": is("b"), "b": is("c"), "c": is("b") });
        let error = check_cycles(&json!({ "schemas": schemas }))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("itself: b -> c -> b\n  at: /components/schemas/b\n"),
            "{error}"
        );
    }

    #[test]
    fn the_length_of_a_chain_is_limited_whatever_the_order_of_its_names() {
        let forwards = |i: usize| format!("{i:06}");
        let backwards = |i: usize| format!("{:06}", 1_000 - i);
        for length in [DEPTH, DEPTH + 1, 500] {
            let expected = length <= DEPTH;
            assert_eq!(check_cycles(&chain(forwards, length)).is_ok(), expected);
            assert_eq!(check_cycles(&chain(backwards, length)).is_ok(), expected);
        }
    }
}
