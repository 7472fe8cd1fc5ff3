//! The body of an error response.

use serde_json::{Map, Value};

use crate::is_too_complex;

/// The error of an OData error response.
///
/// Every member is optional, because gateways in front of Graph may leave any of them out. Decide by HTTP status first, by code
/// second, never by message.
///
/// See [Microsoft Graph error responses](https://learn.microsoft.com/graph/errors).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ODataError {
    /// The error code, such as `Request_ResourceNotFound`. Never empty.
    pub code: Option<String>,
    /// The message, for a developer to read.
    pub message: Option<String>,
    /// The subject of the error, such as a property.
    pub target: Option<String>,
    /// Further errors that belong to this one. Most of the time they are the reason of a 400.
    pub details: Vec<ODataErrorDetail>,
    /// What the service adds: a more specific code, and the ids that Microsoft's support asks for.
    pub inner_error: Option<InnerError>,
}

/// One of the further errors of an [`ODataError`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ODataErrorDetail {
    /// The error code. Never empty.
    pub code: Option<String>,
    /// The message, for a developer to read.
    pub message: Option<String>,
    /// The subject of the error.
    pub target: Option<String>,
}

/// The `innerError` of an [`ODataError`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct InnerError {
    /// A more specific code. Never empty.
    pub code: Option<String>,
    /// A more specific message.
    pub message: Option<String>,
    /// Graph's id of the request.
    pub request_id: Option<String>,
    /// The caller's id of the request.
    pub client_request_id: Option<String>,
    /// The time of the error in UTC, usually written without a zone.
    pub date: Option<String>,
    /// An even more specific error.
    pub inner_error: Option<Box<InnerError>>,
}

/// Two writes to the directory at the same time: "Please wait briefly and retry". Microsoft's page on errors says the same of its 409
/// (<https://learn.microsoft.com/graph/errors>); clients have seen it as a 400 too, and as a 503 (Azure/azure-cli#23081). No other
/// code of a conflict is said to go away by itself.
const CONCURRENCY_VIOLATION: &str = "Directory_ConcurrencyViolation";

impl ODataError {
    /// Whether the write met another one at the same time and had no effect. A later attempt succeeds.
    pub fn is_concurrency_violation(&self) -> bool {
        let codes = [self.code.as_deref(), self.innermost_code()];
        let mut codes = codes.into_iter().flatten();
        codes.any(|code| code.eq_ignore_ascii_case(CONCURRENCY_VIOLATION))
    }

    /// Reads the body of an error response. Returns `None` if it is not a JSON object with an object `error`, or `odata.error` as
    /// in OData 3.
    ///
    /// The case of names does not matter (`innerError` and `innererror` are both in use). A member of an unexpected type is
    /// treated as absent.
    ///
    /// ```
    /// use msgraph_identity_core::ODataError;
    ///
    /// let body = br#"{"error":{"code":"Request_ResourceNotFound","innerError":{"request-id":"8f0c"}}}"#;
    /// let error = ODataError::parse(body).unwrap();
    /// assert_eq!(error.code.as_deref(), Some("Request_ResourceNotFound"));
    /// assert_eq!(error.inner_error.unwrap().request_id.as_deref(), Some("8f0c"));
    ///
    /// assert_eq!(ODataError::parse(b"<html>Service Unavailable</html>"), None);
    /// ```
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        if is_too_complex(body) {
            return None;
        }
        let document: Value = serde_json::from_slice(body).ok()?;
        let document = document.as_object()?;
        let error = member(document, "error").or_else(|| member(document, "odata.error"))?;
        let error = error.as_object()?;
        Some(Self {
            code: text(error, "code"),
            message: message(error),
            target: text(error, "target"),
            details: read_details(error),
            inner_error: read_inner_error(error).or_else(|| read_ids(error)),
        })
    }

    /// Returns the code of the innermost error that has one.
    pub fn innermost_code(&self) -> Option<&str> {
        let mut innermost = self.code.as_deref();
        let mut next = self.inner_error.as_ref();
        while let Some(inner) = next {
            innermost = inner.code.as_deref().or(innermost);
            next = inner.inner_error.as_deref();
        }
        innermost
    }
}

/// Reads `details`, or the pairs that Azure AD Graph, which speaks OData 3, has in their place:
/// `"values": [{"item": "PropertyName", "value": "displayName"}]`.
fn read_details(error: &Map<String, Value>) -> Vec<ODataErrorDetail> {
    let objects = |name| {
        let list = member(error, name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_object)
    };
    let details = objects("details").map(|detail| ODataErrorDetail {
        code: text(detail, "code"),
        message: message(detail),
        target: text(detail, "target"),
    });
    let values = objects("values").map(|pair| ODataErrorDetail {
        code: None,
        message: text(pair, "value"),
        target: text(pair, "item"),
    });
    details.chain(values).collect()
}

// serde_json bounds the depth, so the recursion is bounded too.
fn read_inner_error(error: &Map<String, Value>) -> Option<InnerError> {
    let inner = member(error, "innerError")?.as_object()?;
    Some(InnerError {
        code: text(inner, "code"),
        message: message(inner),
        inner_error: read_inner_error(inner).map(Box::new),
        ..read_ids(inner).unwrap_or_default()
    })
}

/// Reads the ids of an error. OData 3 has them beside its code.
fn read_ids(error: &Map<String, Value>) -> Option<InnerError> {
    let ids = InnerError {
        request_id: text(error, "request-id").or_else(|| text(error, "requestId")),
        client_request_id: text(error, "client-request-id")
            .or_else(|| text(error, "clientRequestId")),
        date: text(error, "date"),
        ..InnerError::default()
    };
    (ids != InnerError::default()).then_some(ids)
}

