//! Sorts every object of a document: keywords in their usual order, names alphabetically.

use serde_json::{Map, Value};

use crate::openapi::{Node, Shape};

/// The document with its keys sorted. The order of arrays has a meaning, and stays.
pub fn order_keywords(document: Value) -> Value {
    order(document, Shape::One(Node::Document))
}

fn order(value: Value, shape: Shape) -> Value {
    match (value, shape) {
        (Value::Object(object), Shape::Map(kind)) => sorted(object, |_| 0, |_| Shape::One(kind)),
        (Value::Object(object), Shape::One(node) | Shape::List(node)) => sorted(
            object,
            |keyword| rank(node, keyword),
            |keyword| node.shape_of(keyword),
        ),
        (Value::Array(entries), shape) => entries
            .into_iter()
            .map(|entry| order(entry, shape))
            .collect(),
        (scalar, _) => scalar,
    }
}

/// The object sorted by rank and key, with sorted values.
fn sorted(
    object: Map<String, Value>,
    rank: impl Fn(&str) -> usize,
    shape_of: impl Fn(&str) -> Shape,
) -> Value {
    let mut entries: Vec<(String, Value)> = object.into_iter().collect();
    entries.sort_by_cached_key(|(key, _)| (rank(key), key.clone()));
    let entries = entries.into_iter().map(|(key, child)| {
        let child = order(child, shape_of(&key));
        (key, child)
    });
    entries.collect::<Map<_, _>>().into()
}

/// Prose is first, followed by the known keywords and then by all others.
fn rank(node: Node, keyword: &str) -> usize {
    match keyword {
        "summary" => 0,
        "description" => 1,
        _ => {
            let known = node.keywords();
            2 + known
                .iter()
                .position(|(known, _)| *known == keyword)
                .unwrap_or(known.len())
        }
    }
}
