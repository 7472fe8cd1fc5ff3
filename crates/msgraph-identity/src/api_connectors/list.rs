//! Lists of API connectors.

use std::sync::Arc;
use std::time::Duration;

use msgraph_identity_core::{CallOptions, Collection, NextLink};

use super::{ApiConnector, ConnectorProperty, Filter, ListQuery, Order};
use crate::call::{call, call_next_page};
use crate::operation::LIST_API_CONNECTORS;
use crate::paging::{FetchPage, Items, Page, Pages};
use crate::request::RequestOptions;
use crate::version::{Unusable, V1, Version};
use crate::{Error, View};

/// A list of API connectors: what is asked for, before it is.
///
/// Microsoft documents none of the query options for API connectors, so the service may refuse each of them.
#[derive(Clone)]
#[must_use = "nothing is listed before `items`, `pages` or `all`"]
pub struct ListApiConnectors<V = V1> {
    view: View<V>,
    query: ListQuery,
    options: RequestOptions,
    start: Option<NextLink>,
}

impl<V: Version> ListApiConnectors<V> {
    pub(super) fn new(view: View<V>) -> Self {
        Self {
            view,
            query: ListQuery::default(),
            options: RequestOptions::default(),
            start: None,
        }
    }

    /// Pages of that many connectors at most (`$top`). Undocumented for API connectors.
    pub fn page_size(mut self, page_size: u32) -> Self {
        self.query.top = Some(page_size.into());
        self
    }

    /// Only connectors for which this holds (`$filter`). Undocumented for API connectors; [`Filter::eq`] of the display name is
    /// known to work.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.query.filter = Some(filter.to_string());
        self
    }

    /// These properties of each connector only, and the id (`$select`). Undocumented for API connectors.
    pub fn select(mut self, properties: impl IntoIterator<Item = ConnectorProperty>) -> Self {
        self.query.select = Some(ConnectorProperty::select(properties));
        self
    }

    /// Sorted by this property, behind those that were given before (`$orderby`). Undocumented for API connectors.
    pub fn order_by(mut self, property: ConnectorProperty, order: Order) -> Self {
        let one = format!("{}{}", property.as_str(), order.suffix());
        self.query.order_by = Some(match self.query.order_by.take() {
            Some(before) => format!("{before},{one}"),
            None => one,
        });
        self
    }

    /// Only connectors in which this text is found (`$search`), as it is sent. Undocumented for API connectors.
    pub fn search(mut self, search: impl Into<String>) -> Self {
        self.query.search = Some(search.into());
        self
    }

    /// Without the first connectors (`$skip`). Undocumented for API connectors.
    pub fn skip(mut self, skip: u32) -> Self {
        self.query.skip = Some(skip.into());
        self
    }

    /// With the number of all connectors on the first page: [`Page::count`]. Undocumented for API connectors, and not offered in
    /// Azure AD B2C.
    pub fn with_count(mut self) -> Self {
        self.query.count = Some(true);
        self
    }

    /// Takes a list up again, at the link of an error or of [`Items::next_link`]. What else is asked for is in the link already.
    pub fn resume(mut self, next_link: NextLink) -> Self {
        self.start = Some(next_link);
        self
    }

    /// Adds a header to the request of each page, as [`Request::header`](crate::Request::header) does.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Adds a query option, as [`Request::query`](crate::Request::query) does.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.options.query(name, value);
        self
    }

    /// How long each page may take, all attempts and waits included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout(timeout);
        self
    }

    /// The same list with all options of the request that it is part of.
    pub(super) fn with_call_options(mut self, options: CallOptions) -> Self {
        self.options = options.into();
        self
    }

    /// The connectors, one by one. All pages are followed, empty ones too.
    ///
    /// # Errors
    ///
    /// Each item may be an error, and is the last one then:
    ///
    /// - [`Error::is_paging`] where the link to the next page leads to another place, such as another host, or to a page that was
    ///   there already; no token is sent there.
    /// - [`Error::is_bad_request`] where the service does not take a query option.
    pub fn items(self) -> Items<ApiConnector> {
        Items::new(self.pages())
    }

    /// The connectors, page by page.
    pub fn pages(self) -> Pages<ApiConnector> {
        let start = self.start.clone();
        Pages::new(self.into_fetch(), start)
    }

    /// All connectors.
    ///
    /// # Errors
    ///
    /// As [`items`](Self::items). What came before the error is lost.
    pub async fn all(self) -> Result<Vec<ApiConnector>, Error> {
        let mut pages = self.pages();
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            all.extend(page?.into_items());
        }
        Ok(all)
    }

    fn into_fetch(self) -> FetchPage<ApiConnector> {
        let Self {
            view,
            query,
            options,
            ..
        } = self;
        let request = Arc::new((view, query, options));
        Arc::new(move |link| {
            let request = request.clone();
            Box::pin(async move {
                let (view, query, options) = &*request;
                let options = options.clone().into_call_options()?;
                let operation = &LIST_API_CONNECTORS;
                match &link {
                    None => {
                        let list =
                            |client| async move { V::list_api_connectors(&client, query).await };
                        call(view, operation, options, list, read_page::<V>).await
                    }
                    Some(link) => {
                        call_next_page(view, operation, options, link, read_page::<V>).await
                    }
                }
            })
        })
    }
}

fn read_page<V: Version>(page: Collection<V::Connector>) -> Result<Page<ApiConnector>, Unusable> {
    let connectors = page.value.into_iter().map(V::read_connector);
    Ok(Page {
        items: connectors.collect::<Result<_, _>>()?,
        count: page.count,
        next_link: page.next_link,
    })
}

/// The queries may hold names of people.
impl<V> std::fmt::Debug for ListApiConnectors<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListApiConnectors")
            .field("view", &self.view)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
