//! Filters of OData, by type.

use std::fmt::{self, Write};

use super::ConnectorProperty;

/// A filter of OData. Texts are escaped: whatever is in them, they stay one text.
///
/// Microsoft documents no filter for API connectors. The service has been seen to take [`eq`](Self::eq) of the display name.
///
/// ```
/// use msgraph_identity::{ConnectorProperty::DisplayName, Filter};
///
/// let filter = Filter::eq(DisplayName, "Ada's check").or(Filter::starts_with(DisplayName, "Vet").not());
/// assert_eq!(
///     filter.to_string(),
///     "(displayName eq 'Ada''s check' or not startswith(displayName,'Vet'))"
/// );
/// ```
///
/// See [the `$filter` query parameter](https://learn.microsoft.com/graph/filter-query-parameter).
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct Filter(String);

impl Filter {
    /// The property has this value.
    pub fn eq(property: ConnectorProperty, value: &str) -> Self {
        Self(format!("{} eq {}", property.as_str(), Literal(value)))
    }

    /// The property begins with this text.
    pub fn starts_with(property: ConnectorProperty, value: &str) -> Self {
        Self(format!(
            "startswith({},{})",
            property.as_str(),
            Literal(value)
        ))
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        Self(format!("({} and {})", self.0, other.0))
    }

    /// One of them holds, or both.
    pub fn or(self, other: Self) -> Self {
        Self(format!("({} or {})", self.0, other.0))
    }

    /// It does not hold.
    #[expect(
        clippy::should_implement_trait,
        reason = "`and` and `or` cannot be operators either"
    )]
    pub fn not(self) -> Self {
        // `not` binds closer than `eq`.
        match self.0.strip_prefix("startswith(") {
            Some(_) => Self(format!("not {}", self.0)),
            None => Self(format!("not ({})", self.0)),
        }
    }

    /// A filter as it stands, for what there is no method for. Nothing is escaped: whoever writes a part of it writes the filter.
    pub fn raw(filter: impl Into<String>) -> Self {
        Self(filter.into())
    }
}

/// The filter as it is sent, with its values.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// By hand: values may be names of people.
impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

/// A text in quotes, with the quotes in it doubled.
struct Literal<'a>(&'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('\'')?;
        for (index, part) in self.0.split('\'').enumerate() {
            if index > 0 {
                f.write_str("''")?;
            }
            f.write_str(part)?;
        }
        f.write_char('\'')
    }
}
