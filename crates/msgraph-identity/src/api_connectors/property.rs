//! Queries of API connectors: the properties that they name, and their options.

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

    /// The value of `$select`. It always has the id, because an [`ApiConnector`](crate::ApiConnector) needs one.
    pub(crate) fn select(properties: impl IntoIterator<Item = Self>) -> String {
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
    /// What follows the property in `$orderby`.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::Ascending => "",
            Self::Descending => " desc",
        }
    }
}

/// The query options of a list, as they are passed to the generated clients.
#[derive(Clone, Default)]
pub struct ListQuery {
    pub(crate) count: Option<bool>,
    pub(crate) filter: Option<String>,
    pub(crate) order_by: Option<String>,
    pub(crate) search: Option<String>,
    pub(crate) select: Option<String>,
    pub(crate) skip: Option<i64>,
    pub(crate) top: Option<i64>,
}
