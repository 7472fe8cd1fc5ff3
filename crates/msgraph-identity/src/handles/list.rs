//! What the lists have in common.

use std::future::ready;
use std::sync::Arc;

use msgraph_identity_core::NextLink;

use crate::paging::{Page, Pages};
use crate::request::{CallContext, RequestFuture, RequestOptions};
use crate::{Error, VersionedClient};

/// How many entities `all` returns at most, if the caller does not say.
pub(super) const MAX_ITEMS: usize = 100_000;

/// A list before it is requested, with the query options `Q`.
#[derive(Clone)]
pub(super) struct List<V, Q> {
    pub(super) client: VersionedClient<V>,
    pub(super) query: Q,
    pub(super) options: RequestOptions,
    pub(super) start: Option<NextLink>,
    pub(super) max_items: usize,
}

impl<V: 'static, Q: Send + Sync + 'static> List<V, Q> {
    pub(super) fn new(client: VersionedClient<V>, query: Q) -> Self {
        Self {
            client,
            query,
            options: RequestOptions::default(),
            start: None,
            max_items: MAX_ITEMS,
        }
    }

    /// The same list with the options of the request that it is a part of.
    pub(super) fn within(self, context: CallContext) -> Self {
        let options = context.into();
        Self { options, ..self }
    }

    /// Returns the pages that this function requests: the first one without a link.
    pub(super) fn pages<T, F>(
        self,
        request: impl Fn(Arc<Self>, CallContext, Option<NextLink>) -> F + Send + Sync + 'static,
    ) -> Pages<T>
    where
        F: Future<Output = Result<Page<T>, Error>> + Send + 'static,
        T: Send + 'static,
    {
        let start = self.start.clone();
        let list = Arc::new(self);
        let fetch = move |link| -> RequestFuture<Page<T>> {
            match list.options.clone().into_context() {
                Ok(context) => Box::pin(request(list.clone(), context, link)),
                Err(error) => Box::pin(ready(Err(error))),
            }
        };
        Pages::new(Arc::new(fetch), start)
    }
}

/// Defines the methods that all lists have, in the `impl` block of one with a field `list`.
macro_rules! list_methods {
    ($entities:literal) => {
        /// Resumes a list at the link of an error or of [`Items::next_link`](crate::Items::next_link). The query is part of the
        /// link; that of this list is not sent.
        pub fn resume(mut self, next_link: msgraph_identity_core::NextLink) -> Self {
            self.list.start = Some(next_link);
            self
        }

        #[doc = concat!("Sets how many ", $entities, " [`all`](Self::all) returns at most. The default is 100,000.")]
        pub fn max_items(mut self, max_items: usize) -> Self {
            self.list.max_items = max_items;
            self
        }

        /// Adds a header to the request of each page. The same headers are refused as by
        /// [`Request::header`](crate::Request::header).
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.list.options.header(name, value);
            self
        }

        /// Sets how long [`all`](Self::all) may take, all pages, attempts and waits included. For [`items`](Self::items) and
        /// [`pages`](Self::pages), it is how long each page may take, because the caller sets the pace.
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.list.options.timeout(timeout);
            self
        }

        /// The same list with the options of the request that it is a part of.
        pub(crate) fn within(mut self, context: crate::request::CallContext) -> Self {
            self.list = self.list.within(context);
            self
        }
    };
}

/// Lets a list be awaited, and implements `Debug` for it.
macro_rules! list_traits {
    ($list:ident, $item:ty) => {
        #[doc = concat!("Awaiting a list is [`all`](", stringify!($list), "::all).")]
        impl<V: Version> std::future::IntoFuture for $list<V> {
            type Output = Result<Vec<$item>, Error>;
            type IntoFuture = crate::RequestFuture<Vec<$item>>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.all())
            }
        }

        // Written by hand because the query may have names of people.
        impl<V> std::fmt::Debug for $list<V> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($list))
                    .field("client", &self.list.client)
                    .field("options", &self.list.options)
                    .finish_non_exhaustive()
            }
        }
    };
}

pub(super) use {list_methods, list_traits};
