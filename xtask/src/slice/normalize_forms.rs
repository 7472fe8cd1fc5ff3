//! Writes in one form what Microsoft's converter has written in different forms with the same meaning over the years:
//! nullable references, bases that map to themselves, `required` of request bodies, parameters of `application/json`, the
//! place of path parameters, default styles, property names in query options, and the escapes in references.

use serde_json::{Map, Value, json};

use crate::lower::schema::is_annotation;
use crate::openapi::{METHODS, Node, Reference, referenced, walk_mut};

/// Rewrites a document.
pub(super) fn normalize_forms(document: &mut Value) {
    walk_mut(document, Node::Document, &mut |node, value| {
        normalize_reference(value);
        match node {
            Node::Schema => {
                normalize_null_branches(value);
                normalize_choice_of_one(value);
                normalize_items(value);
            }
            Node::PathItem => hoist_path_parameters(value),
            Node::RequestBody if value.get("content").is_some() => {
                value["required"] = true.into();
                normalize_media_types(value);
            }
            Node::Response => normalize_media_types(value),
            Node::Parameter => normalize_parameter(value),
            _ => {}
        }
    });
    let schemas = document.pointer_mut("/components/schemas");
    for (name, schema) in schemas.and_then(Value::as_object_mut).into_iter().flatten() {
        drop_own_mapping(schema, name);
        let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
        let parts = parts.into_iter().flatten();
        parts.for_each(|part| drop_own_mapping(part, name));
    }
}

/// A base is one of its own types, whether its mapping lists it or not.
fn drop_own_mapping(schema: &mut Value, name: &str) {
    let own = Reference::schema(name).to_string();
    let mapping = schema.pointer_mut("/discriminator/mapping");
    let Some(mapping) = mapping.and_then(Value::as_object_mut) else {
        return;
    };
    let all = mapping.len();
    mapping.retain(|tag, target| tag.trim_start_matches('#') != name || *target != own);
    if let (true, Some(schema)) = (mapping.is_empty() && all > 0, schema.as_object_mut()) {
        schema.remove("discriminator");
    }
}

/// `application/json; odata.metadata=minimal` is `application/json`, unless the document describes both.
fn normalize_media_types(holder: &mut Value) {
    const JSON: &str = "application/json";
    let Some(types) = holder.get_mut("content").and_then(Value::as_object_mut) else {
        return;
    };
    let essence = |name: &str| {
        name.split(';')
            .next()
            .map(|text| text.trim().to_lowercase())
    };
    let is_json = |name: &str| essence(name).is_some_and(|essence| essence == JSON);
    let mut forms = types.iter().filter(|(name, _)| is_json(name));
    let Some(content) = forms.next().map(|(_, content)| content.clone()) else {
        return;
    };
    if forms.all(|(_, other)| *other == content) {
        types.retain(|name, _| !is_json(name));
        types.insert(JSON.to_owned(), content);
    }
}

/// Entities and complex values in a list are never null, although older documents say that they may be.
fn normalize_items(schema: &mut Value) {
    let Some(items) = schema.get_mut("items") else {
        return;
    };
    let is_annotation = |keyword: &String| keyword == "anyOf" || is_annotation(keyword);
    let keywords = items.as_object().into_iter().flat_map(Map::keys);
    if { keywords }.all(is_annotation)
        && let Some([only, absent]) = items["anyOf"].as_array().map(Vec::as_slice)
        && *absent == null_branch()
        && referenced(only).is_some()
    {
        *items = only.clone();
    }
}

/// A reference is a URI fragment, in which any character may be percent-encoded.
fn normalize_reference(value: &mut Value) {
    if let Some(reference) = Reference::of(value) {
        value["$ref"] = reference.to_string().into();
    }
}

/// The branch for null is `enum: [null]`; in older documents, `type: object`.
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

/// A choice between one schema and null is `anyOf: [SCHEMA, null]`; a choice of one schema is that schema.
fn normalize_choice_of_one(schema: &mut Value) {
    let Some(object) = schema.as_object() else {
        return;
    };
    let (keyword, branches) = match (object.get("anyOf"), object.get("oneOf")) {
        (Some(Value::Array(branches)), None) => ("anyOf", branches),
        (None, Some(Value::Array(branches))) => ("oneOf", branches),
        _ => return,
    };
    let (annotations, form): (Map<_, _>, Map<_, _>) = object
        .clone()
        .into_iter()
        .partition(|(keyword, _)| is_annotation(keyword));
    if !form.keys().all(|key| key == keyword || key == "nullable") {
        return;
    }
    let absent = null_branch();
    let mut others = branches.iter().filter(|branch| **branch != absent);
    let (Some(only), None) = (others.next(), others.next()) else {
        return;
    };
    let is_nullable = branches.len() > 1 || object.get("nullable") == Some(&json!(true));
    let mut normal = if is_nullable {
        json!({ "anyOf": [only, absent] })
    } else if annotations.is_empty() || referenced(only).is_none() {
        only.clone()
    } else {
        json!({ "allOf": [only] })
    };
    if let Some(object) = normal.as_object_mut() {
        object.extend(annotations);
    }
    *schema = normal;
}

/// A path parameter that every operation declares alike is declared by the path item.
fn hoist_path_parameters(item: &mut Value) {
    let own = list_parameters(item);
    let mut shared = own.to_vec();
    let operations = METHODS.iter().filter_map(|method| item.get(method));
    let lists: Vec<_> = operations.map(list_parameters).collect();
    for parameter in lists.first().copied().unwrap_or_default() {
        let is_new = shared
            .iter()
            .all(|known| known["name"] != parameter["name"]);
        if parameter["in"] == "path" && is_new && lists.iter().all(|list| list.contains(parameter))
        {
            shared.push(parameter.clone());
        }
    }
    if shared.len() > own.len() {
        item["parameters"] = shared.clone().into();
    }
    for method in METHODS {
        let operation = item.get_mut(method).and_then(Value::as_object_mut);
        if let Some(operation) = operation
            && let Some(list) = operation
                .get_mut("parameters")
                .and_then(Value::as_array_mut)
        {
            let before = list.len();
            list.retain(|parameter| parameter["in"] != "path" || !shared.contains(parameter));
            if list.is_empty() && before > 0 {
                operation.remove("parameters");
            }
        }
    }
}

fn list_parameters(owner: &Value) -> &[Value] {
    owner["parameters"].as_array().map_or(&[], Vec::as_slice)
}

/// Removes a default style, and the property names of OData options, which accept any property path.
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
