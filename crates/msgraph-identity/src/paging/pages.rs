//! A list, page by page.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use msgraph_identity_core::NextLink;

use super::Page;
use super::cycle::CycleDetector;
use crate::Error;
use crate::error::{Kind, PagingError};
use crate::request::RequestFuture;

/// How many pages in a row may be empty.
const MAX_EMPTY_PAGES: u32 = 1_000;

/// Requests a page: the first one without a link, every other one by its link.
pub(crate) type FetchPage<T> =
    Arc<dyn Fn(Option<NextLink>) -> RequestFuture<Page<T>> + Send + Sync>;

/// A list, page by page: [`next`](Self::next) in a loop, or as a [`Stream`].
///
/// A page is requested when it is needed, and none after this is dropped. An error ends the list. [`Error::next_link`] is the link to
/// resume it at.
#[must_use = "no page is requested before it is needed"]
pub struct Pages<T> {
    fetch: FetchPage<T>,
    next: Next<T>,
    links: CycleDetector,
    empty_pages: u32,
}

enum Next<T> {
    /// The page at this link, or the first page.
    Page(Option<NextLink>),
    /// A page that was requested, and its link.
    Fetching(Option<NextLink>, RequestFuture<Page<T>>),
    /// An error in place of a page.
    Failed(Error),
    End,
}

impl<T> Pages<T> {
    pub(crate) fn new(fetch: FetchPage<T>, start: Option<NextLink>) -> Self {
        let mut links = CycleDetector::default();
        if let Some(link) = &start {
            links.is_repeated(link.as_str());
        }
        Self {
            fetch,
            next: Next::Page(start),
            links,
            empty_pages: 0,
        }
    }

    /// Returns the next page, or `None` after the last one.
    ///
    /// The future can be dropped before it is ready: the next call waits for the same page.
    ///
    /// # Errors
    ///
    /// Those of [`ListApiConnectors::items`](crate::ListApiConnectors::items).
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Returns the entities of all pages, or an error if there are more than this.
    pub(crate) async fn all(mut self, max_items: usize) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        loop {
            let link = self.next_link().cloned();
            let Some(page) = self.next().await else {
                return Ok(all);
            };
            let page = page?.into_items();
            if page.len() > max_items - all.len() {
                let error = Error::from(Kind::Paging(PagingError::TooManyItems(max_items)));
                return Err(error.with_next_link(link));
            }
            all.extend(page);
        }
    }

    /// The link to resume the list at later: it leads to the next page. It is `None` before the first page and after the last one.
    pub fn next_link(&self) -> Option<&NextLink> {
        match &self.next {
            Next::Page(link) | Next::Fetching(link, _) => link.as_ref(),
            Next::Failed(_) | Next::End => None,
        }
    }

    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        loop {
            match mem::replace(&mut self.next, Next::End) {
                Next::End => return Poll::Ready(None),
                Next::Failed(error) => return Poll::Ready(Some(Err(error))),
                Next::Page(link) => {
                    let fetching = (self.fetch)(link.clone());
                    self.next = Next::Fetching(link, fetching);
                }
                Next::Fetching(link, mut fetching) => match fetching.as_mut().poll(context) {
                    Poll::Pending => {
                        self.next = Next::Fetching(link, fetching);
                        return Poll::Pending;
                    }
                    Poll::Ready(page) => {
                        let page = page.and_then(|page| self.accept(page));
                        let page = page.map_err(|error| error.with_next_link(link));
                        return Poll::Ready(Some(page));
                    }
                },
            }
        }
    }

    /// Accepts a page and finds out whether the list can go on.
    fn accept(&mut self, page: Page<T>) -> Result<Page<T>, Error> {
        let Some(link) = &page.next_link else {
            return Ok(page);
        };
        self.empty_pages = if page.items.is_empty() {
            self.empty_pages + 1
        } else {
            0
        };
        if self.empty_pages > MAX_EMPTY_PAGES {
            return Err(Kind::Paging(PagingError::EmptyPages(self.empty_pages)).into());
        }
        // The entities of this page are returned. The error comes in place of the next page.
        self.next = if self.links.is_repeated(link.as_str()) {
            let error = Kind::Paging(PagingError::Cycle).into();
            Next::Failed(error)
        } else {
            Next::Page(Some(link.clone()))
        };
        Ok(page)
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<T> Unpin for Pages<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("next_link", &self.next_link())
            .finish_non_exhaustive()
    }
}
