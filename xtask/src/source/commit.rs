//! A commit of the repository that publishes a document.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A full git commit id: 40 hexadecimal digits, kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Commit(String);

impl Commit {
    /// The commit that is a segment of a URL's path, as in the raw addresses of GitHub.
    ///
    /// Returns `None` if there are two different ones: there is no telling which of them holds the document.
    pub(super) fn in_path(path: &str) -> Option<Self> {
        let mut found = path
            .split('/')
            .filter_map(|segment| segment.parse::<Self>().ok());
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }
}

impl FromStr for Commit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err("a commit is 40 hexadecimal digits, as `git rev-parse` prints it")
        }
    }
}

impl TryFrom<String> for Commit {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
