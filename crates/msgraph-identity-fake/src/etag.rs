//! ETags: a fingerprint of what an entity shows, for a service that is told to have them.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::graph_error::GraphError;

const ANNOTATION: &str = "@odata.etag";

/// An entity as a JSON object, with its ETag if it is to have one.
pub(crate) fn object(entity: &impl Serialize, etags: bool) -> Map<String, Value> {
    let Ok(Value::Object(mut object)) = serde_json::to_value(entity) else {
        return Map::new();
    };
    if etags {
        let etag = of_object(&object);
        object.insert(ANNOTATION.to_owned(), etag.into());
    }
    object
}

/// The ETag of an object that has one.
pub(crate) fn of(object: &Map<String, Value>) -> Option<&str> {
    object.get(ANNOTATION).and_then(Value::as_str)
}

/// 412 unless the entity has the ETag that `If-Match` asks for.
pub(crate) fn check(headers: &HeaderMap, entity: &impl Serialize) -> Result<(), GraphError> {
    let Some(wanted) = headers.get(header::IF_MATCH) else {
        return Ok(());
    };
    let etag = of_object(&object(entity, false));
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

/// What a request says about itself, such as `@odata.context`, is no part of the entity.
fn of_object(object: &Map<String, Value>) -> String {
    let mut hasher = DefaultHasher::new();
    for (name, value) in object
        .iter()
        .filter(|(name, _)| !name.starts_with("@odata."))
    {
        name.hash(&mut hasher);
        value.to_string().hash(&mut hasher);
    }
    format!("W/\"{:016x}\"", hasher.finish())
}
