//! Lists of API connectors.

use super::list::{List, list_methods, list_traits};
use crate::api_connectors::{ApiConnector, ConnectorProperty, Filter, ListQuery, Order};
use crate::invoke::invoke_page;
use crate::operation_table::LIST_API_CONNECTORS;
use crate::paging::{Items, Pages};
use crate::version::{V1, Version};
use crate::{Error, VersionedClient};

/// A list of API connectors, from [`ApiConnectors::list`](crate::ApiConnectors::list). It is requested by
/// [`items`](Self::items), [`pages`](Self::pages), [`all`](Self::all), and by `.await`, which is the same as `all`. The other
/// methods send nothing.
///
/// ```
/// # use msgraph_identity::{ApiConnectors, ConnectorProperty, Error, Filter};
/// # async fn example(connectors: ApiConnectors) -> Result<(), Error> {
/// let vet = Filter::eq(ConnectorProperty::DisplayName, "Vet sign-ups");
/// for connector in connectors.list().filter(vet).await? {
///     println!("{}", connector.id());
/// }
/// # Ok(())
/// # }
/// ```
///
/// Microsoft documents none of the query options for API connectors, so the service may refuse each of them.
#[derive(Clone)]
#[must_use = "nothing is requested before `items`, `pages`, `all` or `.await`"]
pub struct ListApiConnectors<V = V1> {
    list: List<V, ListQuery>,
}

impl<V: Version> ListApiConnectors<V> {
    pub(super) fn new(client: VersionedClient<V>) -> Self {
        let list = List::new(client, ListQuery::default());
        Self { list }
    }

    /// Sets the largest number of connectors on a page (`$top`), at least 1. Not documented for API connectors.
    pub fn page_size(mut self, page_size: u32) -> Self {
        if page_size == 0 {
            self.list.options.refuse("the page size is 0");
        }
        self.list.query.top = Some(page_size.into());
        self
    }

    /// Lists only connectors that match this filter (`$filter`). Not documented for API connectors; [`Filter::eq`] of the display
    /// name is known to work.
    pub fn filter(mut self, filter: Filter) -> Self {
        if filter.is_blank() {
            self.list.options.refuse("the filter is blank");
        }
        self.list.query.filter = Some(filter.to_string());
        self
    }

    /// Returns only these properties and the id of each connector (`$select`). Not documented for API connectors.
    pub fn select(mut self, properties: impl IntoIterator<Item = ConnectorProperty>) -> Self {
        self.list.query.select = Some(ConnectorProperty::select(properties));
        self
    }

    /// Sorts by this property, after those of earlier calls (`$orderby`). Not documented for API connectors.
    pub fn order_by(mut self, property: ConnectorProperty, order: Order) -> Self {
        let one = format!("{}{}", property.as_str(), order.suffix());
        self.list.query.order_by = Some(match self.list.query.order_by.take() {
            Some(before) => format!("{before},{one}"),
            None => one,
        });
        self
    }

    /// Lists only connectors that contain this text (`$search`), which is sent unchanged. Not documented for API connectors.
    pub fn search(mut self, search: impl Into<String>) -> Self {
        let search = search.into();
        if search.trim().is_empty() {
            self.list.options.refuse("the text to search for is blank");
        }
        self.list.query.search = Some(search);
        self
    }

    /// Leaves out the first connectors (`$skip`). Not documented for API connectors.
    pub fn skip(mut self, skip: u32) -> Self {
        self.list.query.skip = Some(skip.into());
        self
    }

    /// Requests the number of all connectors, which is on the first page: [`Page::count`](crate::Page::count). Not documented for API
    /// connectors, and not available in Azure AD B2C.
    pub fn with_count(mut self) -> Self {
        self.list.query.count = Some(true);
        self
    }

    list_methods!("connectors");

    /// Adds a query option, as [`Request::query`](crate::Request::query) does.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.list.options.query(name, value);
        self
    }

    /// Returns the connectors one by one. All pages are requested, also after an empty one.
    ///
    /// A next link is followed only if it has the scheme, the host and the port of the service root and no user info, and its path
    /// is that of the collection. It is requested byte for byte as the service wrote it, up to the case of the host. A link that a
    /// URL parser would have to repair is not followed.
    ///
    /// # Errors
    ///
    /// Each item may be an error. It is the last item then.
    ///
    /// - [`Error::is_paging`] if a next link is not followed, or leads to a page that was read already. No token is sent there.
    /// - [`Error::is_bad_request`] if the service does not accept a query option.
    /// - [`Error::is_invalid_argument`] if a query option or a header cannot be sent.
    pub fn items(self) -> Items<ApiConnector> {
        Items::new(self.pages())
    }

    /// Returns the connectors page by page. Next links are followed as described for [`items`](Self::items).
    pub fn pages(self) -> Pages<ApiConnector> {
        self.list.pages(|list, context, link| async move {
            let operation = &LIST_API_CONNECTORS;
            let first = |client| V::list_api_connectors(client, &list.query);
            let read = V::read_connector;
            invoke_page(&list.client, operation, context, link, first, read).await
        })
    }

    /// Returns all connectors, or an error if there are more than [`max_items`](Self::max_items).
    ///
    /// # Errors
    ///
    /// Those of [`items`](Self::items), and [`Error::is_paging`] if there are too many connectors. The connectors before the error
    /// are lost; [`Error::next_link`] is the link to the page that failed or was one too many.
    pub async fn all(mut self) -> Result<Vec<ApiConnector>, Error> {
        self.list.options.share_timeout();
        let max_items = self.list.max_items;
        self.pages().all(max_items).await
    }
}

list_traits!(ListApiConnectors, ApiConnector);
