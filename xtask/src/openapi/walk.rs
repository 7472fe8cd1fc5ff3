//! Visits every object of a document.

use serde_json::Value;

use super::{Node, Pointer, Shape};
use crate::error::Result;

/// Visits a document and every object in it with its kind and place, parents first.
pub fn walk_document<F>(document: &Value, mut visit: F) -> Result<()>
where
    F: FnMut(Node, &Value, &Pointer) -> Result<()>,
{
    let mut pointer = Pointer::default();
    walk(document, Node::Document, &mut pointer, &mut visit)
}

/// Visits `value` and every object in it with its kind and place, parents first.
pub fn walk<F>(value: &Value, node: Node, pointer: &mut Pointer, visit: &mut F) -> Result<()>
where
    F: FnMut(Node, &Value, &Pointer) -> Result<()>,
{
    visit(node, value, pointer)?;
    let Some(object) = value.as_object() else {
        return Ok(());
    };
    for (keyword, child) in object {
        pointer.push(keyword);
        match (node.shape_of(keyword), child) {
            (Shape::One(Node::Free), _) => {}
            (Shape::One(kind), _) => walk(child, kind, pointer, visit)?,
            (Shape::Map(kind), Value::Object(entries)) => {
                for (name, entry) in entries {
                    pointer.push(name);
                    walk(entry, kind, pointer, visit)?;
                    pointer.pop();
                }
            }
            (Shape::List(kind), Value::Array(entries)) => {
                for (index, entry) in entries.iter().enumerate() {
                    pointer.push(index.to_string());
                    walk(entry, kind, pointer, visit)?;
                    pointer.pop();
                }
            }
            _ => {}
        }
        pointer.pop();
    }
    Ok(())
}

/// Changes `value` and every object in it, children first.
pub fn walk_mut<F>(value: &mut Value, node: Node, change: &mut F)
where
    F: FnMut(Node, &mut Value),
{
    if let Some(object) = value.as_object_mut() {
        for (keyword, child) in object {
            match (node.shape_of(keyword), child) {
                (Shape::One(Node::Free), _) => {}
                (Shape::One(kind), child) => walk_mut(child, kind, change),
                (Shape::Map(kind), Value::Object(entries)) => {
                    entries
                        .values_mut()
                        .for_each(|entry| walk_mut(entry, kind, change));
                }
                (Shape::List(kind), Value::Array(entries)) => {
                    entries
                        .iter_mut()
                        .for_each(|entry| walk_mut(entry, kind, change));
                }
                _ => {}
            }
        }
    }
    change(node, value);
}
