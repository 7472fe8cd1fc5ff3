//! Which requests are not sent.

use std::fmt;

use reqwest::{Body, Url};

use crate::ServiceRoot;
use crate::service_root::has_user_info;

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
    /// The path of the request is not below the service root.
    OutsideServiceRoot {
        /// The service root of the session.
        service_root: String,
    },
    /// The path of the request has an empty segment. An id that is empty, `.` or `..` leaves one, and the request would go to a
    /// collection in place of one of its entities.
    EmptySegment,
    /// The body is larger than Microsoft Graph takes.
    BodyTooLarge {
        /// The size of the body.
        bytes: usize,
    },
    /// A next link is no absolute URL, or is written in a way that a URL parser would have to repair.
    NotAbsolute,
    /// A next link leads to another collection than the one that is listed.
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
                "a request to {origin} was not sent: the access token goes to {service_root} only"
            ),
            Self::UserInfo => f.write_str(
                "a request was not sent: its URL has user info, which Microsoft Graph does not use",
            ),
            Self::OutsideServiceRoot { service_root } => write!(
                f,
                "a request was not sent: its path is not below the service root {service_root}"
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
                "the next link was not followed: it leads to {path} in place of {collection}"
            ),
        }
    }
}

impl std::error::Error for RefusedRequest {}

/// Microsoft Graph takes requests of at most 4 MB.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// Returns an error if the body is larger than Microsoft Graph takes.
pub(crate) fn check_body(body: Option<&Body>) -> Result<(), RefusedRequest> {
    match body.and_then(Body::as_bytes).map(<[u8]>::len) {
        Some(bytes) if bytes > MAX_BODY => Err(RefusedRequest::BodyTooLarge { bytes }),
        _ => Ok(()),
    }
}

/// Whether a request of the generated code stays within the service root, and below the collection that it is meant for. Looked at
/// before a token is asked for.
pub(crate) fn check_request(url: &Url, service_root: &ServiceRoot) -> Result<(), RefusedRequest> {
    check_destination(url, service_root)?;
    if url.path().ends_with('/') || url.path().contains("//") {
        return Err(RefusedRequest::EmptySegment);
    }
    Ok(())
}

/// The URL of a next link, if it leads to more of the same collection, whose path is given.
///
/// A link that a URL parser would repair is refused: what it would become need not be what the service meant.
pub(crate) fn check_next_link(
    link: &str,
    collection: &str,
    service_root: &ServiceRoot,
) -> Result<Url, RefusedRequest> {
    let needs_repair = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if link.contains(needs_repair) || !link.contains("://") {
        return Err(RefusedRequest::NotAbsolute);
    }
    let url = Url::parse(link).map_err(|_| RefusedRequest::NotAbsolute)?;
    check_destination(&url, service_root)?;
    let path = url.path().trim_end_matches('/');
    if !path.eq_ignore_ascii_case(collection) {
        return Err(RefusedRequest::OtherCollection {
            path: url.path().to_owned(),
            collection: collection.to_owned(),
        });
    }
    Ok(url)
}

fn check_destination(url: &Url, service_root: &ServiceRoot) -> Result<(), RefusedRequest> {
    if !service_root.has_origin_of(url) {
        return Err(RefusedRequest::ForeignOrigin {
            origin: url.origin().ascii_serialization(),
            service_root: service_root.as_str().to_owned(),
        });
    }
    if has_user_info(url) {
        return Err(RefusedRequest::UserInfo);
    }
    if !service_root.has_path_of(url) {
        return Err(RefusedRequest::OutsideServiceRoot {
            service_root: service_root.as_str().to_owned(),
        });
    }
    Ok(())
}
