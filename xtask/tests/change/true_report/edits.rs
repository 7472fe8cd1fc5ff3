//! Random changes of a contract.

use serde_json::{Value, json};

/// A number for each choice (SplitMix64).
#[derive(Clone)]
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    fn choose<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| from[self.below(from.len())].clone())
    }
}

/// Changes a contract; `None` if it has nothing to change.
pub(super) type Edit = fn(&mut Value, &mut Random) -> Option<()>;

#[rustfmt::skip]
pub(super) const EDITS: &[(&str, Edit)] = &[
    ("add a property", |d, r| { let form = form(d, r)?; pick(d, r, OBJECT)?["properties"]["brandNew"] = form; Some(()) }),
    ("add a required property", |d, r| { let form = form(d, r)?; let of = pick(d, r, OBJECT)?; of["properties"]["brandNew"] = form; toggle_in(&mut of["required"], "brandNew") }),
    ("remove a property", |d, r| { let of = pick(d, r, OBJECT)?; let name = r.choose(&keys(&of["properties"]))?; remove(&mut of["properties"], &name).map(drop) }),
    ("rename a property", |d, r| { let of = pick(d, r, OBJECT)?; let name = r.choose(&keys(&of["properties"]))?; of["properties"]["renamed"] = remove(&mut of["properties"], &name)?; Some(()) }),
    ("change the type of a property", |d, r| { let form = form(d, r)?; *pick(d, r, PROPERTY)? = form; Some(()) }),
    ("change nullable", |d, r| toggle(pick(d, r, PROPERTY)?, "nullable")),
    ("change readOnly", |d, r| toggle(pick(d, r, PROPERTY)?, "readOnly")),
    ("change writeOnly", |d, r| toggle(pick(d, r, PROPERTY)?, "writeOnly")),
    ("change required", |d, r| { let of = pick(d, r, OBJECT)?; let name = r.choose(&keys(&of["properties"]))?; toggle_in(&mut of["required"], &name) }),
    ("change the format", |d, r| { let format = r.choose(&["date-time", "password", "int32", "int64", "uuid"])?; pick(d, r, PROPERTY)?["format"] = format.into(); Some(()) }),
    ("remove a value", |d, r| { let values = pick(d, r, ENUM)?.as_array_mut()?; let at = r.below(values.len().max(1)); (at < values.len()).then(|| drop(values.remove(at))) }),
    ("add a value", |d, r| { pick(d, r, ENUM)?.as_array_mut()?.push("brandNew".into()); Some(()) }),
    ("add a kind", add_kind),
    ("remove a kind", |d, r| { let of = pick(d, r, UNION)?; let branches = of["oneOf"].as_array_mut()?; let at = r.below(branches.len()); let branch = branches.remove(at); of["discriminator"]["mapping"].as_object_mut()?.retain(|_, to| *to != branch["$ref"]); Some(()) }),
    ("remove a mapping", |d, r| { let mapping = &mut pick(d, r, UNION)?["discriminator"]["mapping"]; let name = r.choose(&keys(mapping))?; remove(mapping, &name).map(drop) }),
    ("make a reference nullable", |d, r| { let of = pick(d, r, REFERENCE)?; *of = json!({ "anyOf": [of.take(), { "type": "object", "nullable": true }] }); Some(()) }),
    ("wrap a reference", |d, r| { let of = pick(d, r, REFERENCE)?; *of = json!({ "allOf": [of.take()], "nullable": true }); Some(()) }),
    ("refer to a type", |d, r| { let to = reference(d, r)?; pick(d, r, OBJECT)?["properties"]["brandNew"] = to; Some(()) }),
    ("make a list", |d, r| { let of = pick(d, r, PROPERTY)?; *of = json!({ "type": "array", "items": of.take() }); Some(()) }),
    ("make a list single", |d, r| { let of = pick(d, r, |p, v| PROPERTY(p, v) && v.get("items").is_some())?; *of = of["items"].take(); Some(()) }),
    ("add a parameter", |d, r| { let form = r.choose(&["string", "boolean"])?; let of = pick(d, r, OPERATION)?; let new = json!({ "name": "brandNew", "in": "query", "required": r.below(2) == 0, "schema": { "type": form } }); if of.get("parameters").is_none() { of["parameters"] = json!([]); } of["parameters"].as_array_mut()?.push(new); Some(()) }),
    ("remove a parameter", |d, r| { let list = pick(d, r, |p, v| p.ends_with("/parameters") && p.starts_with("/paths") && v.is_array())?.as_array_mut()?; let at = r.below(list.len().max(1)); (at < list.len()).then(|| drop(list.remove(at))) }),
    ("require a parameter", |d, r| toggle(pick(d, r, PARAMETER)?, "required")),
    ("change the type of a parameter", |d, r| { let form = r.choose(&["string", "boolean", "integer"])?; pick(d, r, PARAMETER)?["schema"] = json!({ "type": form }); Some(()) }),
    ("rename a parameter", |d, r| { pick(d, r, PARAMETER)?["name"] = "renamed".into(); Some(()) }),
    ("change a status", |d, r| { let of = pick(d, r, RESPONSES)?; let name = r.choose(&keys(of))?; let to = r.choose(&["200", "201", "202", "204", "404"])?; of[to] = remove(of, &name)?; Some(()) }),
    ("add a status", |d, r| { let to = r.choose(&["200", "202", "204", "404"])?; pick(d, r, RESPONSES)?[to] = json!({ "description": "Another." }); Some(()) }),
    ("drop the content", |d, r| remove(pick(d, r, |p, v| p.contains("/responses/") && v.get("content").is_some())?, "content").map(drop)),
    ("require a body", |d, r| toggle(pick(d, r, |pointer, _| pointer.ends_with("/requestBody"))?, "required")),
    ("remove a body", |d, r| remove(pick(d, r, |_, v| v.get("requestBody").is_some())?, "requestBody").map(drop)),
    ("change the media type", |d, r| { let of = pick(d, r, CONTENT)?; let to = r.choose(&["text/plain", "application/octet-stream", "application/json; charset=utf-8"])?; of[to] = remove(of, "application/json")?; Some(()) }),
    ("add a media type", |d, r| { pick(d, r, CONTENT)?["text/plain"] = json!({}); Some(()) }),
    ("change a body", |d, r| { let to = reference(d, r)?; pick(d, r, CONTENT)?["application/json"]["schema"] = to; Some(()) }),
    ("remove an operation", |d, r| { let of = pick(d, r, PATH)?; let method = r.choose(&["get", "post", "patch", "delete"])?; remove(of, method).map(drop) }),
    ("add an operation", |d, r| { let mut of = pick(d, r, OPERATION)?.clone(); of["operationId"] = "brand_new".into(); let item = pick(d, r, PATH)?; let method = r.choose(&["get", "put", "post"])?; if item.get(method).is_none() { item[method] = of; } Some(()) }),
    ("rename an operation", |d, r| { pick(d, r, OPERATION)?["operationId"] = "renamed".into(); Some(()) }),
    ("change the method", |d, r| { let of = pick(d, r, PATH)?; of["put"] = remove(of, "patch")?; Some(()) }),
    ("change a path", |d, r| { let name = r.choose(&keys(&d["paths"]))?; d["paths"][format!("/moved{name}")] = remove(&mut d["paths"], &name)?; Some(()) }),
    ("change a description", |d, r| { pick(d, r, DESCRIBED)?["description"] = "Other words.".into(); Some(()) }),
    ("change a summary", |d, r| { pick(d, r, OPERATION)?["summary"] = "Other words".into(); Some(()) }),
    ("describe an answer", |d, r| { let description = pick(d, r, |p, _| p.ends_with("/description") && (p.contains("/responses/") || p.starts_with("/info")))?; *description = "Other words.".into(); Some(()) }),
    ("deprecate", |d, r| toggle(pick(d, r, DESCRIBED)?, "deprecated")),
    ("add a constraint", |d, r| { let (name, value) = r.choose(&[("maxLength", 3), ("minimum", 0), ("default", 7), ("x-ms-other", 1)])?; pick(d, r, PROPERTY)?[name] = value.into(); Some(()) }),
    ("add an unknown keyword", |d, r| { pick(d, r, DESCRIBED)?["x-brand-new"] = 1.into(); Some(()) }),
];

