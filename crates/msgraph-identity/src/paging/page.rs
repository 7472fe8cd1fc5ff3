//! One page of a list.

use msgraph_identity_core::NextLink;

/// One page of a list, as the service cut it. It may be empty and not be the last one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) count: Option<i64>,
    pub(crate) next_link: Option<NextLink>,
}

impl<T> Page<T> {
    /// The entities of this page.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The entities of this page.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// How many entities the whole list has, where that was asked for; on the first page only. The service's word: wrong and
    /// negative numbers are possible.
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Where the next page is; `None` on the last page.
    pub fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref()
    }
}
