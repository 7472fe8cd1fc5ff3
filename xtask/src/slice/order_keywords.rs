//! Sorts every object of a document: keywords in their usual order, names alphabetically.

use serde_json::{Map, Value};

use crate::openapi::{Node, Shape};

/// The document with its keys sorted. The order of arrays has a meaning, and stays.
pub fn order_keywords(document: Value) -> Value {
    order(document, Node::Document)
}

fn order(value: Value, node: Node) -> Value {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(entries) => {
            return entries
                .into_iter()
                .map(|entry| order(entry, node))
                .collect();
        }
        scalar => return scalar,
    };
    let mut entries: Vec<(String, Value)> = object.into_iter().collect();
    entries.sort_by_cached_key(|(keyword, _)| (rank(node, keyword), keyword.clone()));
    entries
        .into_iter()
        .map(|(keyword, child)| {
            let child = match (node.shape_of(&keyword), child) {
                (Shape::One(kind) | Shape::List(kind), child) => order(child, kind),
                (Shape::Map(kind), child) => order_names(child, kind),
            };
            (keyword, child)
        })
        .collect::<Map<_, _>>()
        .into()
}

fn order_names(value: Value, node: Node) -> Value {
    let Value::Object(object) = value else {
        return order(value, Node::Free);
    };
    let mut entries: Vec<(String, Value)> = object.into_iter().collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
        .into_iter()
        .map(|(name, entry)| (name, order(entry, node)))
        .collect::<Map<_, _>>()
        .into()
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