/// Whether something is at a pointer of a contract.
type Is = fn(&str, &Value) -> bool;

const PROPERTY: Is = |pointer, _| segment(pointer, 1) == "properties";
const OBJECT: Is = |_, of| of.get("properties").is_some_and(Value::is_object);
const UNION: Is = |_, of| of.get("oneOf").is_some();
const ENUM: Is = |pointer, _| pointer.ends_with("/enum");
const REFERENCE: Is = |pointer, of| PROPERTY(pointer, of) && of.get("$ref").is_some();
const PATH: Is = |pointer, _| segment(pointer, 1) == "paths";
const OPERATION: Is =
    |pointer, _| segment(pointer, 2) == "paths" && segment(pointer, 0) != "parameters";
const PARAMETER: Is = |_, of| of.get("in").is_some() && of.get("schema").is_some();
const RESPONSES: Is =
    |pointer, _| pointer.starts_with("/paths") && segment(pointer, 0) == "responses";
const CONTENT: Is = |_, of| of.get("application/json").is_some();
const DESCRIBED: Is = |pointer, of| {
    let of_components = ["parameters", "schemas"].contains(&segment(pointer, 1));
    of.is_object() && (of_components || PROPERTY(pointer, of) || OPERATION(pointer, of))
};

/// A random place of a contract.
fn pick<'a>(d: &'a mut Value, r: &mut Random, is: Is) -> Option<&'a mut Value> {
    let mut found = Vec::new();
    collect(d, "", is, &mut found);
    d.pointer_mut(&r.choose(&found)?)
}

