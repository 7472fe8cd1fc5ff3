//! The operations of a contract: what they take and what they answer.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{About, Located, Member};
use crate::lower::rust_name::type_name;
use crate::openapi::{METHODS, Pointer, Reference};

/// An operation.
pub(crate) struct Operation {
    pub(crate) place: Pointer,
    pub(crate) about: About,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) body: Option<Content>,
    /// What a success answers.
    pub(crate) answer: Option<Content>,
    /// What errors answer.
    pub(crate) errors: Vec<Content>,
    /// Each status with its place.
    pub(crate) statuses: BTreeMap<String, Pointer>,
}

/// A parameter, and the form in which it is written.
pub(crate) struct Parameter {
    pub(crate) member: Member,
    pub(crate) form: String,
}

/// A body: a type with a name, or one that is written out and gets the name that lowering gives it.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) kind: String,
    pub(crate) place: Pointer,
    pub(crate) names: Vec<Reference>,
    pub(crate) inline: Option<String>,
}

pub(super) fn read_operations(document: &Value) -> BTreeMap<String, Operation> {
    let mut operations = BTreeMap::new();
    let Some(paths) = Located::root(document).get("paths") else {
        return operations;
    };
    for (path, item) in paths.entries() {
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let name = operation
                .text("operationId")
                .map_or_else(|| format!("{method} {path}"), str::to_owned);
            operations.insert(name.clone(), read(&name, method, path, &item, &operation));
        }
    }
    operations
}

fn read(
    name: &str,
    method: &str,
    path: &str,
    item: &Located<'_>,
    operation: &Located<'_>,
) -> Operation {
    let mut parameters = BTreeMap::new();
    for holder in [item, operation] {
        let listed = holder.get("parameters");
        for parameter in listed.iter().flat_map(Located::list) {
            let (name, parameter) = read_parameter(&parameter.resolve());
            parameters.insert(name, parameter);
        }
    }
    let responses = operation.get("responses");
    let responses: Vec<_> = responses.iter().flat_map(Located::entries).collect();
    let (successes, errors): (Vec<_>, Vec<_>) = responses
        .iter()
        .partition(|(status, _)| status.starts_with('2'));
    let contents = |responses: Vec<&(&str, Located<'_>)>| -> Vec<Content> {
        let read = |(_, response): &&(&str, Located<'_>)| content(response, name, "Response");
        responses.iter().filter_map(read).collect()
    };
    Operation {
        place: operation.place.clone(),
        about: About::read(operation),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        parameters,
        body: operation
            .get("requestBody")
            .and_then(|body| content(&body, name, "Body")),
        answer: answer(&successes, contents(successes.clone())),
        errors: contents(errors),
        statuses: responses
            .iter()
            .map(|(status, response)| ((*status).to_owned(), response.place.clone()))
            .collect(),
    }
}

/// What a success answers: nothing as well, if a success has no content.
fn answer(successes: &[&(&str, Located<'_>)], contents: Vec<Content>) -> Option<Content> {
    let may_be_empty = contents.len() < successes.len();
    let mut answer = contents.into_iter().next()?;
    if may_be_empty {
        answer.kind += " or nothing";
    }
    Some(answer)
}

fn read_parameter(parameter: &Located<'_>) -> (String, Parameter) {
    let name = parameter.text("name").unwrap_or_default().to_owned();
    let required = parameter.is("required");
    let schema = parameter.get("schema");
    let mut member = Member::read(schema.as_ref().unwrap_or(parameter), required);
    member.place = parameter.place.clone();
    member.about = About::read(parameter);
    let form = ["in", "style", "explode"]
        .into_iter()
        .filter_map(|keyword| Some(format!("{keyword}: {}", parameter.value.get(keyword)?)))
        .collect::<Vec<_>>()
        .join(", ");
    (name, Parameter { member, form })
}

fn content(holder: &Located<'_>, operation: &str, ending: &str) -> Option<Content> {
    let (media_type, media) = holder.resolve().get("content")?.entries().next()?;
    let Some(schema) = media.get("schema") else {
        return Some(Content {
            kind: media_type.to_owned(),
            place: media.place,
            ..Content::default()
        });
    };
    if schema.reference().is_none() && schema.get("properties").is_some() {
        let name = format!("{}{ending}", type_name(operation));
        return Some(Content {
            kind: name.clone(),
            place: schema.place,
            inline: Some(name),
            ..Content::default()
        });
    }
    let member = Member::read(&schema, true);
    let kind = match (media_type, member.nullable) {
        ("application/json", false) => member.kind,
        ("application/json", true) => format!("{} or null", member.kind),
        (media_type, _) => format!("{} as {media_type}", member.kind),
    };
    Some(Content {
        kind,
        place: member.place,
        names: member.names,
        inline: None,
    })
}
