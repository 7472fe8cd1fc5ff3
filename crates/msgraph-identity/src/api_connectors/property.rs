//! The properties of an API connector, for queries.

/// A property of an API connector, for queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectorProperty {
    /// `id`.
    Id,
    /// `displayName`.
    DisplayName,
    /// `targetUrl`.
    TargetUrl,
    /// `authenticationConfiguration`.
    AuthenticationConfiguration,
}

impl ConnectorProperty {
    /// The name of the property in Graph.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::DisplayName => "displayName",
            Self::TargetUrl => "targetUrl",
            Self::AuthenticationConfiguration => "authenticationConfiguration",
        }
    }

    /// The value of `$select`, with the id in any case: there is no connector without one.
    pub(super) fn select(properties: impl IntoIterator<Item = Self>) -> String {
        let properties = properties
            .into_iter()
            .filter(|property| *property != Self::Id);
        let mut names = vec![Self::Id.as_str()];
        names.extend(properties.map(Self::as_str));
        names.join(",")
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// From small to large, from A to Z.
    Ascending,
    /// From large to small, from Z to A.
    Descending,
}

impl Order {
    /// What stands behind the property in `$orderby`.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Ascending => "",
            Self::Descending => " desc",
        }
    }
}
