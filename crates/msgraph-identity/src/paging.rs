//! Lists that come in pages.

mod cycle;
mod items;
mod page;
mod pages;

use std::fmt;

pub use self::items::Items;
pub use self::page::Page;
pub(crate) use self::pages::FetchPage;
pub use self::pages::Pages;

/// Why a list does not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagingError {
    /// A link leads to a page that was there already.
    Cycle,
    /// Too many pages without entities in a row.
    EmptyPages(u32),
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cycle => f.write_str(
                "the link to the next page leads to one that was there already; what came so far may be all there is",
            ),
            Self::EmptyPages(count) => write!(
                f,
                "{count} pages in a row had no entities, and there is a link to another one"
            ),
        }
    }
}
