//! The versions of Microsoft Graph: the one table of what differs between them by name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A version of Microsoft Graph.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
pub enum GraphVersion {
    /// The version with Microsoft's promise of stability.
    #[serde(rename = "v1.0")]
    #[value(name = "v1.0")]
    V1_0,
    /// The preview version.
    #[serde(rename = "beta")]
    #[value(name = "beta")]
    Beta,
}

impl GraphVersion {
    /// Both versions, in the order in which they are read and written.
    pub const ALL: [Self; 2] = [Self::V1_0, Self::Beta];

    /// The version as it stands in a URL: `v1.0` or `beta`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1_0 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// Several versions in a sentence: `v1.0 and beta`.
    pub fn in_words(versions: impl IntoIterator<Item = Self>) -> String {
        let names: Vec<_> = versions.into_iter().map(Self::name).collect();
        names.join(" and ")
    }

    /// The generated crate of this version.
    pub const fn crate_name(self) -> &'static str {
        match self {
            Self::V1_0 => "msgraph-identity-v1",
            Self::Beta => "msgraph-identity-beta",
        }
    }
}

impl fmt::Display for GraphVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
