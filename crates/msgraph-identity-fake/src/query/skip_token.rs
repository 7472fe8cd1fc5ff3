//! `$skiptoken`: opaque to clients. It has the start of the page, and a fingerprint of the rest of the link.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::graph_error::GraphError;

const NAMES: [&str; 2] = ["$skiptoken", "skiptoken"];

/// The query of a link to the page that begins at `start`.
pub(super) fn continue_at(query: &str, start: u64) -> String {
    let token = URL_SAFE_NO_PAD.encode(format!("{start}.{:x}", fingerprint(query)));
    let mut parts: Vec<String> = others(query).map(str::to_owned).collect();
    parts.push(format!("$skiptoken={token}"));
    parts.join("&")
}

pub(super) fn read(token: &str, query: &str) -> Result<u64, GraphError> {
    let start = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (start, check) = text.split_once('.')?;
        // A token belongs to its link. In another link it is an error.
        (check == format!("{:x}", fingerprint(query))).then_some(start.parse().ok()?)
    });
    start.ok_or_else(|| {
        GraphError::bad_request("The skip token is invalid: follow '@odata.nextLink' as it is.")
    })
}

fn others(query: &str) -> impl Iterator<Item = &str> {
    query
        .split('&')
        .filter(|part| !part.is_empty() && !is_token(part))
}

fn is_token(part: &str) -> bool {
    form_urlencoded::parse(part.as_bytes()).any(|(name, _)| NAMES.contains(&name.as_ref()))
}

fn fingerprint(query: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in others(query) {
        part.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_its_link() {
        let query = continue_at("$top=2&$select=id", 4);
        let (_, token) = query.split_once("$skiptoken=").unwrap();
        assert_eq!(read(token, &query), Ok(4));
        assert!(read(token, &format!("$top=3&$skiptoken={token}")).is_err());
        assert!(read("NC4w", &query).is_err());
        assert!(read("%%%", &query).is_err());
    }
}
