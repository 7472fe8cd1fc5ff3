//! Why a request was not sent, and the limit of its body.

use std::fmt;

use reqwest::Body;

use crate::ForeignText;

/// Why a request was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedRequest {
    /// The request goes to another scheme, host or port than the service root.
    ForeignOrigin {
        /// Scheme, host and port of the request.
        origin: String,
        /// The service root of the session.
        service_root: String,
    },
    /// The URL of the request has user info.
    UserInfo,
    /// The path of the request is not under the service root.
    OutsideServiceRoot {
        /// The service root of the session.
        service_root: String,
    },
    /// The path of the request has an empty segment, because an id is empty, `.` or `..`. The request would go to a collection in
    /// place of one of its entities.
    EmptySegment,
    /// The body is larger than the limit of Microsoft Graph.
    BodyTooLarge {
        /// The size of the body.
        bytes: usize,
    },
    /// A next link is not an absolute URL, or a URL parser would have to repair it.
    NotAbsolute,
    /// A next link leads to a collection other than the one that is listed.
    OtherCollection {
        /// The path of the link.
        path: String,
        /// The path of the collection.
        collection: String,
    },
}

impl fmt::Display for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignOrigin {
                origin,
                service_root,
            } => write!(
                f,
                "a request to {} was not sent: the access token goes to {service_root} only",
                ForeignText::new(origin)
            ),
            Self::UserInfo => f.write_str(
                "a request was not sent: its URL has user info, which Microsoft Graph does not use",
            ),
            Self::OutsideServiceRoot { service_root } => write!(
                f,
                "a request was not sent: its path is not under the service root {service_root}"
            ),
            Self::EmptySegment => f.write_str(
                "a request was not sent: its path has an empty segment; an id must not be empty, `.` or `..`",
            ),
            Self::BodyTooLarge { bytes } => write!(
                f,
                "a request was not sent: its body has {bytes} bytes, and Microsoft Graph takes at most {MAX_BODY}"
            ),
            Self::NotAbsolute => f.write_str(
                "the next link was not followed: it is not an absolute URL in its plain form",
            ),
            Self::OtherCollection { path, collection } => write!(
                f,
                "the next link was not followed: it leads to {} in place of {collection}",
                ForeignText::new(path)
            ),
        }
    }
}

impl std::error::Error for RefusedRequest {}

/// The largest request that Microsoft Graph accepts: 4 MB.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Checks that Microsoft Graph accepts a body of this size.
pub(crate) fn check_body(body: Option<&Body>) -> Result<(), RefusedRequest> {
    match body.and_then(Body::as_bytes).map(<[u8]>::len) {
        Some(bytes) if bytes > MAX_BODY => Err(RefusedRequest::BodyTooLarge { bytes }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_next_link_is_cut() {
        let error = RefusedRequest::OtherCollection {
            path: format!("/{}", "x".repeat(10_000)),
            collection: "/v1.0/identity/apiConnectors".to_owned(),
        };
        let text = error.to_string();
        let end = "xxx… (cut) in place of /v1.0/identity/apiConnectors";
        assert!(text.ends_with(end) && text.len() < 1_200, "{text}");
    }
}
