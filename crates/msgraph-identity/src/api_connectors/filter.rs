//! Filters of OData.

use std::fmt::{self, Write};

use super::ConnectorProperty;

/// A filter of OData. Texts are escaped, so that no text can change the filter.
///
/// Microsoft documents no filter for API connectors. The service has been seen to accept [`eq`](Self::eq) of the display name.
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
pub struct Filter(Text);

#[derive(Clone, PartialEq, Eq)]
enum Text {
    /// It may have an operator that binds less tightly than those of the methods.
    Raw(String),
    Built(String),
}

impl Filter {
    /// Matches if the property has this value.
    pub fn eq(property: ConnectorProperty, value: &str) -> Self {
        Self::built(format!("{} eq {}", property.as_str(), Literal(value)))
    }

    /// Matches if the property begins with this text.
    pub fn starts_with(property: ConnectorProperty, value: &str) -> Self {
        let value = Literal(value);
        Self::built(format!("startswith({},{value})", property.as_str()))
    }

    /// Matches if both filters match.
    pub fn and(self, other: Self) -> Self {
        Self::built(format!("({} and {})", self.operand(), other.operand()))
    }

    /// Matches if one of the filters matches, or both.
    pub fn or(self, other: Self) -> Self {
        Self::built(format!("({} or {})", self.operand(), other.operand()))
    }

    /// Matches if the filter does not match.
    #[expect(
        clippy::should_implement_trait,
        reason = "`and` and `or` cannot be operators either"
    )]
    pub fn not(self) -> Self {
        // `not` binds more tightly than `eq`.
        match self.0 {
            Text::Built(text) if text.starts_with("startswith(") => {
                Self::built(format!("not {text}"))
            }
            Text::Built(text) | Text::Raw(text) => Self::built(format!("not ({text})")),
        }
    }

    /// A filter in the syntax of OData, for everything that has no method. Nothing is escaped: do not put untrusted text into it. A blank
    /// filter is refused when the list is requested.
    pub fn raw(filter: impl Into<String>) -> Self {
        Self(Text::Raw(filter.into()))
    }

    fn built(text: String) -> Self {
        Self(Text::Built(text))
    }

    /// The text as an operand of `and` or `or`.
    fn operand(self) -> String {
        match self.0 {
            Text::Raw(text) => format!("({text})"),
            Text::Built(text) => text,
        }
    }

    fn as_str(&self) -> &str {
        let (Text::Raw(text) | Text::Built(text)) = &self.0;
        text
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.as_str().trim().is_empty()
    }
}

/// Writes the filter as it is sent, with its values.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// Written by hand because values may be names of people.
impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

/// Writes a text in quotes, with the quotes in it doubled.
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
