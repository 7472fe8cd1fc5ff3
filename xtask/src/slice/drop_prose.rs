//! Removes text *about* the API: descriptions, examples, links, vendor extensions. Names, types and constraints stay. Text
//! that OpenAPI requires is replaced by short fixed text.

use serde_json::{Map, Value, json};

use crate::openapi::{Node, walk_mut};
use crate::version::GraphVersion;

const PROSE: [&str; 9] = [
    "summary",
    "description",
    "externalDocs",
    "title",
    "tags",
    "example",
    "examples",
    "links",
    "callbacks",
];

/// Says that a property leads to another resource, and is no part of the value.
const NAVIGATION: &str = "x-ms-navigationProperty";

/// Removes the prose of a document.
pub(super) fn drop_prose(document: &mut Value, version: GraphVersion) {
    walk_mut(document, Node::Document, &mut |node, value| {
        let Some(object) = value.as_object_mut() else {
            return;
        };
        if object.get("$ref").is_some_and(Value::is_string) {
            // OpenAPI 3.0 ignores keywords beside a reference.
            object.retain(|keyword, _| keyword == "$ref");
        } else if node != Node::Free {
            object.retain(|keyword, _| {
                let is_extension = keyword.starts_with("x-") && keyword != NAVIGATION;
                !PROSE.contains(&keyword.as_str()) && !is_extension
            });
            if node == Node::Server {
                object.retain(|keyword, _| keyword == "url");
            }
            add_required_text(node, object);
        }
    });
    document["info"] = json!({ "title": format!("Microsoft Graph {version}"), "version": version });
    // Requests carry a token, so a document must not choose where they go.
    document["servers"] = json!([{ "url": format!("https://graph.microsoft.com/{version}") }]);
}

/// Adds the description that OpenAPI requires of a response.
fn add_required_text(node: Node, object: &mut Map<String, Value>) {
    if node != Node::Operation && node != Node::Components {
        return;
    }
    let Some(responses) = object.get_mut("responses").and_then(Value::as_object_mut) else {
        return;
    };
    responses.retain(|name, _| !name.starts_with("x-"));
    for (name, response) in responses {
        let text = match (node, name.starts_with('2')) {
            (Node::Components, _) => "Response",
            (_, true) => "Success",
            (_, false) => "Error",
        };
        if let Some(response) = response
            .as_object_mut()
            .filter(|response| !response.contains_key("$ref"))
        {
            response.insert("description".to_owned(), text.into());
        }
    }
}
