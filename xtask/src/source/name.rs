//! The name of a document's source as the lock file records it.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::url::SourceUrl;

/// A URL without user information, query and fragment, or a bare file name: never a secret, never a machine's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SourceName(String);

impl SourceName {
    pub(super) fn of_url(url: &SourceUrl) -> Self {
        Self(url.public())
    }

    pub(super) fn of_file(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // On Unix a backslash can be part of a name, on Windows it separates. The lock file is read on both.
        let bare = name.rsplit(['/', '\\']).find(|part| !part.is_empty());
        Self(bare.unwrap_or("document").to_owned())
    }
}

impl TryFrom<String> for SourceName {
    type Error = &'static str;

    /// Reads a recorded name, and refuses any other URL or path.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        const RULE: &str =
            "a source is a URL without user information, query and fragment, or a bare file name";
        let is_public = if SourceUrl::is_url(&text) {
            SourceUrl::parse(&text).is_ok_and(|url| url.public() == text)
        } else {
            !text.contains(['/', '\\', '\0']) && !matches!(text.as_str(), "" | "." | "..")
        };
        is_public.then_some(Self(text)).ok_or(RULE)
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
