//! Refuses values of the wrong type, which later passes would otherwise treat as absent.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, Reference, Shape, walk_document};

/// The deepest nesting of an object; Graph's documents need about 20 levels.
const DEPTH: usize = 64;

/// Checks a whole document.
pub(super) fn check_shapes(document: &Value) -> Result<()> {
    walk_document(document, |node, value, pointer| {
        check(node, value, pointer).map_err(|error| {
            error.help("download the document again, or convert it to OpenAPI 3.0")
        })
    })
}

fn check(node: Node, value: &Value, pointer: &Pointer) -> Result<()> {
    if pointer.segments().len() > DEPTH {
        return Err(Error::new(format!("{} is nested too deeply", name_of(node))).at(pointer));
    }
    let Some(object) = value.as_object() else {
        let is_switch = value.is_boolean()
            && pointer.segments().last().map(String::as_str) == Some("additionalProperties");
        if is_switch {
            return Ok(());
        }
        return Err(Error::new(format!("{} is not an object", name_of(node))).at(pointer));
    };
    if let Some(reference) = object.get("$ref") {
        return check_reference(node, reference).map_err(|error| error.at(pointer.child("$ref")));
    }
    for (keyword, value) in object {
        if let Some(expected) = unmet(node, keyword, value) {
            return Err(
                Error::new(format!("`{keyword}` is not {expected}")).at(pointer.child(keyword))
            );
        }
    }
    let responses = object.get("responses").and_then(Value::as_object);
    if let (Node::Operation, Some(responses)) = (node, responses)
        && let Some(status) = responses.keys().find(|status| !is_status(status))
    {
        let message = format!("`{}` is not a response status", status.escape_debug());
        return Err(Error::new(message).at(pointer.child("responses")));
    }
    Ok(())
}

/// The type that a keyword's value should have, if it has another one.
fn unmet(node: Node, keyword: &str, value: &Value) -> Option<&'static str> {
    match node.shape_of(keyword) {
        Shape::Map(_) if !value.is_object() => Some("an object"),
        Shape::List(_) if !value.is_array() => Some("a list"),
        _ => unmet_plain(node, keyword, value),
    }
}

/// The same for the keywords that the passes read, and whose values are no OpenAPI objects.
fn unmet_plain(node: Node, keyword: &str, value: &Value) -> Option<&'static str> {
    let (is_met, expected) = match (node, keyword) {
        (Node::Operation, "operationId")
        | (Node::Parameter, "name" | "in" | "style")
        | (Node::Schema, "type" | "format")
        | (Node::Discriminator, "propertyName") => (value.is_string(), "a string"),
        (Node::Operation | Node::Parameter | Node::Header | Node::Schema, "deprecated")
        | (Node::Parameter | Node::Header, "required" | "explode")
        | (Node::RequestBody, "required")
        | (Node::Schema, "nullable" | "readOnly" | "writeOnly" | "uniqueItems") => {
            (value.is_boolean(), "true or false")
        }
        (Node::Schema, "required") => {
            let names = value.as_array();
            let is_met = names.is_some_and(|names| names.iter().all(Value::is_string));
            (is_met, "a list of names")
        }
        (Node::Discriminator, "mapping") => {
            let entries = value.as_object();
            let is_met = entries.is_some_and(|entries| entries.values().all(Value::is_string));
            (is_met, "an object of strings")
        }
        _ => return None,
    };
    (!is_met).then_some(expected)
}

fn check_reference(node: Node, reference: &Value) -> Result<()> {
    let text = reference
        .as_str()
        .ok_or_else(|| Error::new("`$ref` is not a string"))?;
    let section = Reference::parse(text)?.section;
    if section.node() == node {
        return Ok(());
    }
    let (there, here) = (name_of(section.node()), name_of(node));
    Err(Error::new(format!(
        "the reference `{}` names {there}, but {here} is expected here",
        text.escape_debug()
    )))
}

const fn name_of(node: Node) -> &'static str {
    match node {
        Node::Document => "the document",
        Node::Info => "`info`",
        Node::Server => "a server",
        Node::PathItem => "a path item",
        Node::Operation => "an operation",
        Node::Parameter => "a parameter",
        Node::RequestBody => "a request body",
        Node::MediaType => "a media type",
        Node::Response => "a response",
        Node::Header => "a header",
        Node::Schema => "a schema",
        Node::Discriminator => "a discriminator",
        Node::Components => "`components`",
        Node::Free => "a value",
    }
}

/// `default`, `204`, `2XX`.
fn is_status(text: &str) -> bool {
    match text.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}
