//! The two versions of Microsoft Graph.

use std::fmt;

/// A version of Microsoft Graph, the first segment of every path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GraphVersion {
    /// `/v1.0`: generally available.
    V1,
    /// `/beta`: has more properties, and keeps deleted policies for a while.
    Beta,
}

impl GraphVersion {
    pub(crate) const ALL: [Self; 2] = [Self::V1, Self::Beta];

    /// The path segment, as in `/v1.0/identity/apiConnectors`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    pub(crate) fn from_segment(segment: &str) -> Option<Self> {
        let mut versions = Self::ALL.into_iter();
        versions.find(|version| segment == version.as_str())
    }
}

impl fmt::Display for GraphVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