/// Reads a message: a text, or in OData 3 an object with the language and the text.
fn message(error: &Map<String, Value>) -> Option<String> {
    match member(error, "message")?.as_object() {
        Some(message) => text(message, "value"),
        None => text(error, "message"),
    }
}

fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut members = object.iter();
    members
        .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_null())
        .map(|(_, value)| value)
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = member(object, name)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_members_of_a_graph_error() {
        let body = br#"{"error":{"code":"Request_MultipleObjectsWithSameKeyValue","message":"exists","target":"tenantId",
            "details":[{"code":"ConflictingObjects","message":"m","target":"t"},"odd"],
            "innerError":{"date":"2025-02-13T10:17:06","request-id":"r","client-request-id":"c","innerError":{"code":"deep"}}}}"#;
        let error = ODataError::parse(body).unwrap();
        assert_eq!(
            error.code.as_deref(),
            Some("Request_MultipleObjectsWithSameKeyValue")
        );
        assert_eq!(error.message.as_deref(), Some("exists"));
        assert_eq!(error.target.as_deref(), Some("tenantId"));
        assert_eq!(error.details.len(), 1);
        assert_eq!(error.details[0].code.as_deref(), Some("ConflictingObjects"));
        assert_eq!(error.innermost_code(), Some("deep"));
        let inner = error.inner_error.unwrap();
        assert_eq!(inner.date.as_deref(), Some("2025-02-13T10:17:06"));
        assert_eq!(inner.request_id.as_deref(), Some("r"));
        assert_eq!(inner.client_request_id.as_deref(), Some("c"));
    }

    #[test]
    fn the_spelling_of_inner_error_does_not_matter() {
        for name in ["innerError", "innererror", "InnerError"] {
            for id in ["request-id", "requestId", "Request-Id"] {
                let body = format!(r#"{{"error":{{"code":"c","{name}":{{"{id}":"r"}}}}}}"#);
                let inner = ODataError::parse(body.as_bytes()).unwrap().inner_error;
                assert_eq!(inner.unwrap().request_id.as_deref(), Some("r"), "{body}");
            }
        }
    }

    #[test]
    fn reads_an_error_of_odata_3() {
        let body = br#"{"odata.error":{"code":"Request_BadRequest","message":{"lang":"en","value":"Invalid value."},
            "values":[{"item":"PropertyName","value":"displayName"}],"requestId":"r","date":"2016-01-22T00:20:55"}}"#;
        let error = ODataError::parse(body).unwrap();
        assert_eq!(error.code.as_deref(), Some("Request_BadRequest"));
        assert_eq!(error.message.as_deref(), Some("Invalid value."));
        assert_eq!(error.details[0].target.as_deref(), Some("PropertyName"));
        assert_eq!(error.details[0].message.as_deref(), Some("displayName"));
        let inner = error.inner_error.unwrap();
        assert_eq!(inner.request_id.as_deref(), Some("r"));
        assert_eq!(inner.date.as_deref(), Some("2016-01-22T00:20:55"));
    }

    #[test]
    fn either_form_of_a_message_is_read_anywhere() {
        for message in [r#""m""#, r#"{"value":"m"}"#, r#"{"Lang":"en","Value":"m"}"#] {
            let body = format!(
                r#"{{"error":{{"message":{message},"details":[{{"message":{message}}}],"innererror":{{"message":{message}}}}}}}"#
            );
            let error = ODataError::parse(body.as_bytes()).unwrap();
            assert_eq!(error.message.as_deref(), Some("m"), "{body}");
            assert_eq!(error.details[0].message.as_deref(), Some("m"), "{body}");
            let inner = error.inner_error.unwrap();
            assert_eq!(inner.message.as_deref(), Some("m"), "{body}");
        }
    }

    #[test]
    fn odd_bodies_are_no_error_and_no_panic() {
        let deep = "[".repeat(100_000);
        for body in [
            "",
            " ",
            "null",
            "[]",
            "\"error\"",
            "{}",
            "<html></html>",
            "{\"error\":",
            &deep,
            r#"{"error":null}"#,
            r#"{"error":[]}"#,
            r#"{"error":"invalid_client","error_description":"AADSTS7000215"}"#,
        ] {
            assert_eq!(ODataError::parse(body.as_bytes()), None, "{:.40}", body);
        }
        assert_eq!(ODataError::parse(b"{\"error\":{\"code\":\"\xFF\"}}"), None);
    }

    #[test]
    fn odd_members_are_absent() {
        for body in [
            r#"{"error":{}}"#,
            r#"{"error":{"code":"","message":""}}"#,
            r#"{"error":{"code":429,"message":null,"target":[],"details":{},"innerError":"x"}}"#,
        ] {
            assert_eq!(
                ODataError::parse(body.as_bytes()),
                Some(ODataError::default()),
                "{body}"
            );
        }
    }

    #[test]
    fn escapes_and_a_byte_order_mark_are_read() {
        let body = "\u{FEFF}{\"error\":{\"code\":\"c\",\"message\":\"a \\\"b\\\"\\r\\n\"}}";
        let error = ODataError::parse(body.as_bytes()).unwrap();
        assert_eq!(error.message.as_deref(), Some("a \"b\"\r\n"));
    }

    #[test]
    fn the_innermost_code_falls_back_outwards() {
        let code = |body: &str| {
            let error = ODataError::parse(body.as_bytes()).unwrap();
            error.innermost_code().map(str::to_owned)
        };
        assert_eq!(
            code(r#"{"error":{"code":"a","innerError":{"code":""}}}"#).as_deref(),
            Some("a")
        );
        assert_eq!(
            code(r#"{"error":{"innerError":{"code":"b","innererror":{}}}}"#).as_deref(),
            Some("b")
        );
        assert_eq!(code(r#"{"error":{}}"#), None);
    }
}
