//! The address of a connector: what is accepted, and what of it is stored.

use msgraph_identity_core::TargetUrl;
use reqwest::Url;
use serde::{Serialize, Serializer};

use crate::Error;
use crate::error::Kind;

/// The address, if it is one that can be called. It is sent as it was written.
pub(super) fn parse(text: &str) -> Result<TargetUrl, Error> {
    let has_gaps = text.contains(|c: char| c.is_whitespace() || c.is_control());
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "https" | "http") && !has_gaps => Ok(text.into()),
        _ => {
            let reason = "the target URL is no absolute http or https URL; write it like https://api.contoso.com/vet";
            Err(Kind::InvalidArgument(reason.into()).into())
        }
    }
}

/// Writes what may be known: no user info, no query, no fragment; nothing of what is no URL.
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
    // It is an error only for URLs that cannot have any.
    let _ = (url.set_username(""), url.set_password(None));
    url.as_str().serialize(serializer)
}
