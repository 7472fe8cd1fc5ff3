//! The parts of a response head that are kept for each call.

use std::time::{Duration, SystemTime};

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderValue};
use http::{HeaderMap, StatusCode};

use crate::retry::decision::may_have_taken_effect;
use crate::retry_after;

/// The status of a response and the headers that help to understand its call. Creating it is cheap: every call has one.
#[derive(Clone, Debug)]
pub struct ResponseMetadata {
    status: StatusCode,
    request_id: Option<HeaderValue>,
    client_request_id: Option<HeaderValue>,
    date: Option<HeaderValue>,
    content_type: Option<HeaderValue>,
    retry_after: Option<Duration>,
    may_have_taken_effect: bool,
    is_empty: bool,
}

impl ResponseMetadata {
    /// Creates the metadata from status and headers. The time of day is needed for a date in `Retry-After`.
    pub fn new(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Self {
        let length = headers.get(CONTENT_LENGTH);
        Self {
            status,
            request_id: headers.get("request-id").cloned(),
            client_request_id: headers.get("client-request-id").cloned(),
            date: headers.get(DATE).cloned(),
            content_type: headers.get(CONTENT_TYPE).cloned(),
            retry_after: retry_after(headers, now),
            may_have_taken_effect: may_have_taken_effect(status, headers, now),
            is_empty: status == StatusCode::NO_CONTENT
                || status == StatusCode::RESET_CONTENT
                || length.is_some_and(|length| length == "0"),
        }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the id that Graph gave the request.
    pub fn request_id(&self) -> Option<&str> {
        text(self.request_id.as_ref())
    }

    /// Returns the id that the client gave the request, as Graph returns it.
    pub fn client_request_id(&self) -> Option<&str> {
        text(self.client_request_id.as_ref())
    }

    /// Returns the time of the response, as an HTTP date.
    pub fn date(&self) -> Option<&str> {
        text(self.date.as_ref())
    }

    /// Returns the content type with its parameters.
    pub fn content_type(&self) -> Option<&str> {
        text(self.content_type.as_ref())
    }

    /// Returns how long the service asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns whether the service may have acted on the request.
    ///
    /// Only a refusal proves that it did not: 4xx other than 408, and 503 if each `Retry-After` says how long to wait.
    pub fn may_have_taken_effect(&self) -> bool {
        self.may_have_taken_effect
    }

    /// Returns whether the status or the headers say that there is no content.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Returns whether the content type is JSON, or there is no content type.
    pub fn may_be_json(&self) -> bool {
        let Some(content_type) = &self.content_type else {
            return true;
        };
        let text = content_type.to_str().unwrap_or_default();
        let media_type = text.split(';').next().unwrap_or_default().trim();
        let subtype = media_type.rsplit(['/', '+']).next().unwrap_or_default();
        media_type.contains('/') && subtype.eq_ignore_ascii_case("json")
    }
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, headers: &[(&'static str, &'static str)]) -> ResponseMetadata {
        let headers = headers.iter().map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        let status = StatusCode::from_u16(status).unwrap();
        ResponseMetadata::new(status, &headers.collect(), SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn json_is_recognized_by_the_media_type() {
        for (content_type, expected) in [
            ("application/json", true),
            ("application/json;odata.metadata=minimal", true),
            ("Text/JSON ; charset=utf-8", true),
            ("application/problem+json", true),
            ("text/html; a=json", false),
            ("application/jsonp", false),
            ("application/json+xml", false),
            ("json", false),
            ("", false),
        ] {
            let head = head(200, &[("content-type", content_type)]);
            assert_eq!(head.may_be_json(), expected, "{content_type}");
        }
        assert!(head(200, &[]).may_be_json());
    }

    #[test]
    fn a_response_is_empty_by_its_status_or_length() {
        assert!(head(204, &[]).is_empty() && head(205, &[]).is_empty());
        assert!(head(200, &[("content-length", "0")]).is_empty());
        assert!(!head(200, &[("content-length", "10")]).is_empty() && !head(200, &[]).is_empty());
    }
}
