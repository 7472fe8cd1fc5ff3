//! Writes in one form what Microsoft's converter has written in several over the years, where the meaning is the
//! same: the null branch of an `anyOf`, `required` on request bodies, default styles and property names of query
//! options, references.

use serde_json::{Value, json};

use crate::openapi::{Node, Reference, referenced, walk_mut};

/// Rewrites a whole document.
pub(super) fn normalize_forms(document: &mut Value) {
    walk_mut(document, Node::Document, &mut |node, value| {
        normalize_reference(value);
        match node {
            Node::Schema => normalize_null_branches(value),
            Node::RequestBody if value.get("content").is_some() => value["required"] = true.into(),
            Node::Parameter => normalize_parameter(value),
            _ => {}
        }
    });
}

/// A reference stands in a URI fragment, where any character may be percent-encoded.
fn normalize_reference(value: &mut Value) {
    if let Some(Ok(reference)) = referenced(value).map(Reference::parse) {
        value["$ref"] = reference.to_string().into();
    }
}

/// The branch that stands for null is `enum: [null]` now and was `type: object` before.
fn normalize_null_branches(schema: &mut Value) {
    for branch in schema
        .get_mut("anyOf")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        let Some(object) = branch.as_object() else {
            continue;
        };
        let only = |keyword: &String| ["type", "nullable", "enum"].contains(&keyword.as_str());
        let untyped = object.get("type").is_none_or(|kind| kind == "object");
        let null = match object.get("enum") {
            Some(members) => *members == json!([null]),
            None => object.get("nullable") == Some(&json!(true)),
        };
        if object.keys().all(only) && untyped && null {
            *branch = json!({ "enum": [null], "nullable": true });
        }
    }
}

/// The styles written here are the defaults; OData options take any property path, so a list of names is no constraint.
fn normalize_parameter(parameter: &mut Value) {
    let default_style = match parameter["in"].as_str() {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    let Some(object) = parameter.as_object_mut() else {
        return;
    };
    if object.get("style") == Some(&json!(default_style)) {
        object.remove("style");
    }
    let is_list = ["$select", "$expand", "$orderby"]
        .iter()
        .any(|name| object.get("name") == Some(&json!(name)));
    if let (true, Some(items)) = (is_list, parameter.pointer_mut("/schema/items")) {
        *items = json!({ "type": "string" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(schema: Value) -> Value {
        let mut document = json!({ "components": { "schemas": { "x": schema } } });
        normalize_forms(&mut document);
        document["components"]["schemas"]["x"].take()
    }

    #[test]
    fn both_null_branches_become_the_current_one() {
        let current = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, { "enum": [null], "nullable": true }] });
        let earlier = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, { "type": "object", "nullable": true }] });
        assert_eq!(normalized(earlier), current);
        assert_eq!(normalized(current.clone()), current);
    }

    #[test]
    fn a_branch_with_a_meaning_of_its_own_stays() {
        for branch in [
            json!({ "type": "object", "nullable": true, "properties": {} }),
            json!({ "type": "string", "nullable": true }),
            json!({ "enum": ["a", null], "nullable": true }),
            json!({ "type": "object" }),
        ] {
            let schema = json!({ "anyOf": [{ "$ref": "#/components/schemas/y" }, branch] });
            assert_eq!(normalized(schema.clone()), schema);
        }
    }

    #[test]
    fn query_options_lose_their_lists_of_names_and_bodies_are_required() {
        let mut document = json!({ "paths": { "/x": { "post": {
            "parameters": [{ "name": "$select", "in": "query", "style": "form", "explode": false,
                "schema": { "type": "array", "uniqueItems": true, "items": { "type": "string", "enum": ["id"] } } }],
            "requestBody": { "content": {} },
        } } } });
        normalize_forms(&mut document);
        let operation = &document["paths"]["/x"]["post"];
        assert_eq!(operation["requestBody"]["required"], true);
        let expected = json!({ "name": "$select", "in": "query", "explode": false,
            "schema": { "type": "array", "uniqueItems": true, "items": { "type": "string" } } });
        assert_eq!(operation["parameters"][0], expected);
    }
}
