//! A commit of the repository that publishes a document.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A full git commit id: 40 hexadecimal digits, kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Commit(String);

impl Commit {
    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

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
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(Error::new("a commit is 40 hexadecimal digits")
                .help("give the full id, as `git rev-parse` prints it"))
        }
    }
}

impl TryFrom<String> for Commit {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
            .map_err(|_| "a commit is 40 hexadecimal digits")
    }
}

impl From<Commit> for String {
    fn from(commit: Commit) -> Self {
        commit.0
    }
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "f54f11b60956ea7b185ca0447b2b80805836ec7b";

    #[test]
    fn takes_full_ids_only() {
        assert_eq!(ID.to_uppercase().parse::<Commit>().unwrap().as_str(), ID);
        for text in [
            "",
            "f54f11b",
            "master",
            &ID[1..],
            &format!("{ID}0"),
            &ID.replace('f', "g"),
            &"é".repeat(20),
        ] {
            assert!(text.parse::<Commit>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_path_names_a_commit_as_a_whole_segment() {
        let found = |path: &str| Commit::in_path(path).map(String::from);
        assert_eq!(
            found(&format!(
                "/microsoftgraph/msgraph-metadata/{ID}/openapi/beta/openapi.yaml"
            )),
            Some(ID.into())
        );
        assert_eq!(found(&format!("/{ID}/{ID}/x")), Some(ID.into()));
        assert_eq!(found(&format!("/x{ID}/openapi.yaml")), None);
        assert_eq!(found(&format!("/{ID}/{}", ID.replace('f', "0"))), None);
        assert_eq!(found("/master/openapi.yaml"), None);
    }
}
