//! The link from one page of a collection to the next.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::redacted_url::RedactedUrl;

/// The `@odata.nextLink` of a [`Collection`](crate::Collection): the whole URL of the next page, to be requested as it is.
///
/// Its query repeats what was asked, filter values included: [`Debug`](fmt::Debug) hides it, and there is no `Display`.
///
/// See [Paging](https://learn.microsoft.com/graph/paging).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NextLink(String);

impl NextLink {
    /// The link as it came.
    ///
    /// It is the service's word: [`Session::send`](crate::Session::send) gives the access token only to a request that
    /// stays within the service root.
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
