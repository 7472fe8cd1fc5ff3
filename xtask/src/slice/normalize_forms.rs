//! Writes in one form what Microsoft's converter has written in several over the years, where the meaning is the
//! same: references that may be null, `required` on request bodies, where parameters of the path are declared, default
//! styles and property names of query options, references.

use serde_json::{Value, json};

use crate::openapi::{METHODS, Node, Reference, referenced, walk_mut};

/// Rewrites a whole document.
pub(super) fn normalize_forms(document: &mut Value) {
    walk_mut(document, Node::Document, &mut |node, value| {
        normalize_reference(value);
        match node {
            Node::Schema => {
                normalize_null_branches(value);
                normalize_choice_of_one(value);
            }
            Node::PathItem => hoist_path_parameters(value),
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
    let choices = schema.as_object_mut().into_iter().flatten();
    let choices = choices.filter(|(keyword, _)| ["anyOf", "oneOf"].contains(&keyword.as_str()));
    for branch in choices
        .filter_map(|(_, branches)| branches.as_array_mut())
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
            *branch = null_branch();
        }
    }
}

fn null_branch() -> Value {
    json!({ "enum": [null], "nullable": true })
}

/// A choice between one schema and null is `anyOf: [SCHEMA, null]`, and one without null is no choice.
fn normalize_choice_of_one(schema: &mut Value) {
    let Some(object) = schema.as_object() else {
        return;
    };
    let (keyword, branches) = match (object.get("anyOf"), object.get("oneOf")) {
        (Some(Value::Array(branches)), None) => ("anyOf", branches),
        (None, Some(Value::Array(branches))) => ("oneOf", branches),
        _ => return,
    };
    if !object.keys().all(|key| key == keyword || key == "nullable") {
        return;
    }
    let absent = null_branch();
    let mut others = branches.iter().filter(|branch| **branch != absent);
    let (Some(only), None) = (others.next(), others.next()) else {
        return;
    };
    let is_nullable = branches.len() > 1 || object.get("nullable") == Some(&json!(true));
    *schema = if is_nullable {
        json!({ "anyOf": [only, absent] })
    } else {
        only.clone()
    };
}

/// What every operation declares of the path is the path item's to declare; it has been written in both places.
fn hoist_path_parameters(item: &mut Value) {
    let own = list_parameters(item);
    let hoisted = path_parameters_of_all_operations(item);
    let shared = [own, &hoisted].concat();
    if !hoisted.is_empty() {
        item["parameters"] = shared.clone().into();
    }
    for method in METHODS {
        if let Some(operation) = item.get_mut(method) {
            remove_path_parameters(operation, &shared);
        }
    }
}

/// What each operation declares in the same words, and the path item does not.
fn path_parameters_of_all_operations(item: &Value) -> Vec<Value> {
    let mut operations = METHODS.iter().filter_map(|method| item.get(method));
    let first = operations.next().map_or(&[][..], list_parameters);
    let others: Vec<_> = operations.map(list_parameters).collect();
    let own = list_parameters(item);
    let mut all: Vec<Value> = Vec::new();
    for parameter in first.iter().filter(|parameter| parameter["in"] == "path") {
        let mut known = own.iter().chain(&all);
        let is_new = known.all(|other| other["name"] != parameter["name"]);
        if is_new && others.iter().all(|list| list.contains(parameter)) {
            all.push(parameter.clone());
        }
    }
    all
}

fn list_parameters(owner: &Value) -> &[Value] {
    owner["parameters"].as_array().map_or(&[], Vec::as_slice)
}

fn remove_path_parameters(operation: &mut Value, shared: &[Value]) {
    let Some(object) = operation.as_object_mut() else {
        return;
    };
    if let Some(list) = object.get_mut("parameters").and_then(Value::as_array_mut) {
        let before = list.len();
        list.retain(|parameter| parameter["in"] != "path" || !shared.contains(parameter));
        if list.is_empty() && before > 0 {
            object.remove("parameters");
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
    fn a_reference_that_may_be_null_has_one_form() {
        let reference = json!({ "$ref": "#/components/schemas/y" });
        let absent = json!({ "enum": [null], "nullable": true });
        let current = json!({ "anyOf": [reference, absent] });
        for schema in [
            json!({ "anyOf": [absent, reference] }),
            json!({ "oneOf": [reference, absent] }),
            json!({ "oneOf": [{ "type": "object", "nullable": true }, reference] }),
            json!({ "anyOf": [reference], "nullable": true }),
            json!({ "anyOf": [reference, absent], "nullable": true }),
        ] {
            assert_eq!(normalized(schema.clone()), current, "{schema}");
        }
        for keyword in ["anyOf", "oneOf"] {
            assert_eq!(normalized(json!({ keyword: [reference] })), reference);
            let schema =
                json!({ keyword: [reference], "discriminator": { "propertyName": "@odata.type" } });
            assert_eq!(normalized(schema.clone()), schema);
        }
        for schema in [
            json!({ "anyOf": [reference, { "type": "string" }, absent] }),
            json!({ "anyOf": [absent] }),
            json!({ "allOf": [reference], "nullable": true }),
        ] {
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

    fn normalized_item(item: Value) -> Value {
        let mut document = json!({ "paths": { "/x/{id}/{key}": item } });
        normalize_forms(&mut document);
        document["paths"]["/x/{id}/{key}"].take()
    }

    #[test]
    fn parameters_of_the_path_are_declared_by_the_path_item() {
        let of_path = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let query = json!({ "name": "$top", "in": "query" });
        let current = json!({
            "get": { "parameters": [query] },
            "delete": {},
            "parameters": [of_path("id"), of_path("key")],
        });
        for item in [
            current.clone(),
            json!({
                "get": { "parameters": [of_path("id"), query, of_path("key")] },
                "delete": { "parameters": [of_path("key"), of_path("id")] },
            }),
            json!({
                "get": { "parameters": [of_path("id"), of_path("key"), query] },
                "delete": { "parameters": [of_path("key")] },
                "parameters": [of_path("id")],
            }),
        ] {
            assert_eq!(normalized_item(item.clone()), current, "{item}");
        }
    }

    #[test]
    fn what_one_operation_declares_of_the_path_stays_its_own() {
        let number = json!({ "name": "id", "in": "path", "schema": { "type": "integer" } });
        let text = json!({ "name": "id", "in": "path", "schema": { "type": "string" } });
        for item in [
            json!({ "get": { "parameters": [number] }, "delete": { "parameters": [text] } }),
            json!({ "get": { "parameters": [number] }, "delete": {} }),
            json!({ "get": { "parameters": [number] }, "parameters": [text] }),
            json!({ "get": { "parameters": [] } }),
        ] {
            assert_eq!(normalized_item(item.clone()), item);
        }
    }
}
