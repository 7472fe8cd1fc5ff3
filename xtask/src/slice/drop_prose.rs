//! Drops what is said *about* the API: prose, examples, links to pages, vendor extensions. Names, shapes and
//! constraints stay. What OpenAPI requires becomes short fixed text.

use serde_json::{Map, Value};

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

/// Drops the prose of a whole document.
pub(super) fn drop_prose(document: &mut Value, version: GraphVersion) {
    walk_mut(document, Node::Document, &mut |node, value| {
        let Some(object) = value.as_object_mut() else {
            return;
        };
        if object.get("$ref").is_some_and(Value::is_string) {
            // What stands beside a reference has no meaning in OpenAPI 3.0.
            object.retain(|keyword, _| keyword == "$ref");
        } else if node != Node::Free {
            object.retain(|keyword, _| {
                !PROSE.contains(&keyword.as_str()) && !keyword.starts_with("x-")
            });
            add_required_text(node, object);
        }
    });
    document["info"] = serde_json::json!({
        "title": format!("Microsoft Graph {version}"),
        "version": version_text(&document["info"]["version"], version),
    });
}

fn add_required_text(node: Node, object: &mut Map<String, Value>) {
    match node {
        Node::Operation => {
            for (status, response) in object
                .get_mut("responses")
                .and_then(Value::as_object_mut)
                .into_iter()
                .flatten()
            {
                if let Some(response) = response
                    .as_object_mut()
                    .filter(|response| !response.contains_key("$ref"))
                {
                    let text = if status.starts_with('2') {
                        "Success"
                    } else {
                        "Error"
                    };
                    response.insert("description".to_owned(), text.into());
                }
            }
        }
        Node::Components => {
            for response in object
                .get_mut("responses")
                .and_then(Value::as_object_mut)
                .into_iter()
                .flat_map(Map::values_mut)
            {
                if let Some(response) = response
                    .as_object_mut()
                    .filter(|response| !response.contains_key("$ref"))
                {
                    response.insert("description".to_owned(), "Response".into());
                }
            }
        }
        _ => {}
    }
}

/// YAML writers that leave `1.0` without quotes make a number of it.
fn version_text(version: &Value, graph: GraphVersion) -> String {
    match version {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => graph.name().to_owned(),
    }
}
