//! ETags, if a switch turns them on: fingerprints of entities.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::graph_error::GraphError;
use crate::model::partner_types::SYNCHRONIZATION_PROPERTY;

const ANNOTATION: &str = "@odata.etag";

/// An entity as a JSON object.
pub(crate) fn to_object(entity: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// An entity with its ETag.
pub(crate) fn add(mut object: Map<String, Value>) -> Map<String, Value> {
    let etag = fingerprint(&object);
    object.insert(ANNOTATION.to_owned(), etag.into());
    object
}

/// The ETag of an object that has one.
pub(crate) fn of(object: &Map<String, Value>) -> Option<&str> {
    object.get(ANNOTATION).and_then(Value::as_str)
}

/// Returns 412 unless the entity has the ETag of `If-Match`.
pub(crate) fn check(headers: &HeaderMap, entity: &impl Serialize) -> Result<(), GraphError> {
    let Some(wanted) = headers.get(header::IF_MATCH) else {
        return Ok(());
    };
    let etag = fingerprint(&to_object(entity));
    let wanted = wanted.to_str().unwrap_or_default();
    let mut wanted = wanted.split(',').map(str::trim);
    if wanted.any(|wanted| wanted == "*" || wanted == etag) {
        return Ok(());
    }
    Err(GraphError::new(
        StatusCode::PRECONDITION_FAILED,
        "PreconditionFailed",
        "The ETag in 'If-Match' is not that of the entity.",
    ))
}

/// Control information such as `@odata.context` and expanded entities are not part of the entity.
fn fingerprint(object: &Map<String, Value>) -> String {
    let is_own = |name: &str| !name.starts_with("@odata.") && name != SYNCHRONIZATION_PROPERTY;
    let mut hasher = DefaultHasher::new();
    for (name, value) in object.iter().filter(|(name, _)| is_own(name)) {
        name.hash(&mut hasher);
        value.to_string().hash(&mut hasher);
    }
    format!("W/\"{:016x}\"", hasher.finish())
}
