//! One page of a list.

use msgraph_identity_core::{Collection, NextLink};

use crate::ResponseHead;

/// One page of a list, of the size that the service chose. A page may be empty without being the last one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) count: Option<i64>,
    pub(crate) next_link: Option<NextLink>,
    pub(crate) head: ResponseHead,
}

impl<T> Page<T> {
    pub(crate) fn read<E, R>(
        page: Collection<E>,
        read: impl FnMut(E) -> Result<T, R>,
    ) -> Result<Self, R> {
        Ok(Self {
            items: page.value.into_iter().map(read).collect::<Result<_, _>>()?,
            count: page.count,
            next_link: page.next_link,
            head: ResponseHead::default(),
        })
    }

    pub(crate) fn with_head(self, head: ResponseHead) -> Self {
        Self { head, ..self }
    }

    /// The entities of this page.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Turns the page into its entities.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The number of entities in the whole list, if it was requested. Only the first page has it. The service may return wrong and
    /// negative numbers.
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// The link to the next page. It is `None` on the last page.
    pub fn next_link(&self) -> Option<&NextLink> {
        self.next_link.as_ref()
    }

    /// The head of the response that the page came in: its request id and its rate limit headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }
}
