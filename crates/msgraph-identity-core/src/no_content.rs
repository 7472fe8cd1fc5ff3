//! What becomes of a response that has no content.

use std::mem;

use reqwest::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::{Body, Response, ResponseBuilderExt, StatusCode};

/// Gives a response that by its status has no content the body `null`, which the generated code reads as `None`.
///
/// Graph answers an update with 204 or with the entity: generated code reads an `Option` from every success, and an empty body is
/// no JSON. Where an operation has no typed body, nothing reads this one.
pub(crate) fn write_null_for_no_content(response: Response) -> Response {
    if !matches!(
        response.status(),
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
    ) {
        return response;
    }
    let mut with_url = http::response::Builder::new().url(response.url().clone());
    let (mut parts, _) = http::Response::<Body>::from(response).into_parts();
    if let Some(url) = with_url.extensions_mut() {
        parts.extensions.extend(mem::take(url));
    }
    if let Some(length) = parts.headers.get_mut(CONTENT_LENGTH) {
        *length = HeaderValue::from_static("4");
    }
    http::Response::from_parts(parts, "null").into()
}
