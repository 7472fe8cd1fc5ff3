//! The operations of a contract: what they take and what they answer.

use serde_json::Value;

use super::value::{is_nullable, read_value};
use super::{Facet, Located, Part};
use crate::lower::rust_name::type_name;
use crate::openapi::METHODS;

pub(super) fn read_operations(document: &Value) -> Part {
    let mut all = Part::default();
    let paths = Located::root(document).get("paths");
    for (path, item) in paths.iter().flat_map(Located::entries) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let name = operation
                    .text("operationId")
                    .map_or_else(|| format!("{method} {path}"), str::to_owned);
                let part = read(&name, method, path, &item, &operation);
                all.insert(Facet::Operation, &name, part);
            }
        }
    }
    all
}

fn read(name: &str, method: &str, path: &str, item: &Located<'_>, operation: &Located<'_>) -> Part {
    let method = method.to_ascii_uppercase();
    let mut part = Part::new(&operation.place, format!("{method} {path}"));
    part.add(Facet::Method, "", method);
    part.add(Facet::Path, "", path);
    part.describe(operation);
    let holders = [item, operation].map(|holder| holder.get("parameters"));
    for parameter in holders.iter().flatten().flat_map(Located::list) {
        let parameter = parameter.resolve();
        let name = parameter.text("name").unwrap_or_default();
        part.insert(Facet::Parameter, name, read_parameter(&parameter));
    }
    let body = operation.get("requestBody");
    if let Some(body) = body.and_then(|body| content(&body, name, "Body")) {
        part.insert(Facet::Body, "", body);
    }
    let mut successes = Vec::new();
    let responses = operation.get("responses");
    for (status, response) in responses.iter().flat_map(Located::entries) {
        let content = content(&response, name, "Response");
        let mut answer = Part::new(&response.place, "");
        if status.starts_with('2') {
            successes.push(content);
        } else if let Some(content) = content {
            (answer.names, answer.inline) = (content.names, content.inline);
        }
        part.insert(Facet::Status, status, answer);
    }
    part.insert(Facet::Answer, "", answer(successes));
    part
}

/// What a success answers: nothing as well, if a success has no content.
fn answer(successes: Vec<Option<Part>>) -> Part {
    let may_be_empty = successes.iter().any(Option::is_none);
    let mut answers = successes.into_iter().flatten();
    let Some(answer) = answers.next() else {
        return Part {
            text: "nothing".to_owned(),
            ..Part::default()
        };
    };
    let or_nothing = if may_be_empty { " or nothing" } else { "" };
    Part {
        text: answer.text + or_nothing,
        // A change of it is one of the operation.
        place: None,
        ..answer
    }
}

fn read_parameter(parameter: &Located<'_>) -> Part {
    let schema = parameter.get("schema");
    let schema = schema.as_ref().unwrap_or(parameter);
    let mut part = read_value(schema);
    part.place = Some(parameter.place.clone());
    part.set(Facet::RequiredParameter, parameter.is("required"));
    let form = ["in", "style", "explode"]
        .into_iter()
        .filter_map(|keyword| Some(format!("{keyword}: {}", parameter.value.get(keyword)?)))
        .chain(is_nullable(schema).then(|| "nullable: true".to_owned()));
    part.add(Facet::Form, "", form.collect::<Vec<_>>().join(", "));
    part.describe(parameter);
    part
}

/// A body: a type with a name, or one that is written out and gets the name that lowering gives it.
fn content(holder: &Located<'_>, operation: &str, ending: &str) -> Option<Part> {
    let (media_type, media) = holder.resolve().get("content")?.entries().next()?;
    let Some(schema) = media.get("schema") else {
        return Some(Part::new(&media.place, media_type));
    };
    if schema.reference().is_none() && schema.get("properties").is_some() {
        let name = format!("{}{ending}", type_name(operation));
        return Some(Part {
            names: vec![name.clone()],
            inline: Some(schema.place.clone()),
            ..Part::new(&schema.place, name)
        });
    }
    let value = read_value(&schema);
    let text = match (media_type, is_nullable(&schema)) {
        ("application/json", false) => value.text,
        ("application/json", true) => format!("{} or null", value.text),
        (media_type, _) => format!("{} as {media_type}", value.text),
    };
    Some(Part {
        names: value.names,
        ..Part::new(&schema.place, text)
    })
}