fn collect(of: &Value, pointer: &str, is: Is, found: &mut Vec<String>) {
    if is(pointer, of) {
        found.push(pointer.to_owned());
    }
    let entries = of.as_object().into_iter().flatten();
    for (key, value) in entries {
        let key = key.replace('~', "~0").replace('/', "~1");
        collect(value, &format!("{pointer}/{key}"), is, found);
    }
    for (index, value) in of.as_array().into_iter().flatten().enumerate() {
        collect(value, &format!("{pointer}/{index}"), is, found);
    }
}

fn segment(pointer: &str, from_end: usize) -> &str {
    pointer.rsplit('/').nth(from_end).unwrap_or_default()
}

fn keys(of: &Value) -> Vec<String> {
    of.as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.clone())
        .collect()
}

fn remove(of: &mut Value, key: &str) -> Option<Value> {
    of.as_object_mut()?.remove(key)
}

fn toggle(of: &mut Value, keyword: &str) -> Option<()> {
    if remove(of, keyword).is_none_or(|was| was != true) {
        of.as_object_mut()?.insert(keyword.to_owned(), true.into());
    }
    Some(())
}

fn toggle_in(list: &mut Value, name: &str) -> Option<()> {
    let mut names = list.as_array().cloned().unwrap_or_default();
    match names.iter().position(|known| known == name) {
        Some(at) => drop(names.remove(at)),
        None => names.push(name.into()),
    }
    *list = names.into();
    Some(())
}

fn reference(d: &Value, r: &mut Random) -> Option<Value> {
    let name = r.choose(&keys(&d["components"]["schemas"]))?;
    Some(json!({ "$ref": format!("#/components/schemas/{name}") }))
}

fn form(d: &Value, r: &mut Random) -> Option<Value> {
    let to = reference(d, r)?;
    r.choose(&[
        json!({ "type": "string" }),
        json!({ "type": "string", "nullable": true }),
        json!({ "type": "boolean", "readOnly": true }),
        json!({ "type": "string", "writeOnly": true, "nullable": true }),
        json!({ "type": "number", "format": "int64" }),
        json!({ "type": "string", "enum": ["one", "two"] }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "array", "items": to }),
        json!({ "anyOf": [to, { "type": "object", "nullable": true }] }),
        to,
    ])
}

/// A new kind like one that is there.
fn add_kind(d: &mut Value, r: &mut Random) -> Option<()> {
    let branches = pick(d, &mut r.clone(), UNION)?["oneOf"].as_array()?.clone();
    let like = r.choose(&branches)?["$ref"]
        .as_str()?
        .rsplit('/')
        .next()?
        .to_owned();
    let mut schema = d["components"]["schemas"][&like].clone();
    let tags = ["#microsoft.graph.brandNew", "microsoft.graph.brandNew"];
    pick(&mut schema, r, |p, _| p.ends_with("@odata.type/enum")).map(|of| *of = json!(tags))?;
    d["components"]["schemas"]["microsoft.graph.brandNew"] = schema;
    let to = "#/components/schemas/microsoft.graph.brandNew";
    let of = pick(d, &mut r.clone(), UNION)?;
    of["oneOf"].as_array_mut()?.push(json!({ "$ref": to }));
    for tag in tags {
        of["discriminator"]["mapping"][tag] = to.into();
    }
    Some(())
}
