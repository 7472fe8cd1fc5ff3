//! Lists that have no end.

use std::fmt;

/// Why a list is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagingError {
    /// A next link leads to a page that was read already.
    Cycle,
    /// Too many pages in a row have no entities.
    EmptyPages(u32),
    /// There are more entities than the caller wants in one `Vec`.
    TooManyItems(usize),
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle => f.write_str(
                "the link to the next page leads to a page that was read already; the entities so far may be all there are",
            ),
            Self::EmptyPages(count) => write!(
                f,
                "{count} pages in a row have no entities, and there is a link to another page"
            ),
            Self::TooManyItems(limit) => write!(
                f,
                "the list has more than {limit} entities; raise the limit with `max_items`, or read the list with `items` or `pages`"
            ),
        }
    }
}
