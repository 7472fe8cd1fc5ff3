//! What answers a write that has happened: the entity, or nothing, as the request prefers.
//! <https://learn.microsoft.com/graph/best-practices-concept>

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Serialize;

use crate::answer::Answer;
use crate::request_scope::RequestScope;
use crate::switches::PreferReturn;

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");

const MINIMAL: &str = "return=minimal";
const REPRESENTATION: &str = "return=representation";

/// 201 with the new entity, or 204 for a client that wants no more than its place.
pub(crate) fn created(scope: &RequestScope<'_>, entity: &impl Serialize, location: &str) -> Answer {
    if prefers(scope, MINIMAL) {
        return Answer::no_content()
            .with_header(PREFERENCE_APPLIED, MINIMAL)
            .with_header(ENTITY_ID, location)
            .with_header(header::LOCATION, location);
    }
    scope
        .entity_answer(StatusCode::CREATED, entity)
        .with_header(header::LOCATION, location)
}

/// 204, or 200 with the changed entity for a client that wants it.
pub(crate) fn changed(scope: &RequestScope<'_>, entity: &impl Serialize) -> Answer {
    if prefers(scope, REPRESENTATION) {
        return scope
            .entity_answer(StatusCode::OK, entity)
            .with_header(PREFERENCE_APPLIED, REPRESENTATION);
    }
    Answer::no_content()
}

fn prefers(scope: &RequestScope<'_>, preference: &str) -> bool {
    scope.switches().prefer_return == PreferReturn::Honoured
        && has_preference(scope.call.headers(), preference)
}

/// Preferences come in one header or in several, with commas between them.
fn has_preference(headers: &HeaderMap, preference: &str) -> bool {
    headers
        .get_all(PREFER)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().eq_ignore_ascii_case(preference))
}
