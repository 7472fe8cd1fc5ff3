//! Puts into a document what the published ones carry from the documentation pages, wherever it may stand.

use serde_json::{Map, Value, json};

const PROSE: &str = "TODO: Add Description */ #[allow(warnings)] \"\"\" {@link x} \u{2028} end";
const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

type Object = Map<String, Value>;

/// Adds prose to everything that can have some.
pub(crate) fn add_prose(document: &mut Value) {
    document["info"]["description"] = PROSE.into();
    document["externalDocs"] = external_docs();
    document["tags"] = json!([{"name": "identity.apiConnectors", "description": PROSE, "x-ms-docs-toc-type": "page"}]);
    for item in entries(&mut document["paths"]) {
        insert(item, "description");
        insert(item, "summary");
        METHODS
            .iter()
            .filter_map(|method| {
                item.get_mut(*method)?
                    .as_object_mut()
                    .map(describe_operation)
            })
            .count();
    }
    let components = &mut document["components"];
    entries(&mut components["schemas"]).for_each(describe_schema);
    for section in ["parameters", "requestBodies", "responses"] {
        entries(&mut components[section]).for_each(|component| insert(component, "description"));
    }
}

fn describe_operation(operation: &mut Object) {
    for keyword in ["summary", "description", "x-ms-docs-operation-type"] {
        insert(operation, keyword);
    }
    operation.insert("externalDocs".to_owned(), external_docs());
    operation.insert("tags".to_owned(), json!(["identity.apiConnectors"]));
    operation.insert(
        "x-ms-deprecation".to_owned(),
        json!({"date": "2022-04-01", "description": PROSE}),
    );
    for parameter in operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        parameter
            .as_object_mut()
            .into_iter()
            .for_each(|parameter| insert(parameter, "description"));
    }
    if let Some(body) = operation
        .get_mut("requestBody")
        .and_then(Value::as_object_mut)
    {
        insert(body, "description");
    }
    if let Some(responses) = operation.get_mut("responses") {
        entries(responses).for_each(|response| insert(response, "description"));
    }
}

fn describe_schema(schema: &mut Object) {
    insert(schema, "title");
    insert(schema, "description");
    if !schema.contains_key("$ref") {
        schema.insert("externalDocs".to_owned(), external_docs());
    }
    if let Some(properties) = schema.get_mut("properties") {
        entries(properties).for_each(describe_schema);
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let branches = schema.get_mut(keyword).and_then(Value::as_array_mut);
        branches
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
            .for_each(describe_schema);
    }
    schema
        .get_mut("items")
        .and_then(Value::as_object_mut)
        .into_iter()
        .for_each(describe_schema);
}

/// A reference has nothing beside it.
fn insert(object: &mut Object, keyword: &str) {
    if !object.contains_key("$ref") {
        object.insert(keyword.to_owned(), PROSE.into());
    }
}

fn entries(map: &mut Value) -> impl Iterator<Item = &mut Object> {
    map.as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
}

fn external_docs() -> Value {
    json!({"description": PROSE, "url": "https://learn.microsoft.com/graph"})
}
