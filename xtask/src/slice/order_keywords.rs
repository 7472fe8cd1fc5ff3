//! Sorts every object of a document: keywords in their usual order, names alphabetically.

use std::mem;

use serde_json::Value;

use crate::openapi::{Node, Shape};

/// The document with its keys sorted. The order of arrays has a meaning, and stays.
pub fn order_keywords(mut document: Value) -> Value {
    order(&mut document, Shape::One(Node::Document));
    document
}

fn order(value: &mut Value, shape: Shape) {
    match (value, shape) {
        (Value::Object(object), Shape::Map(kind)) => {
            object.sort_keys();
            for child in object.values_mut() {
                order(child, Shape::One(kind));
            }
        }
        (Value::Object(object), Shape::One(node) | Shape::List(node)) => {
            let ranked = mem::take(object).into_iter();
            let mut ranked: Vec<_> = ranked
                .map(|(keyword, child)| (rank(node, &keyword), keyword, child))
                .collect();
            ranked.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            for (_, keyword, mut child) in ranked {
                order(&mut child, node.shape_of(&keyword));
                object.insert(keyword, child);
            }
        }
        (Value::Array(entries), shape) => {
            for entry in entries {
                order(entry, shape);
            }
        }
        _ => {}
    }
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
