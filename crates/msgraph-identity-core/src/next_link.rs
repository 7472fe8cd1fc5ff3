//! Links from one page of a collection to the next.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::redacted_url::RedactedUrl;

/// The `@odata.nextLink` of a [`Collection`](crate::Collection): the URL of the next page, to be requested unchanged.
///
/// Its query contains the query options of the request, including the values of filters. So [`Debug`](fmt::Debug) hides the query,
/// and there is no `Display`.
///
/// See [Paging](https://learn.microsoft.com/graph/paging).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NextLink(String);

impl NextLink {
    /// Returns the link unchanged.
    ///
    /// The service may send any link. [`Session::next_page`](crate::Session::next_page) accepts it only if it leads to the same
    /// collection under the service root.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NextLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NextLink({})", RedactedUrl(&self.0))
    }
}

impl From<String> for NextLink {
    fn from(link: String) -> Self {
        Self(link)
    }
}

impl From<&str> for NextLink {
    fn from(link: &str) -> Self {
        Self(link.to_owned())
    }
}
