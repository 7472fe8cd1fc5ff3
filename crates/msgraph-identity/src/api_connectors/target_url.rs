//! The URL of a connector: which URLs are accepted, and which parts of one are written by serde.

use msgraph_identity_core::TargetUrl;
use reqwest::Url;
use serde::{Serialize, Serializer};
use tracing::warn;

use crate::Error;
use crate::error::invalid_argument;

/// Returns the URL, unchanged, if it can be called.
pub(super) fn parse(text: &str) -> Result<TargetUrl, Error> {
    if !is_callable(text) {
        return Err(invalid_argument(
            "the target URL is not an absolute http or https URL; write it like https://api.contoso.com/vet",
        ));
    }
    let target_url = TargetUrl::from(text);
    if !text[..5].eq_ignore_ascii_case("https") {
        // `Debug` leaves the query out.
        warn!(
            ?target_url,
            "the target URL is not https: Microsoft Entra sends the password in the clear"
        );
    }
    Ok(target_url)
}

/// Whether a text is a URL of scheme, authority and path that no parser has to repair.
fn is_callable(text: &str) -> bool {
    let has_gaps = text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    let authority = text.split_once("://").map(|(_, rest)| rest);
    let has_authority = authority.is_some_and(|rest| !rest.starts_with('/'));
    let url = Url::parse(text);
    let is_http = url.is_ok_and(|url| {
        let scheme = url.scheme();
        let begins_with_it = text.get(..scheme.len());
        matches!(scheme, "https" | "http")
            && begins_with_it.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text[scheme.len()..].starts_with("://")
    });
    is_http && has_authority && !has_gaps
}

/// Writes the URL without user info, query and fragment, and nothing if it cannot be parsed: those parts may be secrets.
pub(super) fn serialize<S: Serializer>(
    target_url: &Option<TargetUrl>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let url = target_url.as_ref().map(TargetUrl::as_str);
    let Some(Ok(mut url)) = url.map(Url::parse) else {
        return serializer.serialize_none();
    };
    url.set_query(None);
    url.set_fragment(None);
    // These fail only for URLs that cannot have user info.
    let _ = (url.set_username(""), url.set_password(None));
    url.as_str().serialize(serializer)
}
