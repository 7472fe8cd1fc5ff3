//! The response to a successful write: the entity or nothing, as the request prefers.
//! <https://learn.microsoft.com/graph/best-practices-concept>

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Serialize;

use crate::fake_response::FakeResponse;
use crate::model::EntitySet;
use crate::request_scope::RequestScope;
use crate::switches::PreferReturn;

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");

const MINIMAL: &str = "return=minimal";
const REPRESENTATION: &str = "return=representation";

/// 201 with the new entity, or 204 if the client wants only its URL.
pub(crate) fn created(
    scope: &RequestScope<'_>,
    set: &'static EntitySet,
    entity: &impl Serialize,
    key: &str,
) -> FakeResponse {
    let location = format!("{}/{}/{key}", scope.request.service_root(), set.path);
    if prefers(scope, MINIMAL) {
        return FakeResponse::no_content()
            .with_header(PREFERENCE_APPLIED, MINIMAL)
            .with_header(ENTITY_ID, &location)
            .with_header(header::LOCATION, &location);
    }
    scope
        .entity_response(
            StatusCode::CREATED,
            set,
            &scope.with_context(set, entity, None),
        )
        .with_header(header::LOCATION, &location)
}

/// 204, or 200 with the changed entity if the client wants it.
pub(crate) fn changed(
    scope: &RequestScope<'_>,
    set: &'static EntitySet,
    entity: &impl Serialize,
) -> FakeResponse {
    if prefers(scope, REPRESENTATION) {
        return changed_entity(scope, set, entity).with_header(PREFERENCE_APPLIED, REPRESENTATION);
    }
    FakeResponse::no_content()
}

/// 200 with the changed entity.
pub(crate) fn changed_entity(
    scope: &RequestScope<'_>,
    set: &'static EntitySet,
    entity: &impl Serialize,
) -> FakeResponse {
    scope.entity_response(StatusCode::OK, set, &scope.with_context(set, entity, None))
}

fn prefers(scope: &RequestScope<'_>, preference: &str) -> bool {
    scope.switches().prefer_return == PreferReturn::Honoured
        && has_preference(scope.request.headers(), preference)
}

/// Whether a `Prefer` header has this preference. There may be several headers, and lists in each.
fn has_preference(headers: &HeaderMap, preference: &str) -> bool {
    headers
        .get_all(PREFER)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().eq_ignore_ascii_case(preference))
}
