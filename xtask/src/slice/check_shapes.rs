//! Refuses values of the wrong type, which later passes would otherwise treat as absent.

use serde_json::Value;

use super::close_references::node_of;
use crate::error::{Error, Result};
use crate::openapi::{Node, Pointer, Reference, Shape, walk};

/// The deepest nesting of an object; Graph's documents need about 20 levels.
const DEPTH: usize = 64;

/// The type of a keyword's value, if it is not an OpenAPI object.
#[derive(Clone, Copy)]
enum Plain {
    Text,
    Boolean,
    Names,
    Mapping,
}

/// Checks a whole document.
pub(super) fn check_shapes(document: &Value) -> Result<()> {
    walk(
        document,
        Node::Document,
        &mut Pointer::default(),
        &mut |node, value, pointer| {
            check(node, value, pointer).map_err(|error| {
                error.help("download the document again, or convert it to OpenAPI 3.0")
            })
        },
    )
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
        _ => plain(node, keyword)
            .filter(|kind| !kind.admits(value))
            .map(|kind| kind.name()),
    }
}

fn check_reference(node: Node, reference: &Value) -> Result<()> {
    let text = reference
        .as_str()
        .ok_or_else(|| Error::new("`$ref` is not a string"))?;
    let section = Reference::parse(text)?.section;
    if node_of(section) == node {
        return Ok(());
    }
    let (there, here) = (name_of(node_of(section)), name_of(node));
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

/// The type of each keyword that the passes read.
fn plain(node: Node, keyword: &str) -> Option<Plain> {
    Some(match (node, keyword) {
        (Node::Operation, "operationId")
        | (Node::Parameter, "name" | "in" | "style")
        | (Node::Schema, "type" | "format")
        | (Node::Discriminator, "propertyName") => Plain::Text,
        (Node::Operation | Node::Parameter | Node::Header | Node::Schema, "deprecated")
        | (Node::Parameter | Node::Header, "required" | "explode")
        | (Node::RequestBody, "required")
        | (Node::Schema, "nullable" | "readOnly" | "writeOnly" | "uniqueItems") => Plain::Boolean,
        (Node::Schema, "required") => Plain::Names,
        (Node::Discriminator, "mapping") => Plain::Mapping,
        _ => return None,
    })
}

impl Plain {
    fn admits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Names => value
                .as_array()
                .is_some_and(|names| names.iter().all(Value::is_string)),
            Self::Mapping => value
                .as_object()
                .is_some_and(|entries| entries.values().all(Value::is_string)),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Boolean => "true or false",
            Self::Names => "a list of names",
            Self::Mapping => "an object of strings",
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refusal(schema: Value) -> String {
        let document = json!({ "components": { "schemas": { "x": schema } } });
        check_shapes(&document).unwrap_err().to_string()
    }

    #[test]
    fn a_value_of_the_wrong_type_is_refused_with_its_place() {
        for (schema, message, place) in [
            (json!(5), "a schema is not an object", "/schemas/x"),
            (
                json!({ "properties": [] }),
                "`properties` is not an object",
                "x/properties",
            ),
            (
                json!({ "properties": { "a": null } }),
                "a schema is not an object",
                "properties/a",
            ),
            (
                json!({ "properties": { "a": true } }),
                "a schema is not an object",
                "properties/a",
            ),
            (json!({ "allOf": {} }), "`allOf` is not a list", "x/allOf"),
            (
                json!({ "nullable": "yes" }),
                "`nullable` is not true or false",
                "x/nullable",
            ),
            (
                json!({ "required": true }),
                "`required` is not a list of names",
                "x/required",
            ),
            (
                json!({ "type": ["string", "null"] }),
                "`type` is not a string",
                "x/type",
            ),
            (json!({ "$ref": 5 }), "`$ref` is not a string", "x/$ref"),
            (
                json!({ "$ref": "#/components/responses/y" }),
                "names a response, but a schema is expected here",
                "x/$ref",
            ),
        ] {
            let error = refusal(schema);
            assert!(error.contains(message) && error.contains(place), "{error}");
        }
    }

    #[test]
    fn a_property_may_have_the_name_of_a_keyword() {
        let names = [
            "$ref",
            "required",
            "type",
            "properties",
            "nullable",
            "allOf",
        ];
        let properties: serde_json::Map<_, _> = names
            .map(|name| (name.to_owned(), json!({ "type": "string" })))
            .into_iter()
            .collect();
        let document = json!({ "components": { "schemas": { "x": { "properties": properties, "additionalProperties": false } } } });
        check_shapes(&document).unwrap();
    }
}
