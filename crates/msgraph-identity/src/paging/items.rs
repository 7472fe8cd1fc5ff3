//! A list, entity by entity.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;
use msgraph_identity_core::NextLink;

use super::Pages;
use crate::Error;

/// A list, entity by entity: [`next`](Self::next) in a loop, or as a [`Stream`]. Entities come in the order and as often as the
/// service lists them.
///
/// A page is requested when its first entity is needed, and none after this is dropped. An error comes after the entities of all
/// earlier pages and ends the list. [`Error::next_link`] is the link to resume the list at.
#[must_use = "no page is requested before an entity is"]
pub struct Items<T> {
    pages: Pages<T>,
    page: IntoIter<T>,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// Returns the next entity, or `None` after the last one.
    ///
    /// The future can be dropped before it is ready: nothing is lost.
    ///
    /// # Errors
    ///
    /// Those of [`ListApiConnectors::items`](crate::ListApiConnectors::items).
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The link to resume the list at later: it leads to the page after the current one.
    pub fn next_link(&self) -> Option<&NextLink> {
        self.pages.next_link()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.into_items().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T> Unpin for Items<T> {}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("next_link", &self.next_link())
            .finish_non_exhaustive()
    }
}
