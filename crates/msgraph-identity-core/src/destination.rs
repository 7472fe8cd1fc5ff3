//! Where requests may go: the access token never leaves the service root.

use reqwest::Url;

use crate::service_root::has_user_info;
use crate::{RefusedRequest, ServiceRoot};

/// Checks that a request of the generated code stays under the service root and has no empty path segment. A token is requested
/// only after this check.
pub(crate) fn check_request(url: &Url, service_root: &ServiceRoot) -> Result<(), RefusedRequest> {
    check_destination(url, service_root)?;
    if url.path().ends_with('/') || url.path().contains("//") {
        return Err(RefusedRequest::EmptySegment);
    }
    Ok(())
}

/// Returns the URL of a next link if it leads to the collection with this path.
///
/// A link that a URL parser would repair before the query is refused, up to the case of the host: the repaired URL may not be the
/// one that the service meant.
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
    let before_query = |url: &str| url.split(['?', '#']).next().map(str::to_ascii_lowercase);
    if before_query(link) != before_query(url.as_str()) {
        return Err(RefusedRequest::NotAbsolute);
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
